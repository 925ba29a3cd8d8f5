// SPDX-License-Identifier: Apache-2.0
// Runs the examples of rules: an example is a manifest of its own, put through the whole path.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/pipeline.h"
#include "command/project.h"
#include "command/rulesets.h"
#include "command/version.h"
#include "report/formats.h"
#include "rule/example.h"

namespace fabriclint {
namespace {

// An example must not change its meaning with time.
constexpr Day kToday = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

struct ExampleRun {
  std::size_t examples = 0;
  std::vector<Finding> mismatches;
};

Finding mismatch(const Rule& rule, Span at, std::string message) {
  return {.rule = rule.id,
          .level = Level::error,
          .at = at,
          .message = std::move(message),
          .pointer = {},
          .help = {},
          .labels = {},
          .subjects = {}};
}

void run_example(const Ruleset& ruleset, const Rule& rule, const Example& example, ExampleRun& run) {
  ++run.examples;
  Manifests manifests;
  const SourceId id = manifests.sources.add("example", example.manifest);
  manifests.recipes.push_back({{id}, {}});
  ReadOptions read = read_options(ruleset);
  ProjectRun project = project_from("assume", example.assume, ruleset);
  for (const Finding& problem : project.loaded.problems) {
    const Position place = project.sources[problem.at.source].position(problem.at.begin);
    run.mismatches.push_back(
        mismatch(rule, example.span, fmt::format("Example '{}', 'assume', line {}: {}", example.title, place.line, problem.message)));
  }
  read.assumptions = std::move(project.loaded.project.assumptions);
  const Outcome outcome = inspect(manifests, ruleset, read, {.jobs = 1, .progress = nullptr, .today = kToday});
  for (const Mismatch& one : compare(example, rule, outcome.findings, manifests.sources[id])) {
    run.mismatches.push_back(mismatch(rule, one.at, fmt::format("Example '{}', line {}: {}.", example.title, one.line, one.message)));
  }
}

}  // namespace

Exit test_rules(const TestOptions& options, Streams& streams) {
  const bool color = wants_color(options.color, streams);
  const RulesetRun rules = load_rules(options.paths, Examples::with);
  if (!rules.usable()) {
    explain_unusable(rules, color, streams.err);
    return Exit::usage;
  }
  const auto chosen = [&](const Rule& rule) {
    return options.paths.empty() || std::find(rules.added.begin(), rules.added.end(), rule.span.source) != rules.added.end();
  };
  ExampleRun run;
  std::size_t count = 0;
  for (const Rule& rule : rules.loaded.ruleset.rules) {
    if (!chosen(rule)) continue;
    ++count;
    for (const Example& example : rule.examples) run_example(rules.loaded.ruleset, rule, example, run);
  }
  const Summary summary;
  const Report report{rules.sources, {}, run.mismatches, summary, kVersion, ""};
  if (!run.mismatches.empty()) format_named("text")->write(streams.out, report, {.color = color, .summary = false});
  streams.out << fmt::format("{} rules, {} examples, {} mismatches\n", count, run.examples, run.mismatches.size());
  if (count == 0) {
    streams.err << "fabriclint: no rule in the given files\n";
    return Exit::unreadable;
  }
  return run.mismatches.empty() ? Exit::clean : Exit::findings;
}

}  // namespace fabriclint
