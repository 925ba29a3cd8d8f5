// SPDX-License-Identifier: Apache-2.0
// Reports only what a change touched. Everything is analysed; a finding stays when a place of it is in the change (diff/touched.h), or when
// the change made it: then it is not found in the files as they were before. The second catches what has no line in the diff, such as a
// deployment that becomes wrong because of a ConfigMap in another file. Only those recipes are judged again that hold a changed file.
#pragma once

#include <functional>
#include <string>

#include "command/change.h"
#include "command/pipeline.h"
#include "command/recipes.h"
#include "report/review.h"

namespace fabriclint {

// How the analysis is repeated on the files as they were.
using JudgeAgain = std::function<Outcome(Manifests&)>;

// Leaves what the change touched, tells the summary what it took away, and fills in what a review needs. Says why the diff does not fit the
// files; empty when it does.
[[nodiscard]] std::string keep_touched(const Change& change, const Manifests& manifests, const JudgeAgain& judge_again,
                                       const Ruleset& ruleset, Outcome& outcome, Review& review);

}  // namespace fabriclint
