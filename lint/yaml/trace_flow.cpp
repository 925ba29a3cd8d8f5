// SPDX-License-Identifier: Apache-2.0
// Plain and quoted scalars: line folding, '' and backslash escapes.
#include <string_view>

#include "text/utf8.h"
#include "yaml/breaks.h"
#include "yaml/scalar_text.h"

namespace fabriclint::yaml {

namespace {

bool is_white(std::string_view source, std::size_t at) {
  return is_blank(source[at]) || break_size(source, at) > 0;
}

// Emits the breaks of a run of white space; gives its end.
std::size_t read_breaks(ScalarText& text, std::size_t at, std::size_t end) {
  while (at < end && is_white(text.source(), at)) {
    const std::size_t size = break_size(text.source(), at);
    if (size > 0) text.line_break(at, size);
    at += size > 0 ? size : 1;
  }
  return at;
}

// Blanks inside a line are content; a run with a break folds to a space, or to the breaks after its first one.
std::size_t read_white(ScalarText& text, std::size_t begin, std::size_t end) {
  const std::string_view source = text.source();
  std::size_t at = begin;
  while (at < end && is_blank(source[at])) ++at;
  const Break first{.begin = at, .size = at < end ? break_size(source, at) : 0};
  if (first.size == 0) {
    text.verbatim(begin, at);
    return at;
  }
  if (!folds(source, first)) text.line_break(first.begin, first.size);
  const std::size_t before = text.size();
  at = read_breaks(text, first.begin + first.size, end);
  if (folds(source, first) && text.size() == before) text.decoded(" ", begin, at);
  return at;
}

std::size_t escape_size(char letter) {
  switch (letter) {
    case 'x':
      return 4;
    case 'u':
      return 6;
    case 'U':
      return 10;
    default:
      return 2;
  }
}

// A backslash in a double-quoted scalar. Every escape stands for one character, which the value has at this very place.
std::size_t read_escape(ScalarText& text, std::size_t at, std::size_t end) {
  const std::string_view source = text.source();
  if (const std::size_t size = break_size(source, at + 1)) return read_breaks(text, at + 1 + size, end);
  const std::size_t next = at + escape_size(at + 1 < end ? source[at + 1] : ' ');
  const std::string_view value = text.node().value;
  const utf8::Step step = utf8::decode(value, text.size());
  if (step.size > 0) text.decoded(value.substr(text.size(), step.size), at, next);
  return next;
}

}  // namespace

void read_flow_scalar(ScalarText& text, std::size_t begin, std::size_t end) {
  const std::string_view source = text.source();
  const Style style = text.node().style;
  std::size_t at = begin;
  while (at < end && !text.overrun()) {
    if (is_white(source, at)) {
      at = read_white(text, at, end);
    } else if (style == Style::single_quoted && source[at] == '\'') {
      text.decoded("'", at, at + 2);
      at += 2;
    } else if (style == Style::double_quoted && source[at] == '\\') {
      at = read_escape(text, at, end);
    } else {
      std::size_t stop = at + 1;
      const char special = style == Style::single_quoted ? '\'' : style == Style::double_quoted ? '\\' : ' ';
      while (stop < end && source[stop] != special && !is_white(source, stop)) ++stop;
      text.verbatim(at, stop);
      at = stop;
    }
  }
}

}  // namespace fabriclint::yaml
