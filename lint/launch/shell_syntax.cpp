// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_syntax.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "launch/shell_simple.h"

namespace fabriclint::shell {
namespace {

constexpr std::size_t kLongest = std::size_t{128} * 1024;
constexpr int kDeepestCommand = 64;

constexpr std::array<std::string_view, 8> kClosing = {"then", "do", "done", "fi", "elif", "else", "esac", "}"};

// Recursive descent over commands. Every function leaves what it could read in the tree; after a failure all of them return at once.
class CommandReader {
 public:
  explicit CommandReader(std::string_view text) : words_(text), text_(text) {}

  Script script() {
    Script script;
    script.body = list();
    if (!words_.at_end()) words_.fail("it cannot be read as a shell script", words_.at());
    script.error = words_.error();
    script.error_at = words_.error_at();
    script.here_documents = std::move(words_.here_documents);
    script.compound = std::move(words_.compound);
    return script;
  }

 private:
  // The unquoted word of a command's position that could be reserved; empty when something else stands there.
  [[nodiscard]] std::string_view reserved() const {
    std::size_t end = words_.at();
    while (end < text_.size() && !is_delimiter(text_[end])) {
      const char c = text_[end];
      if (c == '\\' || c == '\'' || c == '"' || c == '$' || c == '`' || end - words_.at() > 8) return {};
      ++end;
    }
    return text_.substr(words_.at(), end - words_.at());
  }

  bool take(std::string_view keyword) {
    if (reserved() != keyword) return false;
    words_.move_to(words_.at() + keyword.size());
    return true;
  }

  void expect(std::string_view keyword) {
    words_.skip_separators();
    if (!words_.failed() && !take(keyword)) words_.fail("a '" + std::string(keyword) + "' is missing in it", words_.at());
  }

  [[nodiscard]] bool list_ends() const {
    if (words_.at_end() || words_.peek() == ')' || words_.looking_at(";;") || words_.looking_at(";&")) return true;
    const std::string_view word = reserved();
    return std::find(kClosing.begin(), kClosing.end(), word) != kClosing.end();
  }

  Command list() {
    Command commands;
    commands.kind = Command::Kind::list;
    for (words_.skip_separators(); !list_ends(); words_.skip_separators()) {
      const std::size_t before = words_.at();
      Command command = and_or();
      words_.skip_blanks();
      if (words_.peek() == '&' && words_.peek(1) != '&' && !words_.at_end()) {
        words_.move_to(words_.at() + 1);
        Command behind;
        behind.kind = Command::Kind::background;
        behind.children.push_back(std::move(command));
        command = std::move(behind);
      }
      if (words_.failed()) break;  // the shell, too, executes nothing of a command that it could not read to its end
      commands.children.push_back(std::move(command));
      if (words_.at() == before) words_.fail("it cannot be read as a shell script", before);
    }
    return commands;
  }

  Command and_or() {
    Command first = pipeline();
    words_.skip_blanks();
    if (!words_.looking_at("&&") && !words_.looking_at("||")) return first;
    Command chain;
    chain.kind = Command::Kind::and_or;
    chain.children.push_back(std::move(first));
    chain.after_or.push_back(false);
    while (!words_.at_end() && (words_.looking_at("&&") || words_.looking_at("||"))) {
      chain.after_or.push_back(words_.peek() == '|');
      words_.move_to(words_.at() + 2);
      words_.skip_line_breaks();
      chain.children.push_back(pipeline());
      words_.skip_blanks();
    }
    return chain;
  }

  Command pipeline() {
    words_.skip_blanks();
    bool negated = false;
    for (bool more = true; more; words_.skip_blanks()) {
      const bool exclaims = take("!");
      negated = negated || exclaims;
      more = exclaims || take("time");
    }
    Command first = command();
    words_.skip_blanks();
    if (words_.peek() != '|' || words_.peek(1) == '|') {
      if (negated) return wrap(Command::Kind::list, std::move(first));
      return first;
    }
    Command stages;
    stages.kind = Command::Kind::pipeline;
    stages.children.push_back(std::move(first));
    while (!words_.at_end() && words_.peek() == '|' && words_.peek(1) != '|') {
      words_.move_to(words_.at() + (words_.peek(1) == '&' ? 2 : 1));
      words_.skip_line_breaks();
      stages.children.push_back(command());
      words_.skip_blanks();
    }
    return stages;
  }

  Command command() {
    if (depth_ >= kDeepestCommand) {
      words_.fail("its commands are nested too deeply", words_.at());
      return {};
    }
    ++depth_;
    Command read = compound();
    --depth_;
    return read;
  }

  Command compound() {
    if (words_.looking_at("((")) return arithmetic();
    if (words_.peek() == '(') {
      words_.move_to(words_.at() + 1);
      Command inner = wrap(Command::Kind::subshell, list());
      words_.close_parenthesis();
      words_.redirections();
      return inner;
    }
    const std::string_view word = reserved();
    Command read;
    if (word == "if") {
      take("if");
      read = conditional();
    } else if (word == "while" || word == "until") {
      read = while_loop();
    } else if (word == "for" || word == "select") {
      read = for_loop();
    } else if (word == "case") {
      read = case_of();
    } else if (word == "{") {
      take("{");
      read = list();
      expect("}");
    } else if (word == "function") {
      return named_function();
    } else if (word == "[[") {
      return test();
    } else {
      read = words_.simple();
      if (read.kind == Command::Kind::function) return function_body(std::move(read));
      return read;
    }
    words_.redirections();
    return read;
  }

  static Command wrap(Command::Kind kind, Command inner) {
    Command outer;
    outer.kind = kind;
    outer.children.push_back(std::move(inner));
    return outer;
  }

