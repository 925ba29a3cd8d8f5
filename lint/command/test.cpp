// SPDX-License-Identifier: Apache-2.0
// Runs the examples of rules.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/rulesets.h"
#include "command/run_example.h"
#include "command/version.h"
#include "report/formats.h"
#include "rule/example.h"

namespace fabriclint {
namespace {

struct Tally {
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

void test_example(const Ruleset& ruleset, const Rule& rule, const Example& example, Tally& tally) {
  ++tally.examples;
  const ExampleRun run = run_example(ruleset, example, example.manifest);
  for (const Finding& problem : run.project.loaded.problems) {
    const Position place = run.project.sources[problem.at.source].position(problem.at.begin);
    tally.mismatches.push_back(
        mismatch(rule, example.span, fmt::format("Example '{}', 'assume', line {}: {}", example.title, place.line, problem.message)));
  }
  for (const Mismatch& one : compare(example, rule, run.outcome.findings, run.manifests.sources[run.id])) {
    tally.mismatches.push_back(mismatch(rule, one.at, fmt::format("Example '{}', line {}: {}.", example.title, one.line, one.message)));
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
  Tally tally;
  std::size_t count = 0;
  for (const Rule& rule : rules.loaded.ruleset->rules) {
    if (!chosen(rule)) continue;
    ++count;
    for (const Example& example : rule.examples) test_example(*rules.loaded.ruleset, rule, example, tally);
  }
  const Summary summary;
  const Report report{rules.sources, {}, tally.mismatches, summary, kVersion};
  if (!tally.mismatches.empty()) format_named("text")->write(streams.out, report, {.color = color, .summary = false});
  streams.out << fmt::format("{} rules, {} examples, {} mismatches\n", count, tally.examples, tally.mismatches.size());
  if (count == 0) {
    streams.err << "fabriclint: no rule in the given files\n";
    return Exit::unreadable;
  }
  return tally.mismatches.empty() ? Exit::clean : Exit::findings;
}

}  // namespace fabriclint
