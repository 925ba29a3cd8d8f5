// SPDX-License-Identifier: Apache-2.0
// The whole path for a set of files: sources -> documents -> deployments -> facts -> findings. Recipes are judged on several threads; the
// result does not depend on how many.
#pragma once

#include <vector>

#include "command/progress.h"
#include "command/recipes.h"
#include "finding/finding.h"
#include "report/report.h"
#include "rule/ruleset.h"

namespace fabriclint {

struct Outcome {
  std::vector<Finding> findings;  // sorted and joined
  Summary summary;
};

// `options`: what the manifest stage is to know, of the ruleset (rulesets.h) and of the project file. `jobs` threads; 0 means one per
// processor. `progress`, unless null, hears of what is done.
[[nodiscard]] Outcome inspect(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& options, unsigned jobs,
                              Progress* progress = nullptr);

}  // namespace fabriclint
