// SPDX-License-Identifier: Apache-2.0
#include "toml/nesting.h"

#include <string>
#include <vector>

namespace fabriclint::toml {
namespace {

// The end of the string that begins at `at`; the end of the line or text when it is not closed (toml++ stops there).
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string fence(3, quote);
  if (text.substr(at, 3) == fence) {
    at += 3;
    while (at < text.size() && text.substr(at, 3) != fence) at += text[at] == '\\' && quote == '"' ? 2 : 1;
    if (at >= text.size()) return text.size();
    at += 3;
    for (int extra = 0; extra < 2 && at < text.size() && text[at] == quote; ++extra) ++at;  // """a""""" ends in a"" and the fence
    return at;
  }
  ++at;
  while (at < text.size() && text[at] != quote && text[at] != '\n') at += text[at] == '\\' && quote == '"' ? 2 : 1;
  return at < text.size() ? at + 1 : text.size();
}

}  // namespace

std::optional<std::uint32_t> first_too_deep(std::string_view text, std::size_t limit) {
  std::vector<std::size_t> open;  // levels that each open bracket adds: its own and those of the dotted key before it
  std::size_t depth = 0;          // their sum
  std::size_t header = 0;         // parts of the table's name
  std::size_t key_dots = 0;       // of the key that is being read, or whose value is
  std::size_t value_dots = 0;     // of the current key or value; dates and floats have one
  bool line_begins = true;
  bool in_header = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (header + depth + key_dots + value_dots > limit) return static_cast<std::uint32_t>(at);
    if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
      line_begins = false;
      continue;
    }
    if (c == '#') {
      while (at < text.size() && text[at] != '\n') ++at;
      continue;
    }
    ++at;
    if (c == '\n') {
      if (open.empty()) {
        key_dots = 0;
        line_begins = true;
        in_header = false;
      }
      value_dots = 0;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\r') continue;
    if (line_begins && open.empty() && c == '[') {
      in_header = true;
      header = 1;
      key_dots = 0;
    } else if (in_header) {
      if (c == '.') ++header;
    } else if (c == '.') {
      ++value_dots;
    } else if (c == '=') {
      key_dots = value_dots;
      value_dots = 0;
    } else if (c == '[' || c == '{') {
      open.push_back(key_dots + 1);
      depth += key_dots + 1;
      key_dots = value_dots = 0;
    } else if (c == ']' || c == '}') {
      key_dots = value_dots = 0;
      if (!open.empty()) {
        depth -= open.back();
        open.pop_back();
      }
    } else if (c == ',') {
      key_dots = value_dots = 0;
    }
    line_begins = false;
  }
  return std::nullopt;
}

}  // namespace fabriclint::toml
