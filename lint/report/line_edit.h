// SPDX-License-Identifier: Apache-2.0
// A fix as reviewers and viewers take it: whole lines that are replaced. Columns are counted in bytes by some of them and in characters by
// others, and a suggestion in a review replaces whole lines anyway. What is refused, because half a fix looks like a whole one: edits out
// of order, overlapping, outside of the finding's file, through the middle of a character or a CRLF; text that hides something from the
// reader (control and bidirectional characters); huge lines; a fix that leaves nothing of the file. A refused fix is not shown in any
// format.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace fabriclint {

// The lines first..last (1-based, both included) become `text`: one line or more, without the break that ends the last of them; an empty
// text is an empty line. Breaks inside are those of the file. Whole lines that go away take a neighbour along, so no text means "no line".
struct LineEdit {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
  std::string text;
  auto operator<=>(const LineEdit&) const = default;
};

// Longest replacement; of a file that is one long line, every finding would otherwise hold a copy.
inline constexpr std::size_t kMaxEditText = 16'384;  // bytes

// The edits of the finding's fix; empty when it has none or it is refused.
[[nodiscard]] std::span<const Edit> usable_edits(const SourceSet& sources, const Finding& finding);

// The same fix in whole lines, in order, no two of which touch the same line: applied together they do what the edits do, except that a
// break at the very end of the file stays as it was. Empty when there is no fix or it is refused.
[[nodiscard]] std::vector<LineEdit> line_edits(const SourceSet& sources, const Finding& finding);

// The same fix as one edit, from the first byte that changes to the last: for formats in which two edits would be two independent offers.
[[nodiscard]] std::optional<Edit> joined_edit(const SourceSet& sources, const Finding& finding);

}  // namespace fabriclint