  Command arithmetic() {
    Command read;
    read.kind = Command::Kind::arithmetic;
    const std::size_t begin = words_.at();
    read.begin = offset(begin);
    words_.move_to(begin + 1);
    words_.skip_nested(')', begin);
    read.end = offset(words_.at());
    return read;
  }

  // `[[ ... ]]`: its operators are not those of commands.
  Command test() {
    const std::size_t begin = words_.at();
    Command read;
    Argument name;
    words_.word(name.word);
    read.arguments.push_back(std::move(name));
    while (!words_.at_end()) {
      words_.skip_blanks();
      if (words_.peek() == '\n') {
        words_.line_break();
        continue;
      }
      WordSyntax word;
      const std::size_t at = words_.at();
      if (!words_.word(word)) {
        if (words_.failed()) return read;
        words_.move_to(at + 1);
      } else if (text_.substr(at, words_.at() - at) == "]]") {
        words_.redirections();
        return read;
      }
    }
    words_.fail("a ']]' is missing in it", begin);
    return read;
  }

  // The condition is always executed; what follows it is one of two ways, of which the second begins with the condition of an `elif`.
  Command conditional() {
    Command read;
    read.kind = Command::Kind::list;
    read.children.push_back(list());
    expect("then");
    Command ways;
    ways.kind = Command::Kind::choice;
    ways.children.push_back(list());
    words_.skip_separators();
    if (take("elif")) {
      if (++depth_ >= kDeepestCommand) words_.fail("its commands are nested too deeply", words_.at());
      if (!words_.failed()) ways.children.push_back(conditional());
      --depth_;
      ways.complete = true;
    } else {
      ways.complete = take("else");
      if (ways.complete) ways.children.push_back(list());
      expect("fi");
    }
    read.children.push_back(std::move(ways));
    return read;
  }

  Command while_loop() {
    if (!take("while")) take("until");
    Command read = wrap(Command::Kind::loop, list());
    expect("do");
    read.children.push_back(list());
    expect("done");
    return read;
  }

  Command for_loop() {
    if (!take("for")) take("select");
    words_.skip_blanks();
    std::string variable;
    Command items;
    items.kind = Command::Kind::words;
    if (words_.looking_at("((")) {
      arithmetic();
    } else {
      WordSyntax name;
      words_.word(name);
      variable = text_.substr(name.begin, name.end - name.begin);
      words_.skip_line_breaks();
      if (take("in")) {
        Argument item;
        for (words_.skip_blanks(); words_.word(item.word); words_.skip_blanks()) items.arguments.push_back(std::exchange(item, {}));
      }
    }
    words_.skip_separators();
    Command read;
    if (reserved() == "{") {
      take("{");
      read = wrap(Command::Kind::loop, list());
      expect("}");
    } else {
      expect("do");
      read = wrap(Command::Kind::loop, list());
      expect("done");
    }
    read.variable = std::move(variable);
    return after(std::move(items), std::move(read));
  }

  Command case_of() {
    take("case");
    words_.skip_blanks();
    Command subject;
    subject.kind = Command::Kind::words;
    words_.word(subject.arguments.emplace_back().word);
    words_.skip_line_breaks();
    expect("in");
    Command read;
    read.kind = Command::Kind::choice;
    for (words_.skip_line_breaks(); !words_.failed() && !take("esac"); words_.skip_line_breaks()) {
      if (words_.at_end()) {
        words_.fail("an 'esac' is missing in it", words_.at());
        break;
      }
      if (words_.peek() == '(') words_.move_to(words_.at() + 1);
      patterns(read);
      read.children.push_back(list());
      if (words_.looking_at(";;&")) {
        words_.move_to(words_.at() + 3);
      } else if (words_.looking_at(";;") || words_.looking_at(";&")) {
        words_.move_to(words_.at() + 2);
      } else if (reserved() != "esac") {
        words_.fail("an 'esac' is missing in it", words_.at());
      }
    }
    return after(std::move(subject), std::move(read));
  }

  // `words` are expanded once before `command`.
  static Command after(Command words, Command command) {
    Command both;
    both.kind = Command::Kind::list;
    both.children.push_back(std::move(words));
    both.children.push_back(std::move(command));
    return both;
  }

  void patterns(Command& choice) {
    while (!words_.failed()) {
      words_.skip_blanks();
      WordSyntax pattern;
      if (!words_.word(pattern)) return words_.fail("it cannot be read as a shell script", words_.at());
      if (text_.substr(pattern.begin, pattern.end - pattern.begin) == "*") choice.complete = true;
      words_.skip_blanks();
      const char c = words_.peek();
      if (c != '|' && c != ')') return words_.fail("it cannot be read as a shell script", words_.at());
      words_.move_to(words_.at() + 1);
      if (c == ')') return;
    }
  }

  Command named_function() {
    take("function");
    words_.skip_blanks();
    WordSyntax name;
    words_.word(name);
    words_.skip_blanks();
    if (words_.peek() == '(') {
      words_.move_to(words_.at() + 1);
      words_.close_parenthesis();
    }
    Command read;
    read.kind = Command::Kind::function;
    read.variable = text_.substr(name.begin, name.end - name.begin);
    return function_body(std::move(read));
  }

  Command function_body(Command function) {
    words_.skip_line_breaks();
    function.children.push_back(command());
    return function;
  }

  SimpleReader words_;
  std::string_view text_;
  int depth_ = 0;
};

}  // namespace

Script parse(std::string_view text) {
  if (text.size() > kLongest) {
    Script script;
    script.body.kind = Command::Kind::list;
    script.error = "it is longer than 128 KiB, which Linux does not take as one argument";
    return script;
  }
  return CommandReader(text).script();
}

}  // namespace fabriclint::shell
