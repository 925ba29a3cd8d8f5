// SPDX-License-Identifier: Apache-2.0
// Source lines with underlined words, as rustc shows them: the file of the primary place first, its marks in line order, then the files of
// other labels. A span of several lines is shown by its first line. A line longer than the width is cut around each mark; the work for a
// mark is bounded by the width, not by the length of the line.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "report/report.h"
#include "text/source.h"

namespace fabriclint {

// A part of one source line that fits the width.
struct Excerpt {
  std::string shown;            // with "..." where it was cut
  std::vector<std::size_t> at;  // for each mark: column in `shown`, 0-based
  std::vector<std::size_t> width;
};

// Bytes begin..end of a line; both may lie behind its end (a place at the end of the line).
struct LineMark {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Shows as much of `line` around the first mark as `width` columns hold, and how many of the marks (in order of their begin) are in it;
// `at` and `width` have that many entries, at least one. An empty mark takes one column.
[[nodiscard]] Excerpt excerpt(std::string_view line, const std::vector<LineMark>& marks, std::size_t width);

// The arrow line, the source lines and their marks. Returns the width of the gutter, at which lines about the finding as a whole go on.
std::size_t write_snippet(std::ostream& out, const Finding& finding, const SourceSet& sources, const Style& style);

}  // namespace fabriclint
