// SPDX-License-Identifier: Apache-2.0
// What stands in the built-in rule files as examples is what their rules say, read from the files or as the build has packed them.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "../command/transcript.h"
#include "command/rulesets.h"
#include "command/run_example.h"

namespace fabriclint {
namespace {

std::string told_of(const Outcome& outcome) {
  std::string told;
  for (const Finding& finding : outcome.findings) {
    told += fmt::format("{} {} {}-{}: {} | {} | {}\n", finding.rule, name_of(finding.level), finding.at.begin, finding.at.end,
                        finding.message, finding.pointer, finding.help);
    for (const Label& label : finding.labels) told += fmt::format("  {}-{}: {}\n", label.at.begin, label.at.end, label.text);
  }
  for (const Undecided& doubt : outcome.summary.undecided) {
    told += fmt::format("{} {} {}: {}\n", doubt.rule, name_of(doubt.level), doubt.at.begin, doubt.why);
  }
  return told;
}

}  // namespace

TEST_CASE("every built-in rule fires at the marked lines of its examples, and nowhere else") {
  const std::string told = transcript("fabriclint test");
  CAPTURE(told);
  CHECK(told.find(" examples, 0 mismatches\n-> 0\n") != std::string::npos);
}

// A run has the packed rules, whose terms and words it reads when it needs them.
TEST_CASE("packed rules say of every example, word for word, what the rules in the files say") {
  const RulesetRun written = load_rules({}, Examples::with);
  const RulesetRun packed = load_rules({});
  REQUIRE(written.usable());
  REQUIRE(packed.usable());
  std::size_t findings = 0;
  for (const Rule& rule : written.loaded.ruleset->rules) {
    for (const Example& example : rule.examples) {
      CAPTURE(rule.id);
      CAPTURE(example.title);
      const ExampleRun of_files = run_example(*written.loaded.ruleset, example, example.manifest);
      CHECK(told_of(run_example(*packed.loaded.ruleset, example, example.manifest).outcome) == told_of(of_files.outcome));
      findings += of_files.outcome.findings.size();
    }
  }
  CHECK(findings > 100);
}

}  // namespace fabriclint
