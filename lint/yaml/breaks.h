// SPDX-License-Identifier: Apache-2.0
// Line breaks and blanks as libyaml sees them: YAML 1.1 breaks a line at LF, CRLF, a lone CR, NEL, LS and PS. The line table of a Source
// does not (source.h); only code that follows libyaml's own reading of a text needs these.
#pragma once

#include <cstddef>
#include <string_view>

namespace fabriclint::yaml {

[[nodiscard]] constexpr bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

// Bytes of the line break that begins at `at`; 0 when there is none.
[[nodiscard]] constexpr std::size_t break_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '\n') return 1;
  if (text[at] == '\r') return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
  if (text[at] == '\xC2') return at + 1 < text.size() && text[at + 1] == '\x85' ? 2 : 0;
  if (text[at] != '\xE2' || at + 2 >= text.size() || text[at + 1] != '\x80') return 0;
  return text[at + 2] == '\xA8' || text[at + 2] == '\xA9' ? 3 : 0;
}

// Where the next line break begins, from `at` on; the size of the text when there is none.
[[nodiscard]] constexpr std::size_t next_break(std::string_view text, std::size_t at) {
  const auto may_break = [](char byte) { return byte == '\n' || byte == '\r' || byte == '\xC2' || byte == '\xE2'; };
  while (at < text.size() && !(may_break(text[at]) && break_size(text, at) > 0)) ++at;
  return at;
}

// Bytes of the line break that ends right before `end`; 0 when there is none.
[[nodiscard]] constexpr std::size_t break_size_before(std::string_view text, std::size_t end) {
  for (std::size_t size = 3; size >= 1; --size) {
    if (end >= size && break_size(text.substr(0, end), end - size) == size) return size;
  }
  return 0;
}

}  // namespace fabriclint::yaml
