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

std::string_view name_of(const AssignmentSyntax& assignment, std::string_view text) {
  return text.substr(assignment.name_begin, assignment.name_end - assignment.name_begin);
}

// ${X:=v}, at any depth: operands are nested no deeper than the reader of words goes.
void names_set_by_parts(const std::vector<Part>& parts, std::set<std::string>& names) {
  for (const Part& part : parts) {
    if (part.assigns) names.insert(part.name);
    names_set_by_parts(part.operand, names);
  }
}

void names_set_by_words(const Command& command, std::set<std::string>& names) {
  for (const Argument& argument : command.arguments) names_set_by_parts(argument.word.parts, names);
  for (const AssignmentSyntax& assignment : command.assignments) {
    for (const WordSyntax& value : assignment.values) names_set_by_parts(value.parts, names);
  }
}

void names_set_by_options(const Command& command, std::string_view text, std::set<std::string>& names) {
  for (std::size_t n = 1; n < command.arguments.size(); ++n) {
    const std::string_view word = slice(text, command.arguments[n].word);
    const bool option = word.size() > 1 && (word[0] == '-' || word[0] == '+') && word != "--";
    if (word == "allexport" || (option && word.find('a') != std::string_view::npos)) names.emplace("-a");
    if (!option && word != "pipefail" && word != "allexport") names.emplace("@");
  }
}

void collect_functions(const Command& command, std::set<std::string_view>& functions) {
  if (command.kind == Command::Kind::function) functions.insert(command.variable);
  for (const Command& child : command.children) collect_functions(child, functions);
}

void collect_given(const Command& command, std::string_view text, const std::set<std::string_view>& functions,
                   std::set<std::string>& names) {
  if (!command.assignments.empty() && functions.contains(command_name(command, text))) {
    for (const AssignmentSyntax& assignment : command.assignments) {
      names.emplace(name_of(assignment, text));
      names.insert(exported_mark(name_of(assignment, text)));
    }
  }
  for (const Command& child : command.children) collect_given(child, text, functions, names);
}

}  // namespace

std::string_view command_name(const Command& command, std::string_view text) {
  return command.arguments.empty() ? std::string_view() : slice(text, command.arguments.front().word);
}

bool is_declaration(std::string_view name) {
  return std::find(kDeclarations.begin(), kDeclarations.end(), name) != kDeclarations.end();
}

bool takes_export_back(std::string_view declaration, std::string_view option) {
  if (option.size() < 2) return false;
  if (declaration == "export") return option[0] == '-' && option.find('n') != std::string_view::npos;
  return option[0] == '+' && option.find('x') != std::string_view::npos;
}

bool usually_succeeds(std::string_view name) {
  constexpr std::array<std::string_view, 15> kSucceeding = {".",     ":",   "cd",    "declare", "echo",   "export", "mkdir", "printf",
                                                            "pushd", "set", "sleep", "source",  "ulimit", "unset",  "true"};
  return std::find(kSucceeding.begin(), kSucceeding.end(), name) != kSucceeding.end();
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

std::string exported_mark(std::string_view name) {
  return "+" + std::string(name);
}

std::string unset_mark(std::string_view name) {
  return "~" + std::string(name);
}

void names_set(const Command& command, std::string_view text, std::set<std::string>& names) {
  const std::string_view name = command_name(command, text);
  const auto add = [&](const AssignmentSyntax& assignment) {
    const std::string_view set = name_of(assignment, text);
    names.emplace(set);
    if (is_declaration(name)) names.insert(exported_mark(set));
  };
  if (command.arguments.empty()) std::for_each(command.assignments.begin(), command.assignments.end(), add);
  names_set_by_words(command, names);
  if (name == "set") names_set_by_options(command, text, names);
  if (name == "shift") names.emplace("@");
  if (is_declaration(name) || is_reader(name) || name == "unset" || name == "printf" || name == "let") {
    const bool takes_back =
        is_declaration(name) && std::any_of(command.arguments.begin(), command.arguments.end(),
                                            [&](const Argument& argument) { return takes_export_back(name, slice(text, argument.word)); });
    for (std::size_t n = 1; n < command.arguments.size(); ++n) {
      const Argument& argument = command.arguments[n];
      if (!argument.assignment.empty()) {
        add(argument.assignment.front());
      } else if ((name != "export" || takes_back) && is_name(slice(text, argument.word))) {
        names.insert(std::string(slice(text, argument.word)));
      }
      if (!is_name(slice(text, argument.word))) continue;
      if (name == "unset" || takes_back) names.insert(unset_mark(slice(text, argument.word)));
      if (is_declaration(name)) names.insert(exported_mark(slice(text, argument.word)));
    }
  }
  if (command.kind == Command::Kind::arithmetic) names_set_in_arithmetic(text.substr(command.begin, command.end - command.begin), names);
  if (command.kind == Command::Kind::loop && !command.variable.empty()) names.insert(command.variable);
  for (const Command& child : command.children) names_set(child, text, names);
}

void names_given(const Command& script, std::string_view text, std::set<std::string>& names) {
  std::set<std::string_view> functions;
  collect_functions(script, functions);
  if (!functions.empty()) collect_given(script, text, functions, names);
}

}  // namespace fabriclint::shell
