// SPDX-License-Identifier: Apache-2.0
#include "diff/git.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include "diff/program.h"
#include "diff/unified_diff.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMaxRef = 1'000;

// The caller's environment (GIT_DIR and the like say which repository), without what shapes or records git's output.
std::vector<std::string> environment() {
  constexpr std::array<std::string_view, 11> kDropped = {
      "GIT_TRACE", "GIT_EXTERNAL_DIFF=", "GIT_DIFF_OPTS=", "GIT_LITERAL_", "GIT_GLOB_", "GIT_NOGLOB_", "GIT_ICASE_", "PAGER=", "LC_",
      "LANG=",     "LANGUAGE="};
  std::vector<std::string> variables;
  for (char** variable = ::environ; variable != nullptr && *variable != nullptr; ++variable) {  // NOLINT(*-pointer-arithmetic)
    const std::string_view text = *variable;
    if (std::none_of(kDropped.begin(), kDropped.end(), [&](std::string_view dropped) { return text.starts_with(dropped); })) {
      variables.emplace_back(text);
    }
  }
  for (const std::string_view set :
       {"LC_ALL=C", "GIT_PAGER=cat", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1"}) {
    const std::string_view name = set.substr(0, set.find('=') + 1);
    std::erase_if(variables, [&](const std::string& variable) { return variable.starts_with(name); });
    variables.emplace_back(set);
  }
  return variables;
}

class Git {
 public:
  Git() : environment_(environment()) {}

  ProgramRun operator()(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {"git", "--no-pager"};
    for (const std::string_view setting :
         {"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=true", "safe.bareRepository=explicit"}) {
      all.emplace_back("-c");
      all.emplace_back(setting);
    }
    all.insert(all.end(), settings_.begin(), settings_.end());
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_program(all, environment_, kMaxDiffBytes);
  }

  // Comparing the working tree would run the filters that attributes name and the configuration defines. Without them the files are
  // compared as they are, which is what is linted. False when a filter has a name that cannot be given on a command line.
  bool switch_filters_off() {
    const ProgramRun run = (*this)({"config", "-z", "--name-only", "--get-regexp", "^filter\\."});
    if (run.status != 0) return run.status == 1;  // there is none
    std::set<std::string> names;
    std::string_view rest = run.out;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\0'), rest.size());
      const std::string_view key = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      names.emplace(key.substr(0, key.rfind('.') + 1));
    }
    for (const std::string& name : names) {
      if (name.find_first_of("=\n") != std::string::npos) return false;
      for (const std::string_view setting : {"clean=", "smudge=", "process=", "required=false"}) {
        settings_.emplace_back("-c");
        settings_.push_back(name + std::string(setting));
      }
    }
    return true;
  }

 private:
  std::vector<std::string> environment_;
  std::vector<std::string> settings_;
};

// The first line that git wrote, as the end of a sentence.
std::string said(const ProgramRun& run) {
  if (!run.problem.empty()) return run.problem;
  std::string_view text = run.err;
  for (const std::string_view word : {"fatal: ", "error: "}) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  text = text.substr(0, text.find('\n'));
  return text.empty() ? "git ended with status " + std::to_string(run.status) : std::string(text);
}

bool is_object_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

constexpr std::string_view kFetchAll = "fetch the whole history (actions/checkout with fetch-depth: 0, or git fetch --unshallow)";

// Why there is no common ancestor.
std::string no_merge_base(const Git& git, const std::string& ref) {
  if (first_line(git({"rev-parse", "--is-shallow-repository"}).out) == "true") {
    return "this clone is shallow and holds no common ancestor of '" + ref + "' and HEAD: " + std::string(kFetchAll);
  }
  return "'" + ref + "' and HEAD have no common ancestor";
}

std::string unknown_ref(const std::string& ref) {
  return "git knows no commit '" + ref + "' here; if it is a branch of the remote, write origin/NAME, and in CI " + std::string(kFetchAll);
}

}  // namespace

GitChange change_since(const std::string& ref) {
  GitChange change;
  const auto failed = [&](std::string problem) {
    change.problem = std::move(problem);
    return change;
  };
  if (ref.empty() || ref.front() == '-' || ref.size() > kMaxRef ||
      std::any_of(ref.begin(), ref.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return failed("'" + ref.substr(0, kMaxRef) + "' is no name of a commit");
  }
  Git git;
  const ProgramRun where = git({"rev-parse", "--show-prefix"});
  if (!where.problem.empty()) return failed("git cannot be run: " + where.problem + "; --diff takes a diff that was made elsewhere");
  if (where.status != 0) return failed(said(where));
  change.prefix = where.out.substr(0, where.out.rfind('\n'));

  const std::string commit = first_line(git({"rev-parse", "--verify", "--quiet", ref + "^{commit}"}).out);
  if (!is_object_id(commit)) return failed(unknown_ref(ref));
  if (git({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"}).status != 0) return failed("the repository has no commit yet");
  const ProgramRun base = git({"merge-base", commit, "HEAD"});
  const std::string ancestor = first_line(base.out);
  if (!is_object_id(ancestor)) return failed(base.status == 1 ? no_merge_base(git, ref) : said(base));

  if (!git.switch_filters_off()) return failed("the configuration has filters that cannot be switched off");
  ProgramRun diff = git({"diff", "-U3", "-M", "-l1000", "-O/dev/null", "--no-relative", "--diff-filter=ACDMRT", "--no-ext-diff",
                         "--no-textconv", "--no-color", "--ignore-submodules=all", "--submodule=short", "--src-prefix=a/",
                         "--dst-prefix=b/", "--inter-hunk-context=0", "--diff-algorithm=default", "--indent-heuristic", ancestor, "--"});
  if (diff.status != 0 || !diff.problem.empty()) return failed(said(diff));
  change.diff = std::move(diff.out);

  // Files of the working tree that no commit holds yet.
  const ProgramRun others = git({"ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/"});
  if (others.status != 0 || !others.problem.empty()) return failed(said(others));
  std::string_view rest = others.out;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    change.untracked.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return change;
}

}  // namespace fabriclint
