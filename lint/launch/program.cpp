// SPDX-License-Identifier: Apache-2.0
#include "launch/program.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/glob.h"

namespace fabriclint {
namespace {

using shell::Field;

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 8> kShells = {"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox"};

// Commands whose arguments are data, even when they read like a command line.
constexpr std::array<std::string_view, 30> kSpeakers = {
    ":",  "[",   "[[",    "alias", "apt-get", "awk",  "cat",   "cd",     "curl",  "echo", "egrep", "git",  "grep", "kill",   "logger",
    "ls", "man", "mkdir", "pgrep", "pip",     "pip3", "pkill", "printf", "pushd", "sed",  "sleep", "test", "trap", "ulimit", "umask"};

// Commands that execute the rest of their own words: what follows them is still the command's place.
constexpr std::array<std::string_view, 12> kPrefixes = {"exec", "command", "builtin", "nohup", "time",      "setsid",
                                                        "env",  "nice",    "sudo",    "tini",  "dumb-init", "stdbuf"};

constexpr std::array<std::string_view, 3> kMpi = {"mpirun", "mpiexec", "orterun"};

std::string_view known(const Field& word) {
  return word.text.is_known() ? std::string_view(word.text.text.text()) : std::string_view();
}

bool is_python(std::string_view program) {
  if (!program.starts_with("python")) return false;
  program.remove_prefix(6);
  return program.find_first_not_of("0123456789.") == std::string_view::npos;
}

// `-m`, `-um`: python's option for a module, and what torchrun and its like call it.
bool asks_for_module(std::string_view word) {
  if (word == "--module") return true;
  return word.size() >= 2 && word.size() <= 6 && word[0] == '-' && word[1] != '-' && word.back() == 'm' &&
         word.find_first_not_of("-BEIOPRSbdiqsuvxm") == std::string_view::npos;
}

std::optional<Assignment> assignment_in(const Field& word) {
  const std::string& text = word.text.text.text();
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || !shell::is_name(std::string_view(text).substr(0, equals))) return std::nullopt;
  if (!word.text.is_known() && word.text.holes.front().at < equals) return std::nullopt;
  Assignment assignment;
  assignment.name = text.substr(0, equals);
  assignment.name_span = word.text.text.span(0, equals);
  const HoledText value = word.text.slice(equals + 1, text.size());
  assignment.value = value.to_word(value.text.has_place() ? value.text.span() : word.span);
  return assignment;
}

// Where the script of the shell at `at` stands, if it is given by -c; else the file that it reads.
Started shell_at(std::span<const Field> words, std::size_t at) {
  Started started;
  bool has_script = false;
  std::size_t n = at + 1;
  for (; n < words.size(); ++n) {
    const std::string_view word = known(words[n]);
    if (word == "--" || word == "-") {
      ++n;
      break;
    }
    if (word.size() < 2 || (word[0] != '-' && word[0] != '+')) break;
    if (word.starts_with("--")) {
      if (word == "--rcfile" || word == "--init-file") ++n;
      continue;
    }
    has_script = has_script || word.find('c') != std::string_view::npos;
    if (word.back() == 'o' || word.back() == 'O') ++n;  // -o pipefail, -euo pipefail
  }
  if (n >= words.size()) return started;
  started.at = n;
  started.next = n + 1;
  started.kind = has_script ? Started::Kind::shell : Started::Kind::unknown;
  if (!has_script) {
    started.why = words[n].text.is_known() ? "it executes the file " + quoted_name(known(words[n])) : words[n].text.holes.front().why;
  }
  return started;
}

// The engine whose program stands at `at`: "trtllm-serve", or "vllm serve" over two words. `next`: the word after it.
const Engine* program_at(std::span<const Field> words, std::size_t at, const Engines& engines, std::size_t& next) {
  const std::string_view name = base_name(known(words[at]));
  for (const Engine& engine : engines) {
    for (const std::string& program : engine.programs) {
      if (!program.starts_with(name)) continue;
      std::string_view rest = program;
      std::size_t n = at;
      bool same = true;
      while (same && !rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        same = n < words.size() && rest.substr(0, end) == (n == at ? name : known(words[n]));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++n;
      }
      if (same && n > at) {
        next = n;
        return &engine;
      }
    }
  }
  return nullptr;
}

const Engine* module_named(std::string_view module, const Engines& engines) {
  for (const Engine& engine : engines) {
    if (std::any_of(engine.modules.begin(), engine.modules.end(),
                    [&](const std::string& pattern) { return glob_matches(pattern, module); })) {
      return &engine;
    }
  }
  return nullptr;
}

// Walks over the words of one command.
class Recognition {
 public:
  Recognition(std::span<const Field> words, const Engines& engines) : words_(words), engines_(engines) {}

