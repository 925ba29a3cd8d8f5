// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "launch/shell_names.h"
#include "launch/shell_script.h"

namespace fabriclint::shell {
namespace {

constexpr const char* kRead = "the script reads it when it runs";

// Python's venv writes this script; it changes PATH, PS1 and VIRTUAL_ENV only (python/cpython: Lib/venv/scripts/common/activate).
bool activates_virtual_environment(const HoledText& file) {
  return file.is_known() && file.text.text().ends_with("bin/activate");
}

}  // namespace

void ScriptRun::declare(const Command& command, const std::vector<Field>& words) {
  const std::string_view name = command_name(command, text_);
  bool exports = name == "export";
  bool removes = false;
  for (const Field& word : words) {
    const std::string& text = word.text.text.text();
    if (text.empty() || !word.text.is_known()) continue;
    exports = exports || (text[0] == '-' && text.find('x') != std::string::npos);
    removes = removes || takes_export_back(name, text);
  }
  std::vector<std::pair<std::string, Variable>> declared;
  for (std::size_t n = 1; n < words.size(); ++n) {
    const Field& word = words[n];
    const std::string& text = word.text.text.text();
    const std::size_t equals = text.find('=');
    const std::string variable_name = text.substr(0, equals);
    if (!is_name(variable_name)) continue;
    if (equals == std::string::npos) {
      if (removes && word.text.is_known()) variables_.unexport(variable_name, word.text.text.span());
      if (exports && !removes && word.text.is_known()) variables_.export_name(variable_name, word.text.text.span());
      continue;
    }
    if (!word.text.is_known() && word.text.holes.front().at < equals) continue;
    Variable variable;  // export "X=v"
    variable.name_span = word.text.text.span(0, equals);
    variable.value = word.text.slice(equals + 1, text.size());
    variable.value_span = variable.value.text.has_place() ? variable.value.text.span() : word.span;
    declared.emplace_back(variable_name, std::move(variable));
  }
  // The shell expands all words of a command before it carries it out: in `export A=1 B=$A` B has the old A.
  for (const Argument& argument : command.arguments) {
    if (!argument.assignment.empty()) declared.emplace_back(name_of(argument.assignment.front()), value_of(argument.assignment.front()));
  }
  for (auto& [variable_name, variable] : declared) {
    const Span name_span = variable.name_span;
    if (exports && !removes) {
      variables_.set_exported(variable_name, std::move(variable));
    } else {
      variables_.set(variable_name, std::move(variable));
    }
    if (removes) variables_.unexport(variable_name, name_span);
  }
}

bool ScriptRun::built_in(std::vector<Field>& words) {
  if (!words.front().text.is_known()) return false;
  const std::string name = words.front().text.text.text();
  if (name == "unset") {
    for (std::size_t n = 1; n < words.size(); ++n) unset(words[n]);
  } else if (name == "set") {
    set_options(words);
  } else if (name == "shift") {
    move_positional("`shift` moves it");
  } else if (is_reader(name)) {
    for (std::size_t n = 1; n < words.size(); ++n) forget(words[n]);
  } else if (name == "printf" && words.size() > 2 && words[1].text.text.text() == "-v") {
    forget(words[2]);
  } else if (name == "let") {
    std::set<std::string> names;
    for (const Field& word : words) names_set_in_arithmetic(word.text.text.text(), names);
    for (const std::string& variable : names) variables_.forget(variable, "it is computed by the shell", {});
  } else if ((name == "." || name == "source") && words.size() > 1) {
    const HoledText& file = words[1].text;
    if (!activates_virtual_environment(file))
      leave_gap(file.is_known() ? "the script reads the file " + quoted_name(file.text.text()) + " into its shell"
                                : file.holes.front().why);
  } else if (name == "eval") {
    evaluate(words);
  } else {
    return false;
  }
  return true;
}

void ScriptRun::leave_gap(std::string why) {
  if (gaps_.empty()) gaps_.push_back({"env.", std::move(why)});
}

void ScriptRun::unset(const Field& word) {
  const std::string& name = word.text.text.text();
  if (!word.text.is_known() || !is_name(name)) return;
  variables_.unset(name, word.text.text.span(), word.span);
}

void ScriptRun::forget(const Field& word) {
  const std::string& name = word.text.text.text();
  if (word.text.is_known() && is_name(name)) variables_.forget(name, kRead, word.span);
}

void ScriptRun::set_options(const std::vector<Field>& words) {
  for (std::size_t n = 1; n < words.size(); ++n) {
    const std::string& option = words[n].text.text.text();
    const bool is_option = words[n].text.is_known() && option.size() > 1 && (option[0] == '-' || option[0] == '+');
    if (is_option && option != "--") {
      if (option.find('a') != std::string::npos && option[1] != '-') variables_.export_all(option[0] == '-');
      if (option.back() == 'o' && ++n < words.size() && words[n].text.text.text() == "allexport") variables_.export_all(option[0] == '-');
      continue;
    }
    const std::size_t first = option == "--" && is_option ? n + 1 : n;
    Positional replaced;
    replaced.words.push_back(positional_->words.empty() ? Field{} : positional_->words.front());
    replaced.words.insert(replaced.words.end(), words.begin() + static_cast<std::ptrdiff_t>(first), words.end());
    positional_ = std::make_shared<const Positional>(std::move(replaced));
    ++positional_moves_;
    return;
  }
}

void ScriptRun::evaluate(const std::vector<Field>& words) {
  HoledText script;
  for (std::size_t n = 1; n < words.size(); ++n) {
    if (n > 1) script.append(HoledText(TracedText::made(" ")));
    script.append(words[n].text);
  }
  if (!line_.may_read_another()) return;
  if (!script.is_known() && script.holes.front().at == 0) leave_gap("the script evaluates a text that is not known");
  ++line_.depth_;
  ++line_.scripts_;
  ScriptRun evaluated(line_, script, *positional_, variables_, gaps_);
  evaluated.run();
  if (evaluated.positional_moves_ > 0) positional_ = std::move(evaluated.positional_);
  positional_moves_ += evaluated.positional_moves_;
  --line_.depth_;
}

}  // namespace fabriclint::shell
