// SPDX-License-Identifier: Apache-2.0
// Reports only what a change touched. Everything is analysed; a finding stays when a place of it is in the change (diff/touched.h), or when
// the change made it: then it is not found in the files as they were before. The second catches what has no line in the diff, such as a
// deployment that becomes wrong because of a ConfigMap in another file. The files as they were are made by undoing the diff, and only those
// recipes are judged again that hold a changed file.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "command/options.h"
#include "command/pipeline.h"
#include "command/recipes.h"
#include "diff/unified_diff.h"
#include "report/review.h"

namespace fabriclint {

struct Change {
  Diff diff;
  std::vector<std::string> untracked;  // files that are wholly new and not in the diff
  std::string prefix;                  // what makes a name relative to the folder that the paths of the diff are relative to
  std::string name;                    // of the diff, for messages
  bool lenient = false;                // git compared other bytes than the files hold (attributes can have it so): no reason to stop
  std::string problem;                 // why it cannot be used; else empty
};

// The diff of a file, of standard input, or from git. `prefix`: of the working directory in the repository.
[[nodiscard]] Change read_change(const ChangeOptions& options, const std::string& prefix, std::istream& in);

// How the analysis is repeated on the files as they were.
using JudgeAgain = std::function<Outcome(Manifests&)>;

// Leaves what the change touched, tells the summary what it took away, and fills in what a review needs. Says why the diff does not fit the
// files; empty when it does.
[[nodiscard]] std::string keep_touched(const Change& change, const Manifests& manifests, const JudgeAgain& judge_again,
                                       const Ruleset& ruleset, Outcome& outcome, Review& review);

}  // namespace fabriclint