  Started result() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      if (!words_[at_].text.is_known()) {
        if (leading_) doubt(words_[at_].text.holes.front().why);
        if (!take_assignment()) leading_ = false;
        continue;
      }
      const std::string_view word = known(words_[at_]);
      const std::string_view base = base_name(word);
      if (leading_ && among(kSpeakers, base)) return {};
      if (among(kShells, base) && !program_seen_) {
        Started shell = shell_at(words_, at_);
        if (shell.kind == Started::Kind::shell || leading_) return with_assignments(std::move(shell));
      }
      std::size_t next = 0;
      if (const Engine* engine = module_here(word)) return with_assignments(found(*engine, at_ + 1, at_ + 2));
      const Engine* engine = program_seen_ ? nullptr : program_at(words_, at_, engines_, next);
      if (engine != nullptr) return with_assignments(found(*engine, at_, next));
      if (leading_ && word.ends_with(".sh")) doubt("it executes the file " + quoted_name(word));
      python_seen_ = python_seen_ || is_python(base);
      step(word, base);
    }
    Started started;
    if (!unknown_.empty()) {
      started.kind = Started::Kind::unknown;
      started.why = std::move(unknown_);
    }
    return started;
  }

 private:
  static Started found(const Engine& engine, std::size_t at, std::size_t next) {
    Started started;
    started.kind = Started::Kind::engine;
    started.engine = engine.name;
    started.at = at;
    started.next = next;
    return started;
  }

  void doubt(std::string why) {
    if (unknown_.empty()) unknown_ = std::move(why);
  }

  // The engine whose module the word after `-m` names.
  const Engine* module_here(std::string_view word) {
    if (!asks_for_module(word) || at_ + 1 >= words_.size()) return nullptr;
    const Field& module = words_[at_ + 1];
    const Engine* engine = module.text.is_known() ? module_named(known(module), engines_) : nullptr;
    if (engine != nullptr) return engine;
    if (!module.text.is_known() && python_seen_ && !program_seen_) doubt(module.text.holes.front().why);
    program_seen_ = program_seen_ || python_seen_;
    return nullptr;
  }

  Started with_assignments(Started started) {
    started.assignments = std::move(assignments_);
    return started;
  }

  // Notes what the word at hand means for those after it.
  void step(std::string_view word, std::string_view base) {
    if (take_assignment()) return;
    if (env_ && (word == "-u" || word == "--unset") && at_ + 1 < words_.size()) {
      Assignment removed;
      removed.name = known(words_[at_ + 1]);
      removed.name_span = words_[at_ + 1].span;
      removed.value.span = words_[at_ + 1].span;
      removed.unset = true;
      assignments_.push_back(std::move(removed));
      ++at_;
      return;
    }
    if (leading_ && among(kPrefixes, base)) {
      env_ = base == "env";
      return;
    }
    if (leading_ && word.starts_with('-')) return;
    mpi_ = mpi_ || (leading_ && among(kMpi, base));
    leading_ = false;
    env_ = false;
  }

  // `X=v` after `env`, and after `mpirun -x`.
  bool take_assignment() {
    const bool after_x = mpi_ && at_ > 0 && known(words_[at_ - 1]) == "-x";
    if (!env_ && !after_x) return false;
    std::optional<Assignment> assignment = assignment_in(words_[at_]);
    if (!assignment) return false;
    assignments_.push_back(std::move(*assignment));
    return true;
  }

  std::span<const Field> words_;
  const Engines& engines_;
  std::size_t at_ = 0;
  bool leading_ = true;  // the command's name is still to come
  bool env_ = false;     // after `env`
  bool mpi_ = false;     // after `mpirun`
  bool python_seen_ = false;
  bool program_seen_ = false;  // python was told its module: the words that follow are the module's
  std::string unknown_;        // the first reason why an engine may be missed
  std::vector<Assignment> assignments_;
};

}  // namespace

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool may_name_engine(std::span<const Field> words, const Engines& engines) {
  std::size_t next = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].text.is_known() && (asks_for_module(known(words[at])) || program_at(words, at, engines, next) != nullptr)) return true;
  }
  return false;
}

Started what_starts(std::span<const Field> words, const Engines& engines) {
  return Recognition(words, engines).result();
}

}  // namespace fabriclint
