// SPDX-License-Identifier: Apache-2.0
// The command line as data: what each command was asked to do. command_line.cpp fills it, the commands read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "finding/finding.h"

namespace fabriclint {

// Where `baseline write` writes to, unless told otherwise: in the working directory.
inline constexpr std::string_view kBaselineFile = "fabriclint-baseline.json";

enum class Color { automatic, always, never };

struct ProjectOptions {
  std::string path;      // --config; empty: looked for
  bool ignored = false;  // --no-config
};

// Which change the findings are to be about. Neither path nor base: none, everything is reported.
struct ChangeOptions {
  std::string path;    // --diff: a file, or "-" for standard input
  std::string base;    // --diff-base
  std::string commit;  // --commit, for review comments
  std::string posted;  // --posted: comments that exist

  [[nodiscard]] bool given() const { return !path.empty() || !base.empty(); }
};

struct CheckOptions {
  std::vector<std::string> paths;
  std::vector<std::string> rules;    // files and folders with more rules
  std::vector<std::string> enabled;  // rulesets that are off by default
  ProjectOptions project;
  ChangeOptions change;
  std::string format = "text";
  std::vector<std::pair<std::string, std::string>> outputs;  // format, path
  std::optional<Level> fail_on;                              // else the project's, else warning
  std::optional<Level> min_level;                            // else the project's, else note
  Color color = Color::automatic;
  std::string stdin_name = "<stdin>";
  std::string baseline;      // findings that it holds are not reported; empty: none
  std::string new_baseline;  // `baseline write`: where everything goes that is found, instead of a report
  std::string root;          // of the repository; empty: found upward from the working directory
  bool exit_zero = false;
  bool allow_empty = false;
  bool show_undecided = false;
  bool statistics = false;
  unsigned jobs = 0;  // 0: one per processor
};

struct ExplainOptions {
  std::string name;
  std::string format = "text";
  std::vector<std::string> rules;
  ProjectOptions project;
};

struct RulesOptions {
  std::string format = "text";
  std::vector<std::string> rules;
  ProjectOptions project;
};

struct ConfigOptions {
  std::vector<std::string> rules;
  ProjectOptions project;
  std::string format = "text";
};

struct SchemaOptions {
  std::string name;  // empty: list them
};

struct FactsOptions {
  std::string path;
  std::vector<std::string> rules;
  std::string stdin_name = "<stdin>";
};

struct ModelOptions {
  std::vector<std::string> paths;
  std::vector<std::string> rules;
  ProjectOptions project;
  std::string format = "text";
  std::vector<std::string> components;  // only these; empty: all
  Color color = Color::automatic;
  bool all = false;
  std::string stdin_name = "<stdin>";
};

struct TestOptions {
  std::vector<std::string> paths;  // files and folders with rules; empty: the built-in ones
  Color color = Color::automatic;
};

struct CompletionOptions {
  std::string shell;  // bash, zsh or fish
};

struct ManualOptions {};

using Command = std::variant<CheckOptions, ExplainOptions, RulesOptions, ModelOptions, TestOptions, FactsOptions, ConfigOptions,
                             SchemaOptions, CompletionOptions, ManualOptions>;

struct CommandLine {
  std::optional<Command> command;
  std::string text;    // without a command: what to print
  bool wrong = false;  // ... as an error, or because --help or --version was asked for
};

[[nodiscard]] CommandLine read_command_line(const std::vector<std::string>& arguments);

}  // namespace fabriclint
