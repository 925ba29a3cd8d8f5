// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_words.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"
#include "text/byte_set.h"

namespace fabriclint::shell {
namespace {

constexpr int kDeepestBraces = 16;  // levels of ${}; what lies deeper is not read, so the reader does not recurse without end

// What ends the plain text at the beginning of a word, inside double quotes, and in the operand of ${}.
constexpr ByteSet kEndsPlain("\\'\"$` \t\n;&|<>()");
constexpr ByteSet kEndsQuoted("\\$`\"");
constexpr ByteSet kEndsOperand("\\$`\"'}");

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
}  // namespace

bool is_name_part(char c) {
  static constexpr ByteSet kParts("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
  return kParts.has(c);
}

bool is_name(std::string_view text) {
  return !text.empty() && is_name_start(text.front()) && std::all_of(text.begin(), text.end(), is_name_part);
}

bool is_delimiter(char c) {
  static constexpr ByteSet kDelimiters(" \t\n;&|<>()");
  return kDelimiters.has(c);
}

void WordReader::fail(std::string why, std::size_t at) {
  if (failed()) return;
  error_ = std::move(why);
  error_at_ = std::min(at, text_.size());
  at_ = text_.size();
}

void WordReader::literal(std::vector<Part>& parts, std::size_t begin, std::size_t end, bool quoted) {
  Part part;
  part.quoted = quoted;
  part.begin = offset(begin);
  part.end = offset(end);
  parts.push_back(std::move(part));
}

void WordReader::unreadable(std::vector<Part>& parts, std::size_t begin, bool quoted, const char* why) const {
  Part part;
  part.kind = Part::Kind::unreadable;
  part.quoted = quoted;
  part.begin = offset(begin);
  part.end = offset(at_);
  part.why = why;
  parts.push_back(std::move(part));
}

void WordReader::skip_blanks() {
  while (at_ < text_.size()) {
    if (peek() == ' ' || peek() == '\t') {
      ++at_;
    } else if (looking_at("\\\n")) {
      at_ += 2;
    } else if (peek() == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return;
    }
  }
}

// An explicit stack instead of recursion: nesting is as deep as its author likes. A `)` of a case pattern inside $( ) is taken for its end,
// which is the one thing that this does not see.
void WordReader::skip_nested(char close, std::size_t opened) {
  std::string open(1, close);
  std::size_t quotes = 0;  // how many of the open ones are '"'
  while (at_ < text_.size()) {
    const char c = text_[at_];
    const char top = open.back();
    if (c == '\\') {
      at_ += 2;
      continue;
    }
    if (c == top) {
      if (c == '"') --quotes;
      open.pop_back();
      ++at_;
      if (open.empty()) return;
      continue;
    }
    if (top == '`') {
      ++at_;
      continue;
    }
    if (c == '$' && (peek(1) == '(' || peek(1) == '{')) {
      open.push_back(peek(1) == '(' ? ')' : '}');
      at_ += 2;
      continue;
    }
    if (c == '`') {
      open.push_back('`');
    } else if (top == '"') {
      // everything else is text
    } else if (c == '"') {
      open.push_back('"');
      ++quotes;
    } else if (c == '\'' && (quotes == 0 || top == ')')) {
      const std::size_t end = text_.find('\'', at_ + 1);
      if (end == std::string_view::npos) return fail("a single quote in it is not closed", at_);
      at_ = end;
    } else if (c == '(' && top == ')') {
      open.push_back(')');
    } else if (c == '#' && top == ')' && at_ > 0 && (is_delimiter(text_[at_ - 1]))) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      continue;
    }
    ++at_;
  }
  fail(std::string("a '") + (close == ')' ? '(' : close == '}' ? '{' : close) + "' in it is not closed", opened);
}

void WordReader::backslash(std::vector<Part>& parts, bool quoted) {
  const char next = peek(1);
  if (at_ + 1 >= text_.size()) {  // a last backslash stays
    literal(parts, at_, at_ + 1, true);
    ++at_;
  } else if (next == '\n') {
    at_ += 2;
  } else if (quoted && next != '$' && next != '`' && next != '"' && next != '\\') {
    literal(parts, at_, at_ + 2, true);
    at_ += 2;
  } else {
    literal(parts, at_ + 1, at_ + 2, true);
    at_ += 2;
  }
}

void WordReader::backticks(std::vector<Part>& parts, bool quoted) {
  const std::size_t begin = at_++;
  skip_nested('`', begin);
  unreadable(parts, begin, quoted, "it is the output of a command");
}

void WordReader::single_quoted(WordSyntax& word) {
  const std::size_t end = text_.find('\'', at_ + 1);
  if (end == std::string_view::npos) return fail("a single quote in it is not closed", at_);
  literal(word.parts, at_ + 1, end, true);
  at_ = end + 1;
}

void WordReader::double_quoted(std::vector<Part>& parts, int depth) {
  const std::size_t opened = at_++;
  if (peek() == '"') literal(parts, at_, at_, true);  // "" is a word, too
  while (at_ < text_.size() && peek() != '"') {
    if (peek() == '\\') {
      backslash(parts, true);
    } else if (peek() == '$') {
      dollar(parts, true, depth);
    } else if (peek() == '`') {
      backticks(parts, true);
    } else {
      const std::size_t end = kEndsQuoted.first_in(text_, at_);
      literal(parts, at_, end, true);
      at_ = end;
    }
  }
  if (failed()) return;
  if (at_ >= text_.size()) return fail("a double quote in it is not closed", opened);
  ++at_;
}

void WordReader::dollar(std::vector<Part>& parts, bool quoted, int depth) {
  const std::size_t begin = at_;
  const char next = peek(1);
  if (next == '(') {
    const bool arithmetic = peek(2) == '(';
    at_ += 2;
    skip_nested(')', begin);
    return unreadable(parts, begin, quoted, arithmetic ? "it is computed by the shell" : "it is the output of a command");
  }
  if (next == '{') return braced(parts, quoted, depth);
  if (next == '\'' && !quoted) {
    at_ += 2;
    while (at_ < text_.size() && peek() != '\'') at_ += peek() == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return fail("a single quote in it is not closed", begin + 1);
    ++at_;
    return unreadable(parts, begin, true, "$'...' means different things to different shells");
  }
  if (next == '"' && !quoted) {
    ++at_;
    return double_quoted(parts, depth);
  }
  std::size_t end = begin + 1;
  Part part;
  part.kind = Part::Kind::variable;
  part.quoted = quoted;
  if (is_name_start(next)) {
    while (end < text_.size() && is_name_part(text_[end])) ++end;
  } else if (next != '\0' && std::string_view("0123456789@*#?-$!").find(next) != std::string_view::npos) {
    ++end;
    if (next == '@') part.use = Part::Use::all;
    if (next == '*') part.use = Part::Use::joined;
  } else {
    literal(parts, begin, end, quoted);
    at_ = end;
    return;
  }
  part.begin = offset(begin);
  part.end = offset(end);
  part.name = text_.substr(begin + 1, end - begin - 1);
  at_ = end;
  parts.push_back(std::move(part));
}

void WordReader::braced(std::vector<Part>& parts, bool quoted, int depth) {
  const std::size_t begin = at_;
  at_ += 2;
  const auto give_up = [&](const char* why) {
    skip_nested('}', begin);
    unreadable(parts, begin, quoted, why);
  };
  if (depth >= kDeepestBraces) return give_up("its ${} are nested too deeply");
  std::size_t end = at_;
  if (is_name_start(peek())) {
    while (end < text_.size() && is_name_part(text_[end])) ++end;
  } else if (is_digit(peek())) {
    while (end < text_.size() && is_digit(text_[end])) ++end;
  } else if (peek() == '@' || peek() == '*') {
    ++end;
  }
  Part part;
  part.kind = Part::Kind::variable;
  part.quoted = quoted;
  part.begin = offset(begin);
  part.name = text_.substr(at_, end - at_);
  if (part.name.empty()) return give_up("this form of ${} is not followed");
  at_ = end;
  if (part.name == "@" || looking_at("[@]")) part.use = Part::Use::all;
  if (part.name == "*" || looking_at("[*]")) part.use = Part::Use::joined;
  if (looking_at("[@]") || looking_at("[*]")) at_ += 3;
  if (peek() != '}') {
    part.colon = peek() == ':';
    switch (peek(part.colon ? 1 : 0)) {
      case '=':
        part.assigns = true;
        [[fallthrough]];
      case '-':
        if (part.use == Part::Use::value) part.use = Part::Use::unless;
        break;
      case '+':
        if (part.use != Part::Use::value) return give_up("this form of ${} is not followed");
        part.use = Part::Use::if_set;
        break;
      case '?':
        break;
      default:
        return give_up("this form of ${} is not followed");
    }
    at_ += part.colon ? 2 : 1;
    operand(part.operand, quoted, depth + 1);
  }
  if (failed()) return;
  if (peek() != '}') return fail("a '{' in it is not closed", begin);
  ++at_;
  part.end = offset(at_);
  parts.push_back(std::move(part));
}

void WordReader::operand(std::vector<Part>& parts, bool quoted, int depth) {
  while (at_ < text_.size() && peek() != '}') {
    if (peek() == '\\') {
      backslash(parts, quoted);
    } else if (peek() == '$') {
      dollar(parts, quoted, depth);
    } else if (peek() == '`') {
      backticks(parts, quoted);
    } else if (peek() == '"' && quoted) {
      ++at_;  // quotes inside quotes group nothing new here
    } else if (peek() == '"') {
      double_quoted(parts, depth);
    } else if (peek() == '\'' && !quoted) {
      WordSyntax inner;
      single_quoted(inner);
      std::move(inner.parts.begin(), inner.parts.end(), std::back_inserter(parts));
    } else {
      const std::size_t end = kEndsOperand.first_in(text_, at_ + 1);
      literal(parts, at_, end, quoted);
      at_ = end;
    }
  }
}

bool WordReader::word(WordSyntax& word) {
  const std::size_t begin = at_;
  while (at_ < text_.size()) {
    const char c = peek();
    if (c == '\\') {
      backslash(word.parts, false);
    } else if (c == '\'') {
      single_quoted(word);
    } else if (c == '"') {
      double_quoted(word.parts, 0);
    } else if (c == '$') {
      dollar(word.parts, false, 0);
    } else if (c == '`') {
      backticks(word.parts, false);
    } else if ((c == '<' || c == '>') && peek(1) == '(' && at_ == begin) {
      at_ += 2;
      skip_nested(')', begin);
      unreadable(word.parts, begin, true, "it is the output of a command");
    } else if (is_delimiter(c)) {
      break;
    } else if (c == '~' && at_ == begin) {
      ++at_;
      while (at_ < text_.size() && !is_delimiter(peek()) && peek() != '/' && is_name_part(peek())) ++at_;
      unreadable(word.parts, begin, true, "'~' is a home directory");
    } else {
      const std::size_t end = kEndsPlain.first_in(text_, at_);
      literal(word.parts, at_, end, false);
      at_ = end;
    }
  }
  word.begin = offset(begin);
  word.end = offset(std::min(at_, text_.size()));
  return !failed() && at_ > begin;
}

}  // namespace fabriclint::shell
