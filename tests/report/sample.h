// SPDX-License-Identifier: Apache-2.0
// Reports made by hand for the tests of lint/report: no reader and no rule engine takes part.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fabriclint::sample {

// A report with everything it refers to.
struct Sample {
  SourceSet sources;
  std::vector<Rule> rules;
  mutable std::vector<Finding> findings;  // a report gives them fingerprints
  Summary summary;

  // The n-th occurrence (from 0) of `text` in a source.
  [[nodiscard]] Span find(SourceId source, std::string_view text, int n = 0) const;
  // Adds a finding, gives it back to be completed.
  Finding& add(std::string rule, Level level, Span at, std::string message);
  // As of a run that stands there.
  [[nodiscard]] Report report(const Repository& repository = {}) const;
};

[[nodiscard]] Rule rule(std::string id, Level level);

// Two files, two rules, a finding with labels in both files.
[[nodiscard]] Sample labelled();
// Rules and no finding.
[[nodiscard]] Sample clean();
// File names, source text and messages that try to break out of every format.
[[nodiscard]] Sample hostile();
// Accents, wide characters and emoji before and inside the spans.
[[nodiscard]] Sample non_ascii();
// Findings with fixes in one line and in several, before and behind text that is not ASCII, in a file of CRLF, and one that is refused.
[[nodiscard]] Sample mended();

}  // namespace fabriclint::sample
