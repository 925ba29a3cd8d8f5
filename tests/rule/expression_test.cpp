// SPDX-License-Identifier: Apache-2.0
#include "rule/expression.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "rule/ruleset.h"
#include "sample.h"
#include "toml/node.h"
#include "toml/packed.h"

namespace fabriclint {
namespace {

TEST_CASE("an expression is compiled once, however many threads ask for it") {
  for (int round = 0; round < 20; ++round) {
    const Expression expression("mlx5_[0-9]+");
    std::vector<std::jthread> threads;
    std::vector<const re2::RE2*> found(4);
    for (const re2::RE2*& one : found) threads.emplace_back([&] { one = &expression.compiled(); });
    threads.clear();
    for (const re2::RE2* one : found) CHECK(one == &expression.compiled());
    CHECK(re2::RE2::FullMatch("mlx5_10", expression.compiled()));
  }
}

TEST_CASE("what is no expression matches nothing and says why") {
  const Expression expression("mlx5_[0-9");
  CHECK_FALSE(expression.compiled().ok());
  CHECK_FALSE(re2::RE2::FullMatch("mlx5_0", expression.compiled()));
  CHECK(expression.compiled().error() == "missing ]: [0-9");
}

bool complains(const LoadedRuleset& loaded) {
  return std::any_of(loaded.problems.begin(), loaded.problems.end(),
                     [](const Finding& one) { return one.message.starts_with("Not a regular expression"); });
}

// Expressions of a file are compiled to be checked; those of a packed one were, and are left for their first use.
TEST_CASE("only what the build has not read is checked when a ruleset is loaded") {
  const std::string text = "[rule.a]\nwhen = { \"env.A\" = { matches = \"(\" } }\n";
  SourceSet sources;
  const SourceId file = sources.add("a.toml", text);
  const LoadedRuleset checked = load_ruleset(sources, {{file}});
  CHECK(complains(checked));
  const std::vector<std::string_view> trees = {"d0:"};
  const std::vector<toml::PackedRule> rules = {{"a", "d0:", "d1:4:whend1:5:env.Ad1:7:matches1:(", "d0:", 0}};
  const LoadedRuleset trusted = load_ruleset(sources, {{file}}, {trees, rules, {}, {}});
  CHECK_FALSE(complains(trusted));
  REQUIRE(trusted.ruleset->rules.size() == 1);
  CHECK(trusted.ruleset->rules[0].span.source == file);
}

TEST_CASE("an expression that a project has completed is checked, even if the build has read the rest") {
  SourceSet sources;
  const SourceId file = sources.add("a.toml", "");
  const SourceId project = sources.add("fabriclint.toml", "[parameters.a]\nname = \"(\"\n");
  const toml::Parsed parsed = toml::parse(sources[project], project);
  const std::vector<std::string_view> trees = {"d0:"};
  const std::vector<toml::PackedRule> rules = {
      {"a", "d2:4:whend1:5:env.Ad1:7:matches18:^{parameter.name}$9:parameterd1:4:named2:7:default1:a7:summary1:s", "", "", 0}};
  CHECK_FALSE(complains(load_ruleset(sources, {{file}}, {trees, rules, {}, {}})));
  CHECK(complains(load_ruleset(sources, {{file}}, {trees, rules, {}, {}}, parsed.root.find("parameters"))));
}

}  // namespace
}  // namespace fabriclint
