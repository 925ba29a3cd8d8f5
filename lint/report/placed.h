// SPDX-License-Identifier: Apache-2.0
// What all formats for machines share: where in the repository a finding is, in which order findings are written, and the name by which
// each is known again. None of it depends on the working directory, so the same check started elsewhere writes the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace fabriclint {

// File names as seen from the root of the repository: plain, and as a percent-encoded URI (uri.h).
[[nodiscard]] std::string path_in_repository(const Report& report, std::string_view name);
[[nodiscard]] std::string uri_in_repository(const Report& report, std::string_view name);

[[nodiscard]] inline bool has_place(const Report& report, const Span& span) {
  return span.source.index < report.sources.size();
}

struct Placed {
  const Finding* finding = nullptr;
  std::string path;  // empty for a finding of no file
  std::string uri;   // likewise
  std::string fingerprint;
};

// All findings by URI, offset, rule and message; those of no file last.
[[nodiscard]] std::vector<Placed> placed(const Report& report);

// A span cut off at the end of its first line: what reads the lines of a change shows a finding only if all its lines were changed.
[[nodiscard]] Span on_first_line(const Source& source, const Span& span);

// A span that ends with a line break, ended before it: its last line is the one that holds its last character.
[[nodiscard]] Span without_last_break(const Source& source, const Span& span);

}  // namespace fabriclint
