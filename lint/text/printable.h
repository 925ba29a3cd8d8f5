// SPDX-License-Identifier: Apache-2.0
// Makes any bytes safe to show in a terminal, a log or a review comment. File names, keys and values come from strangers: escape sequences
// could rewrite the terminal, bidirectional controls could make a line read as its opposite. What could do that is written as an escape
// (\n, \x1b, \u202e); all other valid UTF-8 passes unchanged. It is for eyes, not for parsing back: a backslash is not escaped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fabriclint {

// Escaped: C0 and C1 control characters, DEL, line and paragraph separators, bidirectional controls, characters without any width
// (zero-width space, word joiner, byte order mark, tag characters), and every byte that is no valid UTF-8.
[[nodiscard]] std::string printable(std::string_view bytes);

// The same in at most `limit` code points; a text that is longer is cut between two characters (or escapes) and ends with an ellipsis.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit);

}  // namespace fabriclint
