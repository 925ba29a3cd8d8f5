// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_run.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "launch/placeholder.h"
#include "launch/program.h"
#include "launch/shell_names.h"

namespace fabriclint::shell {
namespace {

constexpr int kDeepestShell = 8;
constexpr int kMostScripts = 32;
constexpr std::size_t kMostEngines = 32;

// Commands that do not fail in any start-up script that gets as far as its engine: what follows them behind && is executed.
constexpr std::array<std::string_view, 15> kSucceeding = {".",     ":",   "cd",    "declare", "echo",   "export", "mkdir", "printf",
                                                          "pushd", "set", "sleep", "source",  "ulimit", "unset",  "true"};

// Commands that change no file that they name.
constexpr std::array<std::string_view, 9> kReaders = {"[", "[[", "cat", "chmod", "echo", "head", "ls", "printf", "test"};
constexpr std::size_t kMostFiles = 16;

constexpr const char* kBranch = "only some ways through the script set it";
constexpr const char* kLoop = "a loop in the script sets it";
constexpr const char* kRead = "the script reads it when it runs";

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

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
  if (!command.arguments.empty()) return among(kSucceeding, command_name(command, text));
  return std::none_of(command.assignments.begin(), command.assignments.end(), [&](const AssignmentSyntax& assignment) {
    return std::any_of(assignment.values.begin(), assignment.values.end(),
                       [&](const WordSyntax& value) { return executes(value.parts, text); });
  });
}

}  // namespace

// One shell at work on one script.
// Python's venv writes this script; it changes PATH, PS1 and VIRTUAL_ENV only (python/cpython: Lib/venv/scripts/common/activate).
bool activates_virtual_environment(const HoledText& file) {
  return file.is_known() && file.text.text().ends_with("bin/activate");
}

class ScriptRun {
 public:
  ScriptRun(CommandLine& line, const HoledText& script, Positional positional, Variables& variables, std::vector<Gap>& gaps)
      : line_(line),
        script_(script),
        text_(script.text.text()),
        positional_(std::make_shared<const Positional>(std::move(positional))),
        variables_(variables),
        gaps_(gaps) {}

  void run() {
    const Script parsed = parse(text_);
    parsed_ = &parsed;
    names_set(parsed.body, text_, names_);
    names_given(parsed.body, text_, names_);
    execute(parsed.body);
    parsed_ = nullptr;
    if (!parsed.error.empty()) line_.doubt("of the script, " + parsed.error);
  }

 private:
  Expansion expansion() { return {script_, variables_, *positional_, line_.budget_}; }

  void execute_all(const std::vector<Command>& commands) {
    for (const Command& command : commands) execute(command);
  }

