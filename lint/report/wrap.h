// SPDX-License-Identifier: Apache-2.0
// Sentences filled to the width of a terminal. Words are never cut, so that names and values can be copied; a word that is longer than a
// line gets a line of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fabriclint {

// `text` (printable, without line breaks) in lines of at most `width` columns, the first of which begins at column `first` and the others,
// after a line break, with `indent` blanks. A width of 0 leaves everything on one line.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::size_t first, std::size_t indent);

}  // namespace fabriclint
