// SPDX-License-Identifier: Apache-2.0
// The baseline of a run: `check --baseline FILE` reports only what FILE does not hold, and says which of its entries nothing is left of;
// `baseline write` makes such a file of everything that is found now.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "baseline/file.h"
#include "command/files.h"
#include "command/pipeline.h"
#include "command/run.h"
#include "rule/ruleset.h"
#include "text/source.h"

namespace fabriclint {

struct BaselineRun {
  SourceSet sources;
  LoadedBaseline loaded;
  std::vector<ReadError> errors;  // a file that could not be read

  [[nodiscard]] bool usable() const { return errors.empty() && loaded.problems.empty(); }
};

// Reads the file at `path`; an empty path means none.
[[nodiscard]] BaselineRun read_baseline(const std::string& path);

// Says on `err` what is wrong with a baseline that is not usable.
void explain_unusable(const BaselineRun& run, bool color, std::ostream& err);

// Takes what the baseline knows out of the findings, and counts it; says on `err` what is stale.
void leave_out_known(const BaselineRun& run, const Ruleset& ruleset, const Manifests& manifests, const Repository& repository,
                     Outcome& outcome, std::ostream& err);

// Writes what was found to a new baseline, in place of the one there. Refuses to overwrite anything else, and to write half a baseline when
// an input could not be read.
[[nodiscard]] Exit write_baseline(const std::string& path, const Ruleset& ruleset, const Manifests& manifests, const Repository& repository,
                                  const Outcome& outcome, Streams& streams);

}  // namespace fabriclint
