// SPDX-License-Identifier: Apache-2.0
#include "report/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "report/echo.h"
#include "report/markdown.h"

namespace fabriclint {
namespace {

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
  return markdown_text(without_braces(cleaned(message)));
}

std::string comment_sentence(std::string_view message) {
  return markdown_text(cleaned(message), MarkdownReader::github);
}

std::string code_span(std::string_view text) {
  return markdown_code(echoed(text));
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
