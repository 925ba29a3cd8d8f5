// SPDX-License-Identifier: Apache-2.0
// A finding's message as SARIF's plain text and as Markdown. What it must survive: GitHub drops backticks from plain text and reads
// "[label](1)" in it as a link; SARIF reserves braces for placeholders and viewers disagree on undoing their doubling; reviewdog pastes the
// Markdown into a review comment. Values of a manifest stand in 'single quotes' and may hold any of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fabriclint {

// Plain text on one line, printable, without backticks and braces ("{{ x }}" becomes "(template expression)"), without anything that reads
// as a link, ended by a full stop.
[[nodiscard]] std::string plain_sentence(std::string_view message);

// The same sentence in GitHub-flavoured Markdown: quoted parts are code, everything else is literal and mentions nobody.
[[nodiscard]] std::string markdown_sentence(std::string_view message);

// The same for a comment on GitHub: braces stay, and nothing outside of code becomes a link to an address, a reference ("#1"), or a
// formula, which GitHub would make of text that Markdown leaves alone.
[[nodiscard]] std::string comment_sentence(std::string_view message);

// Text as code in Markdown, printable and on one line.
[[nodiscard]] std::string code_span(std::string_view text);

// "[label](2)" for the text of a message, the label as SARIF 2.1.0, 3.11.6 wants it.
[[nodiscard]] std::string text_link(std::string_view label, std::size_t id);

}  // namespace fabriclint
