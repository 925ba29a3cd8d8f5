// SPDX-License-Identifier: Apache-2.0
// What all formats for machines share: where in the repository a finding is, and in which order findings are written.
#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace fabriclint {

[[nodiscard]] inline bool has_place(const Report& report, const Span& span) {
  return span.source.index < report.sources.size();
}

struct Placed {
  const Finding* finding = nullptr;
  std::string path;  // from the root of the repository; empty for a finding of no file
  std::string uri;   // likewise
};

// All findings by URI, offset, rule and message; those of no file last.
[[nodiscard]] std::vector<Placed> placed(const Report& report);

// A span cut off at the end of its first line: what reads the lines of a change shows a finding only if all its lines were changed.
[[nodiscard]] Span on_first_line(const Source& source, const Span& span);

// A span that ends with a line break, ended before it: its last line is the one that holds its last character.
[[nodiscard]] Span without_last_break(const Source& source, const Span& span);

}  // namespace fabriclint
