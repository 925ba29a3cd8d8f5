// SPDX-License-Identifier: Apache-2.0
#include "report/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "report/echo.h"

namespace fabriclint {
namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// What stands for braces keeps its length small and its meaning: a template, or something in brackets.
std::string without_braces(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "{{") {
      const std::size_t end = text.find("}}", i + 2);
      if (end != std::string_view::npos) {
        out += "(template expression)";
        i = end + 1;
        continue;
      }
    }
    out += text[i] == '{' ? '(' : text[i] == '}' ? ')' : text[i];
  }
  return out;
}

std::string ended(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (text.empty() || std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

// Common to all: one printable line.
std::string cleaned(std::string_view message) {
  std::string text = echoed(message);
  if (text.empty()) text = "Finding without a message";
  return ended(std::move(text));
}

// The quote that closes the part opened at `open`, or npos. An apostrophe inside a word opens and closes nothing.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  if (open > 0 && is_word(text[open - 1])) return std::string_view::npos;
  for (std::size_t i = text.find('\'', open + 1); i != std::string_view::npos; i = text.find('\'', i + 1)) {
    if (i + 1 == text.size() || !is_word(text[i + 1])) return i;
  }
  return std::string_view::npos;
}

std::string code(std::string_view text) {
  if (text.find_first_not_of(' ') == std::string_view::npos) return fmt::format("'{}'", text);
  std::size_t longest = 0;
  for (std::size_t i = 0, run = 0; i < text.size(); ++i) {
    run = text[i] == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
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

enum class Reader : std::uint8_t { any, github };

std::string to_markdown(std::string_view text, Reader reader) {
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
    if (c == '@' || (reader == Reader::github && makes_link(text, i))) {
      append_code(out, fmt::format("`{}`", c));  // an at sign before a name would notify its owner
    } else {
      if (std::string_view("\\`*_{}[]<>#|~!&").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string plain_sentence(std::string_view message) {
  std::string out;
  for (const char c : without_braces(cleaned(message))) {
    if (c == '(' && out.ends_with(']')) out += ' ';
    out += c == '`' ? '\'' : c;
  }
  return out;
}

std::string markdown_sentence(std::string_view message) {
  return to_markdown(without_braces(cleaned(message)), Reader::any);
}

std::string comment_sentence(std::string_view message) {
  return to_markdown(cleaned(message), Reader::github);
}

std::string code_span(std::string_view text) {
  return code(echoed(text));
}

std::string text_link(std::string_view label, std::size_t id) {
  std::string out = "[";
  for (const char c : without_braces(echoed(label))) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c == '`' ? '\'' : c;
  }
  return out + fmt::format("]({})", id);
}

}  // namespace fabriclint
