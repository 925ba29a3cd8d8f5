// SPDX-License-Identifier: Apache-2.0
// The words of a shell script: quotes, backslashes, expansions. The part of the grammar below commands (shell_syntax.h), as a cursor that
// the command reader moves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "launch/shell_syntax.h"

namespace fabriclint::shell {

class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool failed() const { return !error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::size_t error_at() const { return error_at_; }
  void fail(std::string why, std::size_t at);

  [[nodiscard]] bool at_end() const { return failed() || at_ >= text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  void move_to(std::size_t at) { at_ = at; }
  // The byte `ahead` of the cursor; 0 past the end.
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  [[nodiscard]] bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  [[nodiscard]] std::string_view text() const { return text_; }

  // Skips blanks, continued lines and a comment, but no line break.
  void skip_blanks();
  // Reads the word at the cursor; false when there is none.
  bool word(WordSyntax& word);
  // Reads up to the `close` that ends what was opened before the cursor, and past it; fails when nothing closes it.
  void skip_nested(char close, std::size_t opened);

 private:
  void single_quoted(WordSyntax& word);
  void double_quoted(std::vector<Part>& parts, int depth);
  void dollar(std::vector<Part>& parts, bool quoted, int depth);
  void braced(std::vector<Part>& parts, bool quoted, int depth);
  void operand(std::vector<Part>& parts, bool quoted, int depth);
  void backslash(std::vector<Part>& parts, bool quoted);
  void backticks(std::vector<Part>& parts, bool quoted);
  void literal(std::vector<Part>& parts, std::size_t begin, std::size_t end, bool quoted);
  void unreadable(std::vector<Part>& parts, std::size_t begin, bool quoted, const char* why) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
  std::size_t error_at_ = 0;
};

[[nodiscard]] bool is_name_part(char c);
// Ends an unquoted word.
[[nodiscard]] bool is_delimiter(char c);

}  // namespace fabriclint::shell
