// SPDX-License-Identifier: Apache-2.0
// The whole path for a set of files: sources -> documents -> deployments -> facts -> findings. Recipes are judged on several threads; the
// result does not depend on how many.
#pragma once

#include <vector>

#include "command/recipes.h"
#include "finding/finding.h"
#include "report/report.h"
#include "rule/ruleset.h"

namespace fabriclint {

struct Outcome {
  std::vector<Finding> findings;  // sorted and joined
  Summary summary;
};

// `jobs` threads; 0 means one per processor.
[[nodiscard]] Outcome inspect(const Manifests& manifests, const Ruleset& ruleset, unsigned jobs);

}  // namespace fabriclint
