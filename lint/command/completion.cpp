// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "command/commands.h"
#include "command/reference.h"

namespace fabriclint {
namespace {

// The commands whose argument is the name of a rule; the shell asks the program for them.
constexpr std::string_view kAsksRules = "$(fabriclint rules 2>/dev/null | cut -d ' ' -f 1)";

// A command of two words ("baseline write") is completed by its first; the second is offered like a file.
std::string first_word(const CommandEntry& command) {
  return command.name.substr(0, command.name.find(' '));
}

std::string second_word(const CommandEntry& command) {
  const std::size_t blank = command.name.find(' ');
  return blank == std::string::npos ? "" : command.name.substr(blank + 1);
}

bool takes_rules(const CommandEntry& command) {
  return command.arguments.starts_with("NAME");
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// Inside of single quotes in a POSIX shell and in fish.
std::string single_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out;
}

// A description between brackets in zsh's _arguments.
std::string bracketed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return single_quoted(out);
}

std::vector<std::string> names_of(const Reference& reference) {
  std::vector<std::string> names;
  for (const CommandEntry& command : reference.commands) names.push_back(first_word(command));
  return names;
}

std::vector<std::string> all_options(const CommandEntry& command) {
  std::vector<std::string> names;
  for (const OptionEntry& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

}  // namespace

Exit print_completion(const CompletionOptions& options, Streams& streams) {
  const auto write = options.shell == "bash"  ? write_bash_completion
                     : options.shell == "zsh" ? write_zsh_completion
                                              : write_fish_completion;
  write(streams.out, command_reference());
  return Exit::clean;
}

void write_bash_completion(std::ostream& out, const Reference& reference) {
  out << "# bash completion for fabriclint; written by 'fabriclint completions bash'\n"
         "_fabriclint() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      << fmt::format("    mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$current\")\n", joined(names_of(reference)))
      << "    return\n  fi\n  case $command in\n";
  for (const CommandEntry& command : reference.commands) {
    out << fmt::format("    {})\n      case $previous in\n", first_word(command));
    for (const OptionEntry& option : command.options) {
      if (option.value.empty()) continue;
      out << fmt::format("        {}) ", fmt::join(option.names, " | "));
      if (option.choices.empty()) {
        out << "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")";
      } else {
        out << fmt::format("mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$current\")", joined(option.choices));
      }
      out << "; return ;;\n";
    }
    const std::string words = takes_rules(command) ? std::string(kAsksRules) : std::string();
    out << "      esac\n      case $current in\n"
        << fmt::format("        -*) mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$current\") ;;\n", joined(all_options(command)));
    if (words.empty()) {
      const std::string second = second_word(command);
      const std::string also = second.empty() ? "" : fmt::format(" -W '{}'", second);
      out << fmt::format("        *) mapfile -t COMPREPLY < <(compgen -f{} -- \"$current\") ;;\n", also);
    } else {
      out << fmt::format("        *) mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$current\") ;;\n", words);
    }
    out << "      esac\n      ;;\n";
  }
  out << "  esac\n}\ncomplete -o filenames -F _fabriclint fabriclint\n";
}

void write_zsh_completion(std::ostream& out, const Reference& reference) {
  out << "#compdef fabriclint\n# zsh completion for fabriclint; written by 'fabriclint completions zsh'\n_fabriclint() {\n  local -a "
         "commands\n"
         "  commands=(\n";
  for (const CommandEntry& command : reference.commands) {
    out << fmt::format("    '{}:{}'\n", first_word(command), bracketed(first_line(command.summary)));
  }
  out << "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  local command=${words[2]}\n"
         "  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const CommandEntry& command : reference.commands) {
    out << fmt::format("    {})\n      _arguments", first_word(command));
    for (const OptionEntry& option : command.options) {
      for (const std::string& name : option.names) {
        out << fmt::format(" \\\n        '*{}[{}]", name, bracketed(first_line(option.summary)));
        if (!option.value.empty()) {
          out << fmt::format(":{}:{}", bracketed(option.value), option.choices.empty() ? "_files" : "(" + joined(option.choices) + ")");
        }
        out << '\'';
      }
    }
    if (takes_rules(command)) {
      out << fmt::format(" \\\n        \"*:rule:({})\"", kAsksRules);
    } else if (!command.arguments.empty()) {
      const std::string second = second_word(command);
      if (!second.empty()) out << fmt::format(" \\\n        '1:command:({})'", second);
      out << " \\\n        '*:file:_files'";
    }
    out << "\n      ;;\n";
  }
  out << "  esac\n}\n_fabriclint \"$@\"\n";
}

void write_fish_completion(std::ostream& out, const Reference& reference) {
  out << "# fish completion for fabriclint; written by 'fabriclint completions fish'\n"
      << fmt::format("set -l commands {}\n", joined(names_of(reference)));
  for (const CommandEntry& command : reference.commands) {
    out << fmt::format("complete -c fabriclint -f -n \"not __fish_seen_subcommand_from $commands\" -a {} -d '{}'\n", first_word(command),
                       single_quoted(first_line(command.summary)));
  }
  for (const CommandEntry& command : reference.commands) {
    const std::string where = fmt::format("complete -c fabriclint -n '__fish_seen_subcommand_from {}'", first_word(command));
    if (takes_rules(command)) {
      out << where << " -f -a \"(fabriclint rules 2>/dev/null | cut -d ' ' -f 1)\"\n";
    } else if (!command.arguments.empty()) {
      const std::string second = second_word(command);
      if (!second.empty()) out << where << " -a " << second << '\n';
      out << where << " -F\n";
    }
    for (const OptionEntry& option : command.options) {
      out << where;
      for (const std::string& name : option.names) out << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
      if (!option.choices.empty()) {
        out << fmt::format(" -x -a '{}'", joined(option.choices));
      } else if (!option.value.empty()) {
        out << " -r -F";
      }
      out << fmt::format(" -d '{}'\n", single_quoted(first_line(option.summary)));
    }
  }
}

}  // namespace fabriclint
