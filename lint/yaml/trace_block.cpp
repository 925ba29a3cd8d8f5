// SPDX-License-Identifier: Apache-2.0
// Literal and folded block scalars: indentation, folding, more-indented lines, chomping.
#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "yaml/breaks.h"
#include "yaml/extent.h"
#include "yaml/scalar_text.h"

namespace fabriclint::yaml {

namespace {

std::size_t spaces_at(std::string_view text, std::size_t at) {
  const std::size_t stop = std::min(text.find_first_not_of(' ', at), text.size());
  return stop - std::min(at, stop);
}

// The indentation that libyaml took away. An explicit indicator counts from the parent, which the node does not know; but the first line
// with a word has its spaces in the text and what is left of them in the value, and the difference is the indentation.
std::optional<std::size_t> indentation_of(const Node& node, std::string_view source, std::size_t content) {
  const std::string_view value = node.value;
  const std::size_t word = value.find_first_not_of(" \n");
  std::size_t at = content;
  std::size_t most = 0;
  std::size_t spaces = spaces_at(source, at);
  while (const std::size_t size = break_size(source, at + spaces)) {
    most = std::max(most, spaces);
    at += spaces + size;
    spaces = spaces_at(source, at);
  }
  if (word == 0) return spaces;
  if (word != std::string_view::npos) {
    const std::size_t left = word - (value.find_last_not_of(' ', word - 1) + 1);
    return spaces > left ? std::optional(spaces - left) : std::nullopt;
  }
  // Blank lines only: the longest of them shows it, unless nothing but breaks is left of any.
  std::size_t left = 0;
  for (std::size_t n = value.find(' '); n != std::string_view::npos; n = value.find(' ', n + spaces_at(value, n))) {
    left = std::max(left, spaces_at(value, n));
  }
  if (left == 0) return std::numeric_limits<std::size_t>::max();
  return most > left ? std::optional(most - left) : std::nullopt;
}

struct BlockReader {
  ScalarText* text;
  std::size_t indentation;
  std::size_t at;                    // in the source
  std::size_t column = 0;            // of `at`, once the indentation is eaten
  Break leading = {};                // the break of the last line with content
  std::vector<Break> trailing = {};  // the breaks of the blank lines after it

  void eat_blank_lines() {
    const std::string_view source = text->source();
    trailing.clear();
    while (true) {
      column = 0;
      while (column < indentation && at < source.size() && source[at] == ' ') ++at, ++column;
      const std::size_t size = break_size(source, at);
      if (size == 0) return;
      trailing.push_back({.begin = at, .size = size});
      at += size;
    }
  }

  void emit(Break line_break) const {
    if (line_break.size > 0) text->line_break(line_break.begin, line_break.size);
  }
  void emit_trailing() const {
    for (const Break& line_break : trailing) emit(line_break);
  }

  void read(bool folded, char chomping) {
    const std::string_view source = text->source();
    bool last_line_blank = false;  // began with white space: such lines are not folded
    eat_blank_lines();
    while (column == indentation && at < source.size() && !text->overrun()) {
      const bool blank = is_blank(source[at]);
      if (folded && folds(source, leading) && !last_line_blank && !blank) {
        if (trailing.empty()) text->decoded(" ", leading.begin, at);
      } else {
        emit(leading);
      }
      emit_trailing();
      last_line_blank = blank;
      const std::size_t begin = at;
      at = next_break(source, at);
      text->verbatim(begin, at);
      leading = {.begin = at, .size = break_size(source, at)};
      at += leading.size;
      eat_blank_lines();
    }
    if (chomping != '-') emit(leading);
    if (chomping == '+') emit_trailing();
  }
};

}  // namespace

void read_block_scalar(ScalarText& text) {
  const Node& node = text.node();
  const std::string_view source = text.source();
  const std::size_t content = block_content_begin(source, node.span.begin);
  const std::optional<std::size_t> indentation = indentation_of(node, source, content);
  if (!indentation || *indentation == 0) return;
  const std::string_view header = source.substr(node.span.begin, block_indicators_end(source, node.span.begin) - node.span.begin);
  const char chomping = header.find('-') != std::string_view::npos ? '-' : header.find('+') != std::string_view::npos ? '+' : ' ';
  BlockReader reader{.text = &text, .indentation = *indentation, .at = content};
  reader.read(node.style == Style::folded, chomping);
}

}  // namespace fabriclint::yaml
