// SPDX-License-Identifier: Apache-2.0
// The whole path for a set of files: sources -> documents -> deployments -> facts -> findings. Recipes are judged on several threads; the
// result does not depend on how many.
#pragma once

#include <vector>

#include "command/progress.h"
#include "command/recipes.h"
#include "finding/finding.h"
#include "report/report.h"
#include "rule/judge.h"
#include "rule/ruleset.h"
#include "suppress/apply.h"

namespace fabriclint {

struct Outcome {
  std::vector<Finding> findings;  // sorted and joined, without what comments suppress
  Summary summary;
  std::vector<SourceId> settled;  // files in which everything was found that there is to find: a baseline can be held against them
};

// The suppressions in the comments of a recipe, those of its context included: a finding may have its place there.
[[nodiscard]] Suppressions suppressions_of(const SourceSet& sources, const RecipeModel& model, const Ruleset& ruleset, Day today);

// How a run is made. What is asked of findings is asked from all threads.
struct Inspection {
  unsigned jobs = 0;                // threads; 0: one per processor
  Progress* progress = nullptr;     // hears of what is done
  Day today = {};                   // decides which suppressions have expired: by default none
  LevelOf level_of = {};            // what the project says about levels
  IsSuppressed is_suppressed = {};  // and about findings that are fine; comments say so too
};

// `options`: what the manifest stage is to know, of the ruleset (rulesets.h) and of the project file.
[[nodiscard]] Outcome inspect(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& options, const Inspection& how);

}  // namespace fabriclint
