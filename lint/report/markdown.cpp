// SPDX-License-Identifier: Apache-2.0
#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace fabriclint {
namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// The quote that closes the part opened at `open`, or npos. An apostrophe inside a word opens and closes nothing.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  if (open > 0 && is_word(text[open - 1])) return std::string_view::npos;
  for (std::size_t i = text.find('\'', open + 1); i != std::string_view::npos; i = text.find('\'', i + 1)) {
    if (i + 1 == text.size() || !is_word(text[i + 1])) return i;
  }
  return std::string_view::npos;
}

// Of backticks.
std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t i = 0, run = 0; i < text.size(); ++i) {
    run = text[i] == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::string code(std::string_view text) {
  if (text.find_first_not_of(' ') == std::string_view::npos) return fmt::format("'{}'", text);
  const std::size_t longest = longest_run(text);
  // A fence longer than any run inside; blanks keep backticks at the ends apart from it (CommonMark 6.1).
  const std::string fence(longest + 1, '`');
  const std::string_view pad = longest > 0 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, pad, text, pad, fence);
}

// Two spans that touch would be read as one, with the wrong end.
void append_code(std::string& out, std::string_view span) {
  if (out.ends_with('`')) out += ' ';
  out += span;
}

// The byte at `i`, outside of code, must not take effect: GitHub makes links of "http://x", "www.x", "#1" and "GH-1", formulas of "$x$".
bool makes_link(std::string_view text, std::size_t i) {
  const std::string_view before = text.substr(0, i);
  const std::string_view rest = text.substr(i);
  const auto follows = [&](std::string_view word) {
    if (before.size() < word.size()) return false;
    return std::equal(word.begin(), word.end(), before.end() - static_cast<std::ptrdiff_t>(word.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b); });
  };
  return rest.front() == '#' || rest.front() == '$' || rest.starts_with("://") || (rest.front() == '.' && follows("www")) ||
         (rest.front() == '-' && follows("gh"));
}

}  // namespace

std::string markdown_text(std::string_view text, MarkdownReader reader) {
  std::string out;
  bool quotes_close = true;  // once a quote finds no partner, no later one does: keeps the search linear
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'' && quotes_close) {
      const std::size_t end = closing_quote(text, i);
      if (end != std::string_view::npos && end > i + 1) {
        append_code(out, code(text.substr(i + 1, end - i - 1)));
        i = end;
        continue;
      }
      const bool could_open = i == 0 || !is_word(text[i - 1]);
      if (end == std::string_view::npos && could_open) quotes_close = false;
    }
    if (c == '@' || (reader == MarkdownReader::github && makes_link(text, i))) {
      append_code(out, fmt::format("`{}`", c));  // an at sign before a name would notify its owner
    } else {
      if (std::string_view("\\`*_{}[]<>#|~!&").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  return code(text);
}

std::string markdown_block(std::string_view language, std::string_view text) {
  const std::string fence(std::max<std::size_t>(longest_run(text) + 1, 3), '`');
  while (text.ends_with('\n')) text.remove_suffix(1);
  return fmt::format("{}{}\n{}\n{}\n", fence, language, text, fence);
}

}  // namespace fabriclint
