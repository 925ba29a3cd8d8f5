// SPDX-License-Identifier: Apache-2.0
#include "yaml/extent.h"

#include <algorithm>

#include "yaml/breaks.h"

namespace fabriclint::yaml {

std::uint32_t skip_properties(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  text = text.substr(0, end);
  std::size_t at = begin;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
    } else if (const std::size_t size = break_size(text, at)) {
      at += size;
    } else if (text[at] == '#') {
      at = next_break(text, at);
    } else if (text[at] == '&' || text[at] == '!') {
      while (at < text.size() && !is_blank(text[at]) && break_size(text, at) == 0) ++at;
    } else {
      break;
    }
  }
  return static_cast<std::uint32_t>(at);
}

std::uint32_t block_content_begin(std::string_view text, std::uint32_t begin) {
  const std::size_t at = next_break(text, begin);
  return static_cast<std::uint32_t>(at + break_size(text, at));
}

std::uint32_t block_indicators_end(std::string_view text, std::uint32_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && (text[at] == '+' || text[at] == '-' || (text[at] >= '0' && text[at] <= '9'))) ++at;
  return static_cast<std::uint32_t>(at);
}

std::uint32_t block_scalar_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t content = block_content_begin(text, begin);
  std::size_t at = end;
  while (at > content) {
    at -= break_size_before(text, at);
    std::size_t line = at;
    while (line > content && text[line - 1] == ' ') --line;
    if (line > content && break_size_before(text, line) == 0) return static_cast<std::uint32_t>(at);
    at = line;
  }
  return std::min(block_indicators_end(text, begin), end);
}

std::uint32_t missing_value_at(std::string_view text, std::uint32_t key_end, std::uint32_t mark) {
  std::size_t at = key_end;
  while (at < mark && text[at] != ':') at = text[at] == '#' ? next_break(text, at) : at + 1;
  return at < mark ? static_cast<std::uint32_t>(at + 1) : key_end;
}

}  // namespace fabriclint::yaml
