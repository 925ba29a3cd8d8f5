// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_script.h"

#include <algorithm>
#include <utility>

#include "launch/shell_names.h"

namespace fabriclint::shell {
namespace {

constexpr const char* kBranch = "only some ways through the script set it";
constexpr const char* kLoop = "a loop in the script sets it";

// An assignment has the status of the last command substitution in it.
bool executes(const std::vector<Part>& parts, std::string_view text) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
    const std::string_view written = text.substr(part.begin, part.end - part.begin);
    if (part.kind == Part::Kind::unreadable && !written.starts_with("$((")) return true;
    return executes(part.operand, text);
  });
}

bool succeeds(const Command& command, std::string_view text) {
  if (command.kind != Command::Kind::simple) return false;
  if (!command.arguments.empty()) return usually_succeeds(command_name(command, text));
  return std::none_of(command.assignments.begin(), command.assignments.end(), [&](const AssignmentSyntax& assignment) {
    return std::any_of(assignment.values.begin(), assignment.values.end(),
                       [&](const WordSyntax& value) { return executes(value.parts, text); });
  });
}

}  // namespace

ScriptRun::ScriptRun(CommandLine& line, const HoledText& script, Positional positional, Variables& variables, std::vector<Gap>& gaps)
    : line_(line),
      script_(script),
      text_(script.text.text()),
      positional_(std::make_shared<const Positional>(std::move(positional))),
      variables_(variables),
      gaps_(gaps) {}

void ScriptRun::run() {
  const Script parsed = parse(text_);
  parsed_ = &parsed;
  names_set(parsed.body, text_, names_);
  names_given(parsed.body, text_, names_);
  execute(parsed.body);
  parsed_ = nullptr;
  if (!parsed.error.empty()) line_.doubt("of the script, " + parsed.error);
}

void ScriptRun::execute_all(const std::vector<Command>& commands) {
  for (const Command& command : commands) execute(command);
}

void ScriptRun::execute(const Command& command) {
  switch (command.kind) {
    case Command::Kind::simple:
      return simple(command);
    case Command::Kind::list:
      return execute_all(command.children);
    case Command::Kind::and_or:
      return and_or(command);
    case Command::Kind::pipeline:
      for (const Command& stage : command.children) aside([&] { execute(stage); });
      return;
    case Command::Kind::background:
      return doubtful([&] { aside([&] { execute_all(command.children); }); });
    case Command::Kind::subshell:
      return aside([&] { execute_all(command.children); });
    case Command::Kind::choice:
      return one_of(
          command.children.size(), command.complete, [&](std::size_t n) { execute(command.children[n]); }, kBranch);
    case Command::Kind::loop:
      forget_all(command, kLoop);
      return perhaps([&] { execute_all(command.children); }, kLoop);
    case Command::Kind::function: {
      const auto of_script =
          std::exchange(positional_, std::make_shared<const Positional>(Positional{{}, "it is an argument of a function"}));
      doubtful([&] { variables_.in_function(names_, [&] { execute_all(command.children); }); });
      positional_ = of_script;
      return;
    }
    case Command::Kind::arithmetic:
      return forget_all(command, "it is computed by the shell");
    case Command::Kind::words: {
      std::vector<Field> words;
      for (const Argument& argument : command.arguments) expansion().fields(argument.word, words);
      return;
    }
  }
}

void ScriptRun::forget_all(const Command& command, const char* why) {
  std::set<std::string> names;
  names_set(command, text_, names);
  if (names.contains("-a")) variables_.forget("-a", why, {});
  for (const std::string& name : names) {
    const bool unset = names.contains(unset_mark(name));
    if (is_name(name) && (unset || names.contains(exported_mark(name)) || names.contains("-a"))) {
      variables_.forget_perhaps_exported(name, why, {}, unset);
    } else if (is_name(name)) {
      variables_.forget(name, why, {});
    } else if (name[0] == '+' && !names.contains(name.substr(1))) {
      variables_.forget_export(name.substr(1), why);
    }
  }
  if (names.contains("@")) move_positional(why);
}

void ScriptRun::move_positional(const char* why) {
  positional_ = std::make_shared<const Positional>(Positional{{}, why});
  ++positional_moves_;
}

void ScriptRun::aside(const std::function<void()>& way) {
  const auto before = positional_;
  variables_.aside(way);
  positional_ = before;
}

