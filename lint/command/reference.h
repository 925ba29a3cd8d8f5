// SPDX-License-Identifier: Apache-2.0
// The command line as data: what can be typed and what it means. The shell completions and the manual page are written from it, so they
// cannot say anything else than --help.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace fabriclint {

struct OptionEntry {
  std::vector<std::string> names;  // "-h", "--help"
  std::string value;               // what it takes, "PATH"; empty for a flag
  std::vector<std::string> choices;
  std::string summary;  // of one or more lines
};

struct CommandEntry {
  std::string name;
  std::string summary;
  std::string arguments;       // "PATH..."; empty when there are none
  std::string about_argument;  // what they are
  std::vector<OptionEntry> options;
};

struct Reference {
  std::string about;   // what the program does
  std::string footer;  // examples and exit statuses, as --help ends
  std::vector<CommandEntry> commands;
};

// command_line.cpp, the only file that knows the command line's parser.
[[nodiscard]] Reference command_reference();

void write_bash_completion(std::ostream& out, const Reference& reference);
void write_zsh_completion(std::ostream& out, const Reference& reference);
void write_fish_completion(std::ostream& out, const Reference& reference);

// A page for man(1). The date is that of no day, so that it is the same from build to build.
void write_manual(std::ostream& out, const Reference& reference, const std::string& version);

}  // namespace fabriclint
