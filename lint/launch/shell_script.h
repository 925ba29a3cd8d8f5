// SPDX-License-Identifier: Apache-2.0
// One shell at work on one script. Internal to launch/: CommandLine (shell_run.h) starts it and is told what it starts. What commands do
// to variables stands in shell_built_in.cpp, what they write into files in shell_files.cpp, all else in shell_script.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "launch/holed_text.h"
#include "launch/launch.h"
#include "launch/shell_expand.h"
#include "launch/shell_run.h"
#include "launch/shell_syntax.h"
#include "launch/shell_variables.h"

namespace fabriclint::shell {

class ScriptRun {
 public:
  ScriptRun(CommandLine& line, const HoledText& script, Positional positional, Variables& variables, std::vector<Gap>& gaps);

  void run();

 private:
  Expansion expansion() { return {script_, variables_, *positional_, line_.budget_}; }

  void execute_all(const std::vector<Command>& commands);
  void execute(const Command& command);
  // What `command` may set is not known from here on.
  void forget_all(const Command& command, const char* why);
  void move_positional(const char* why);

  // As the functions of Variables, for $1, $2, ... too.
  void aside(const std::function<void()>& way);
  void one_of(std::size_t ways, bool complete, const std::function<void(std::size_t)>& way, const char* why);
  void perhaps(const std::function<void()>& way, const char* why);

  // `a && b || c`: from the first command that may fail on, it is not certain that the rest is executed. Within the chain it is: what
  // follows in it is executed only after what stands before.
  void and_or(const Command& command);

  // What `way` writes into files may not be written.
  template <typename Way>
  void doubtful(const Way& way) {
    ++doubts_;
    way();
    --doubts_;
  }

  // The lines of a here-document; not known where the shell expands something in them.
  Word content_of(const HereDocument& document);
  // `cat > FILE <<END` and `tee FILE <<END` write what is known; anything else that leads into a file, or names one that is known, may
  // write what is not.
  void write_files(const Command& command, const std::vector<Field>& words);
  // `{ ...; } > FILE`, at any place of the script.
  [[nodiscard]] bool written_by_compound(const std::string& path) const;
  void forget_file(const std::string& path);
  static Word changed_file(Span span);

  Variable value_of(const AssignmentSyntax& assignment);
  // Appending copies what was there: many small appends would be quadratic.
  void charge(Variable& variable);
  [[nodiscard]] std::string name_of(const AssignmentSyntax& assignment) const;

  void simple(const Command& command);
  // `words` are those arguments that are not written as assignments.
  void declare(const Command& command, const std::vector<Field>& words);
  // True when the command is one of the shell's own that this reader has carried out.
  bool built_in(std::vector<Field>& words);
  void leave_gap(std::string why);
  void unset(const Field& word);
  void forget(const Field& word);
  void set_options(const std::vector<Field>& words);
  // `eval a b`: the words, joined by blanks, are a script of this very shell.
  void evaluate(const std::vector<Field>& words);

  CommandLine& line_;
  const HoledText& script_;
  std::string_view text_;
  std::shared_ptr<const Positional> positional_;  // shared by all branches and subshells that leave it alone
  std::size_t positional_moves_ = 0;              // how often `set --` and `shift` have replaced them
  Variables& variables_;
  std::vector<Gap>& gaps_;
  std::set<std::string> names_;  // what the script sets anywhere
  const Script* parsed_ = nullptr;
  int doubts_ = 0;  // how many branches, loops, functions and chains are around what is read
};

}  // namespace fabriclint::shell
