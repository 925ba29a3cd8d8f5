// SPDX-License-Identifier: Apache-2.0
#include "report/wrap.h"

#include <algorithm>

#include "report/glyph.h"

namespace fabriclint {
namespace {

std::size_t columns_of(std::string_view word) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < word.size();) {
    const Glyph glyph = glyph_at(word, i);
    columns += glyph.width;
    i += glyph.length;
  }
  return columns;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::size_t first, std::size_t indent) {
  if (width == 0) return std::string(text);
  std::string out;
  std::size_t column = first;
  bool fresh = true;  // nothing stands on this line yet
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t columns = columns_of(word);
    if (!fresh && column + 1 + columns > width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
      fresh = true;
    }
    if (!fresh) {
      out += ' ';
      ++column;
    }
    out += word;
    column += columns;
    fresh = false;
  }
  return out;
}

}  // namespace fabriclint
