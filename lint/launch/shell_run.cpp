// SPDX-License-Identifier: Apache-2.0
#include "launch/shell_run.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "launch/placeholder.h"
#include "launch/program.h"
#include "launch/shell_names.h"
#include "launch/shell_script.h"

namespace fabriclint::shell {
namespace {

constexpr int kDeepestShell = 8;
constexpr int kMostScripts = 32;
constexpr std::size_t kMostEngines = 32;

}  // namespace

bool CommandLine::may_read_another() {
  if (depth_ < kDeepestShell && scripts_ < kMostScripts) return true;
  doubt("it starts too many shells, or nests them too deeply");
  return false;
}

void CommandLine::note_swallowed(const std::vector<Field>& words) {
  constexpr std::size_t kMostBefore = 12;
  if (!engines.empty() || !swallowed.empty() || !may_name_engine(words, table_)) return;
  // Others may be told the name of a program and mean it: `pkill trtllm-serve`.
  const bool means_none = usually_succeeds(words.front().text.text.text());
  for (std::size_t n = 1; n < std::min(words.size(), kMostBefore); ++n) {
    const std::string_view word = words[n].text.text.text();
    if (word.starts_with('-') || word.find('=') != std::string_view::npos) continue;
    const std::span<const Field> rest = std::span(words).subspan(n);
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
