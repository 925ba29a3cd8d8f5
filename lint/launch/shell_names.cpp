// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_names.h"

#include <algorithm>
#include <array>

#include "launch/shell_words.h"

namespace fabriclint::shell {
namespace {

constexpr std::array<std::string_view, 5> kDeclarations = {"export", "declare", "local", "readonly", "typeset"};
constexpr std::array<std::string_view, 4> kReaders = {"read", "mapfile", "readarray", "getopts"};

std::string_view slice(std::string_view text, const WordSyntax& word) {
  return text.substr(word.begin, word.end - word.begin);
}

}  // namespace

std::string_view command_name(const Command& command, std::string_view text) {
  return command.arguments.empty() ? std::string_view() : slice(text, command.arguments.front().word);
}

bool is_declaration(std::string_view name) {
  return std::find(kDeclarations.begin(), kDeclarations.end(), name) != kDeclarations.end();
}

bool is_reader(std::string_view name) {
  return std::find(kReaders.begin(), kReaders.end(), name) != kReaders.end();
}

void names_set_in_arithmetic(std::string_view text, std::set<std::string>& names) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_name_part(text[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view name = text.substr(at, end - at);
    const std::size_t next = std::min(text.find_first_not_of(" \t", end), text.size());
    const std::string_view rest = text.substr(next);
    const bool assigned = (rest.starts_with('=') && !rest.starts_with("==")) || rest.starts_with("++") || rest.starts_with("--") ||
                          (rest.size() > 1 && rest[1] == '=' && std::string_view("+-*/%&|^").find(rest[0]) != std::string_view::npos);
    const bool prefixed = at >= 2 && (text.substr(at - 2, 2) == "++" || text.substr(at - 2, 2) == "--");
    if ((assigned || prefixed) && is_name(name)) names.insert(std::string(name));
    at = end;
  }
}

void names_set(const Command& command, std::string_view text, std::set<std::string>& names) {
  const auto add = [&](const AssignmentSyntax& assignment) {
    names.insert(std::string(text.substr(assignment.name_begin, assignment.name_end - assignment.name_begin)));
  };
  if (command.arguments.empty()) std::for_each(command.assignments.begin(), command.assignments.end(), add);
  const std::string_view name = command_name(command, text);
  if (is_declaration(name) || is_reader(name) || name == "unset" || name == "printf" || name == "let") {
    for (const Argument& argument : command.arguments) {
      if (!argument.assignment.empty()) {
        add(argument.assignment.front());
      } else if (name != "export" && is_name(slice(text, argument.word))) {
        names.insert(std::string(slice(text, argument.word)));
      }
    }
  }
  if (command.kind == Command::Kind::arithmetic) names_set_in_arithmetic(text.substr(command.begin, command.end - command.begin), names);
  if (command.kind == Command::Kind::loop && !command.variable.empty()) names.insert(command.variable);
  for (const Command& child : command.children) names_set(child, text, names);
}

}  // namespace fabriclint::shell
