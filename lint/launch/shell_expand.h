// SPDX-License-Identifier: Apache-2.0
// What the words of a shell script become: parameter expansion, field splitting, quote removal, as POSIX 2.6 orders them. No globbing and
// no brace expansion: a word with '*' stays as it is. Texts that expand to more than the budget are unknown, since values can multiply.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "launch/holed_text.h"
#include "launch/shell_syntax.h"
#include "launch/shell_variables.h"

namespace fabriclint::shell {

// A word after expansion and the place of the word that it came from.
struct Field {
  HoledText text;
  Span span;
};

// $0, $1, ... of a shell.
struct Positional {
  std::vector<Field> words;  // words[0] is $0
  std::string unknown;       // why they are not known (in a function, after `shift`); then `words` says nothing
};

class Expansion {
 public:
  // `budget`: bytes that may still be made by expansion in this command line.
  Expansion(const HoledText& script, Variables& variables, const Positional& positional, std::size_t& budget)
      : script_(script), variables_(variables), positional_(positional), budget_(budget) {}

  // Appends the words that `word` becomes: none for an empty unquoted one, several when it is split.
  void fields(const WordSyntax& word, std::vector<Field>& fields);
  // The value of an assignment: not split.
  [[nodiscard]] HoledText text(const WordSyntax& word);
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return script_.text.span(begin, end); }

 private:
  struct Sink;
  void put(const std::vector<Part>& parts, Sink& sink);
  void put_variable(const Part& part, Sink& sink);
  void put_value(const Part& part, HoledText value, Sink& sink);
  void put_absent(const Part& part, Sink& sink);
  void put_default(const Part& part, Sink& sink);
  void put_elements(const Part& part, const std::vector<HoledText>& elements, Sink& sink);
  void put_unknown(const Part& part, std::string why, Sink& sink) const;
  // Why the words that this part makes are not known; null when they may be.
  [[nodiscard]] const char* split_otherwise(const Part& part, const Sink& sink);
  [[nodiscard]] const Variable* positional(const std::string& name, Variable& made) const;
  bool afford(std::size_t bytes);

  const HoledText& script_;
  Variables& variables_;
  const Positional& positional_;
  std::size_t& budget_;
};

}  // namespace fabriclint::shell
