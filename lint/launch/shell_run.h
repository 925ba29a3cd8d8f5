// SPDX-License-Identifier: Apache-2.0
// Follows a command line through shells to the engine processes that it starts. Commands are not executed and tests are not decided: every
// branch, loop body and function is read, and what depends on the way taken is unknown. Variables, `export`, `unset`, `set --`, `source`,
// `eval`, nested `sh -c` and subshells have their effects.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "launch/holed_text.h"
#include "launch/launch.h"
#include "launch/shell_expand.h"
#include "launch/shell_variables.h"

namespace fabriclint::shell {

// Collects what one container's command line starts.
class CommandLine {
 public:
  CommandLine(const Environment& environment, const std::vector<Gap>& gaps, const Engines& table)
      : environment_(environment), gaps_(gaps), table_(table) {}

  // A process is started directly, without a shell.
  void start(std::vector<Field> words);
  // A shell executes `script`.
  void run(const HoledText& script, Positional positional);

  std::vector<EngineProcess> engines;
  std::string unknown;   // the first reason why an engine may have been missed
  TracedText swallowed;  // as Launch has it
  Span swallowed_by;

 private:
  friend class ScriptRun;
  void start(const std::vector<Field>& words, Variables& variables, const std::vector<Assignment>& before, const std::vector<Gap>& gaps);
  void run(const HoledText& script, Positional positional, Variables variables, std::vector<Gap> gaps);
  [[nodiscard]] bool may_read_another();
  // An engine among the words of a command that takes them as data.
  void note_swallowed(const std::vector<Field>& words);
  void doubt(std::string why) {
    if (unknown.empty()) unknown = std::move(why);
  }

  const Environment& environment_;
  const std::vector<Gap>& gaps_;
  const Engines& table_;
  Files files_;                                 // written so far
  std::size_t budget_ = std::size_t{1} << 20U;  // bytes that expansion may still make
  int depth_ = 0;
  int scripts_ = 0;
};

}  // namespace fabriclint::shell