void ScriptRun::one_of(std::size_t ways, bool complete, const std::function<void(std::size_t)>& way, const char* why) {
  const auto before = positional_;
  const std::size_t moves = positional_moves_;
  variables_.one_of(
      ways, complete,
      [&](std::size_t n) {
        if (positional_moves_ != moves) positional_ = before;
        doubtful([&] { way(n); });
      },
      why);
  if (positional_moves_ != moves) move_positional(why);
}

void ScriptRun::perhaps(const std::function<void()>& way, const char* why) {
  one_of(
      1, false, [&](std::size_t) { way(); }, why);
}

void ScriptRun::and_or(const Command& command) {
  std::size_t certain = 1;
  while (certain < command.children.size() && !command.after_or[certain] && succeeds(command.children[certain - 1], text_)) ++certain;
  for (std::size_t n = 0; n < certain; ++n) execute(command.children[n]);
  if (certain == command.children.size()) return;
  perhaps(
      [&] {
        for (std::size_t n = certain; n < command.children.size(); ++n) {
          if (command.after_or[n]) {
            perhaps([&] { execute(command.children[n]); }, kBranch);
          } else {
            execute(command.children[n]);
          }
        }
      },
      kBranch);
}

Variable ScriptRun::value_of(const AssignmentSyntax& assignment) {
  Variable variable;
  variable.name_span = expansion().span(assignment.name_begin, assignment.name_end);
  if (!assignment.values.empty()) {
    variable.value_span = expansion().span(assignment.values.front().begin, assignment.values.back().end);
  }
  if (variable.value_span.empty()) variable.value_span = variable.name_span;
  const std::string name = name_of(assignment);
  const Variable* before = assignment.append ? variables_.find(name) : nullptr;
  if (assignment.array) {
    variable.array = true;
    if (before != nullptr && before->array) variable.elements = before->elements;
    if (before != nullptr && !before->array && !before->value.text.empty()) variable.elements.push_back(before->value);
    std::vector<Field> elements;
    for (const WordSyntax& word : assignment.values) expansion().fields(word, elements);
    for (Field& element : elements) variable.elements.push_back(std::move(element.text));
    charge(variable);
    return variable;
  }
  if (before != nullptr) {
    variable = *before;
    HoledText tail = expansion().text(assignment.values.front());
    if (!variable.array) variable.value.append(tail);
    if (variable.array && !variable.elements.empty()) variable.elements.front().append(tail);
    charge(variable);
    return variable;
  }
  variable.value = expansion().text(assignment.values.front());
  if (variable.value.text.has_place()) variable.value_span = variable.value.text.span();
  return variable;
}

void ScriptRun::charge(Variable& variable) {
  std::size_t weight = variable.value.weight();
  for (const HoledText& element : variable.elements) weight += element.weight() + 32;
  if (weight <= line_.budget_) {
    line_.budget_ -= weight;
    return;
  }
  line_.budget_ = 0;
  variable.array = false;
  variable.elements.clear();
  variable.value = {};
  variable.value.append_hole("its variables expand to too long a text", true, variable.value_span);
}

std::string ScriptRun::name_of(const AssignmentSyntax& assignment) const {
  return std::string(text_.substr(assignment.name_begin, assignment.name_end - assignment.name_begin));
}

void ScriptRun::simple(const Command& command) {
  const bool declares = is_declaration(command_name(command, text_));
  std::vector<Field> words;
  for (const Argument& argument : command.arguments) {
    if (!declares || argument.assignment.empty()) expansion().fields(argument.word, words);
  }
  std::vector<std::pair<std::string, Variable>> assigned;
  for (const AssignmentSyntax& assignment : command.assignments) {
    Variable variable = value_of(assignment);
    if (words.empty()) {
      variables_.set(name_of(assignment), std::move(variable));
    } else {
      assigned.emplace_back(name_of(assignment), std::move(variable));
    }
  }
  if (words.empty()) return;
  if (declares || built_in(words)) {
    line_.note_swallowed(words);
    if (declares) declare(command, words);
    return;
  }
  const std::size_t engines = line_.engines.size();
  std::vector<Assignment> before;
  before.reserve(assigned.size());
  for (const auto& [name, variable] : assigned) {
    Assignment assignment;
    assignment.name = name;
    assignment.name_span = variable.name_span;
    assignment.value = variable.value.to_word(variable.value_span);
    before.push_back(std::move(assignment));
  }
  line_.start(words, variables_, before, gaps_);
  if (line_.engines.size() != engines) return;
  line_.note_swallowed(words);
  write_files(command, words);
}

}  // namespace fabriclint::shell
