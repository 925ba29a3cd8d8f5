// SPDX-License-Identifier: Apache-2.0
// Text as GitHub-flavoured Markdown that shows it as it is: nothing in it becomes a heading, a link, HTML or the end of what it stands in.
// The text must be printable already (printable.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fabriclint {

// Who shows it. GitHub makes links of addresses and references ("#1") and formulas of "$x$" where Markdown leaves text alone.
enum class MarkdownReader : std::uint8_t { any, github };

// One line: parts in 'single quotes' are code, everything else is literal and mentions nobody. It may stand anywhere but at the beginning
// of a block, where a number or a dash would begin a list.
[[nodiscard]] std::string markdown_text(std::string_view text, MarkdownReader reader = MarkdownReader::any);

// One line as code, whatever backticks it holds.
[[nodiscard]] std::string markdown_code(std::string_view text);

// Lines in a fenced block, whatever fences they hold.
[[nodiscard]] std::string markdown_block(std::string_view language, std::string_view text);

}  // namespace fabriclint
