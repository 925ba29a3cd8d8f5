// SPDX-License-Identifier: Apache-2.0
// Simple commands of a shell script (shell_syntax.h): assignments, arguments, redirections, and the line breaks between them, after which
// here-documents stand. The part of the grammar between words and compound commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "launch/shell_syntax.h"
#include "launch/shell_words.h"

namespace fabriclint::shell {

class SimpleReader : public WordReader {
 public:
  using WordReader::WordReader;

  // Reads up to the operator that ends the command. `name ()` is a function of which only the name has been read.
  Command simple();
  // Skips the line break at the cursor and the here-documents that begin after it.
  void line_break();
  void skip_line_breaks();
  // Skips blanks, line breaks and ';'.
  void skip_separators();
  void close_parenthesis();
  void redirections();

  std::vector<HereDocument> here_documents;
  std::vector<Redirection> compound;

 private:
  struct Awaited {
    std::string end;
    std::uint32_t document = 0;  // index in here_documents
  };

  bool assigns(AssignmentSyntax& assignment) const;
  bool value_of(AssignmentSyntax& assignment, WordSyntax& whole);
  bool redirection(std::vector<Redirection>& kept);
  [[nodiscard]] std::string unquoted(const WordSyntax& word) const;

  std::vector<Awaited> awaited_;  // here-documents that begin after the next line break
};

}  // namespace fabriclint::shell
