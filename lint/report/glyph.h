// SPDX-License-Identifier: Apache-2.0
// How one code point of untrusted text looks in a terminal: what is written for it and how many columns that takes, so that underlines
// align. What text/printable.h escapes is written as its escape, and a tab as four blanks wherever it stands. Widths are those of Unicode
// 15's EastAsianWidth.txt (W, F) and of its combining marks, in coarse ranges: joined emoji and exotic scripts may be off by a column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fabriclint {

struct Glyph {
  std::string shown;
  std::size_t width = 1;   // columns of `shown`
  std::size_t length = 1;  // bytes of the text it stands for
};

// What stands for text that was cut away.
inline constexpr std::string_view kCut = "...";

// `offset` < text.size(). An invalid byte is a glyph of its own.
[[nodiscard]] Glyph glyph_at(std::string_view text, std::size_t offset);

}  // namespace fabriclint