  void execute(const Command& command) {
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

  // What `command` may set is not known from here on.
  void forget_all(const Command& command, const char* why) {
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

  void move_positional(const char* why) {
    positional_ = std::make_shared<const Positional>(Positional{{}, why});
    ++positional_moves_;
  }

  // As the functions of Variables, for $1, $2, ... too.
  void aside(const std::function<void()>& way) {
    const auto before = positional_;
    variables_.aside(way);
    positional_ = before;
  }
  void one_of(std::size_t ways, bool complete, const std::function<void(std::size_t)>& way, const char* why) {
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
  void perhaps(const std::function<void()>& way, const char* why) {
    one_of(
        1, false, [&](std::size_t) { way(); }, why);
  }

  // `a && b || c`: from the first command that may fail on, it is not certain that the rest is executed. Within the chain it is: what
  // follows in it is executed only after what stands before.
  void and_or(const Command& command) {
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

  // What `way` writes into files may not be written.
  template <typename Way>
  void doubtful(const Way& way) {
    ++doubts_;
    way();
    --doubts_;
  }

  // The lines of a here-document; not known where the shell expands something in them.
  Word content_of(const HereDocument& document) {
    const std::string_view lines = text_.substr(document.begin, document.end - document.begin);
    Word word;
    word.span = expansion().span(document.begin, document.end);
    if (!document.literal && lines.find_first_of("$`\\") != std::string_view::npos) {
      word.unknown = "the script writes it with variables in it";
      return word;
    }
    if (!document.strips_tabs) return script_.slice(document.begin, document.end).to_word(word.span);
    HoledText stripped;
    for (std::size_t at = document.begin; at < document.end;) {
      const std::size_t end = std::min<std::size_t>(text_.find('\n', at), document.end - 1) + 1;
      stripped.append(script_.slice(std::min(text_.find_first_not_of('\t', at), end), end));
      at = end;
    }
    return stripped.to_word(word.span);
  }

  // `cat > FILE <<END` and `tee FILE <<END` write what is known; anything else that leads into a file, or names one that is known, may
  // write what is not.
  void write_files(const Command& command, const std::vector<Field>& words) {
    const std::string_view name = command_name(command, text_);
    const HereDocument* document = nullptr;
    std::optional<std::string> path;
    bool writes = name == "tee" && words.size() == 2;
    if (writes && words[1].text.is_known()) path = words[1].text.text.text();
    for (const Redirection& redirection : command.redirections) {
      if (redirection.kind == Redirection::Kind::here) {
        document = &parsed_->here_documents[redirection.here_document];
        continue;
      }
      const HoledText target = expansion().text(redirection.target);
      if (!target.is_known()) continue;
      forget_file(target.text.text());
      if (name != "cat" || words.size() != 1 || redirection.kind != Redirection::Kind::writes) continue;
      path = target.text.text();
      writes = true;
    }
    if (writes && path && document != nullptr && doubts_ == 0 && line_.files_.size() < kMostFiles && !written_by_compound(*path)) {
      line_.files_.insert_or_assign(*path, content_of(*document));
    } else if (!among(kReaders, name)) {
      for (const Field& word : words) {
        for (auto& [known, content] : line_.files_) {
          if (word.text.text.text().find(known) != std::string::npos) content = changed_file(content.span);
        }
      }
    }
  }

  // `{ ...; } > FILE`, at any place of the script.
  [[nodiscard]] bool written_by_compound(const std::string& path) const {
    return std::any_of(parsed_->compound.begin(), parsed_->compound.end(), [&](const Redirection& redirection) {
      const WordSyntax& target = redirection.target;
      return text_.substr(target.begin, target.end - target.begin).find(path) != std::string_view::npos;
    });
  }

  void forget_file(const std::string& path) {
    const auto file = line_.files_.find(path);
    if (file != line_.files_.end()) {
      file->second = changed_file(file->second.span);
    } else if (line_.files_.size() < kMostFiles) {
      line_.files_.emplace(path, changed_file({}));
    }
  }

  static Word changed_file(Span span) {
    Word word;
    word.unknown = "the script writes it when it runs";
    word.span = span;
    return word;
  }

  Variable value_of(const AssignmentSyntax& assignment) {
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

  // Appending copies what was there: many small appends would be quadratic.
  void charge(Variable& variable) {
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

  [[nodiscard]] std::string name_of(const AssignmentSyntax& assignment) const {
    return std::string(text_.substr(assignment.name_begin, assignment.name_end - assignment.name_begin));
  }

  void simple(const Command& command) {
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

  // `words` are those arguments that are not written as assignments.
  void declare(const Command& command, const std::vector<Field>& words) {
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
      variable.name_span = word.text.text.slice(0, equals).span();
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

  // True when the command is one of the shell's own that this reader has carried out.
  bool built_in(std::vector<Field>& words) {
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

  void leave_gap(std::string why) {
    if (gaps_.empty()) gaps_.push_back({"env.", std::move(why)});
  }

  void unset(const Field& word) {
    const std::string& name = word.text.text.text();
    if (!word.text.is_known() || !is_name(name)) return;
    variables_.unset(name, word.text.text.span(), word.span);
  }

  void forget(const Field& word) {
    const std::string& name = word.text.text.text();
    if (word.text.is_known() && is_name(name)) variables_.forget(name, kRead, word.span);
  }

  void set_options(const std::vector<Field>& words) {
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

  // `eval a b`: the words, joined by blanks, are a script of this very shell.
  void evaluate(const std::vector<Field>& words) {
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

bool CommandLine::may_read_another() {
  if (depth_ < kDeepestShell && scripts_ < kMostScripts) return true;
  doubt("it starts too many shells, or nests them too deeply");
  return false;
}

void CommandLine::note_swallowed(const std::vector<Field>& words) {
  constexpr std::size_t kMostBefore = 12;
  if (!engines.empty() || !swallowed.empty()) return;
  // Others may be told the name of a program and mean it: `pkill trtllm-serve`.
  const bool means_none = among(kSucceeding, words.front().text.text.text());
  for (std::size_t n = 1; n < std::min(words.size(), kMostBefore); ++n) {
    const std::string_view word = words[n].text.text.text();
    if (word.starts_with('-') || word.find('=') != std::string_view::npos) continue;
    const std::vector<Field> rest(words.begin() + static_cast<std::ptrdiff_t>(n), words.end());
    const Started started = what_starts(rest, table_);
    if (started.kind != Started::Kind::engine) continue;
    const std::string_view before = started.at == 0 ? std::string_view() : rest[started.at - 1].text.text.text();
    const bool is_module = before.starts_with('-') && before.ends_with('m');
    if (!is_module && !means_none) continue;
    swallowed = rest[started.at].text.text;
    swallowed_by = words.front().span;
    return;
  }
}

void CommandLine::start(std::vector<Field> words) {
  if (what_starts(words, table_).kind != Started::Kind::shell) {
    for (Field& word : words) word.text = with_holes(std::move(word.text), Placeholder::braced_name);
  }
  Variables variables(environment_, gaps_);
  start(words, variables, {}, {});
}

void CommandLine::run(const HoledText& script, Positional positional) {
  run(script, std::move(positional), Variables(environment_, gaps_), {});
}

void CommandLine::start(const std::vector<Field>& words, Variables& variables, const std::vector<Assignment>& before,
                        const std::vector<Gap>& gaps) {
  Started started = what_starts(words, table_);
  if (started.kind == Started::Kind::other) return;
  if (started.kind == Started::Kind::unknown) return doubt(std::move(started.why));
  std::vector<Assignment> own = before;
  std::move(started.assignments.begin(), started.assignments.end(), std::back_inserter(own));
  if (started.kind == Started::Kind::shell) {
    if (!may_read_another()) return;
    Variables inner = variables.child();
    for (Assignment& assignment : own) {
      Variable variable;
      variable.set = !assignment.unset;
      variable.name_span = assignment.name_span;
      variable.value_span = assignment.value.span;
      if (assignment.value.is_known()) {
        variable.value.text = assignment.value.text;
      } else {
        variable.value.append_hole(assignment.value.unknown, false, assignment.value.span);
      }
      if (assignment.unset) {
        inner.unset(assignment.name, assignment.name_span, assignment.value.span);
      } else {
        inner.set_exported(assignment.name, std::move(variable));
      }
    }
    Positional positional;
    positional.words.assign(words.begin() + static_cast<std::ptrdiff_t>(std::min(started.next, words.size())), words.end());
    return run(words[started.at].text, std::move(positional), std::move(inner), gaps);
  }
  if (engines.size() >= kMostEngines) return;
  EngineProcess process;
  process.engine = std::move(started.engine);
  process.module = words[started.at].text.text;
  for (std::size_t n = started.next; n < words.size(); ++n) process.words.push_back(words[n].text.to_word(words[n].span));
  process.assignments = variables.exported();
  for (Assignment& assignment : own) {  // nearer to the process than the shell's
    std::erase_if(process.assignments, [&](const Assignment& other) { return other.name == assignment.name; });
    process.assignments.push_back(std::move(assignment));
  }
  process.files = files_;
  process.gaps = gaps;
  engines.push_back(std::move(process));
}

void CommandLine::run(const HoledText& script, Positional positional, Variables variables, std::vector<Gap> gaps) {
  if (!may_read_another()) return;
  ++depth_;
  ++scripts_;
  ScriptRun(*this, script, std::move(positional), variables, gaps).run();
  --depth_;
}

}  // namespace fabriclint::shell
