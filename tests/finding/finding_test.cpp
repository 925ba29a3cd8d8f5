// SPDX-License-Identifier: Apache-2.0
#include "finding/finding.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace fabriclint;

namespace {

Finding at(SourceId source, std::uint32_t begin, std::uint32_t end, std::string rule, std::string message) {
  Finding finding;
  finding.rule = std::move(rule);
  finding.at = {source, begin, end};
  finding.message = std::move(message);
  return finding;
}

bool same(const Finding& a, const Finding& b) {
  return a.rule == b.rule && a.level == b.level && a.at == b.at && a.message == b.message && a.pointer == b.pointer && a.help == b.help &&
         a.labels == b.labels && a.subjects == b.subjects;
}

}  // namespace

TEST_CASE("level names read back") {
  for (const Level level : {Level::note, Level::warning, Level::error}) CHECK(level_named(name_of(level)) == level);
  CHECK(level_named("info") == std::nullopt);
  CHECK(level_named("") == std::nullopt);
}

TEST_CASE("line_of agrees with Source::position at every offset") {
  const Source source("a.yaml", "one\ntwo\r\n\nfour\rstill four\n");
  for (std::uint32_t offset = 0; offset <= source.text().size(); ++offset) CHECK(line_of(source, offset) == source.position(offset).line);
  CHECK(line_of(Source("empty", ""), 0) == 1);
}

TEST_CASE("findings are sorted by source name, place, rule and message, whatever order files and findings came in") {
  SourceSet sources;
  const SourceId z = sources.add("z.yaml", "a: 1\nb: 2\n");
  const SourceId a = sources.add("a.yaml", "a: 1\nb: 2\n");
  std::vector<Finding> findings = {at(z, 5, 6, "r", "m"), at(z, 0, 1, "s", "m"), at(z, 0, 1, "r", "m"), at(a, 8, 9, "r", "m"),
                                   at(a, 3, 4, "t", "m")};
  const auto sorted = sorted_and_joined(findings, sources);
  REQUIRE(sorted.size() == 5);
  CHECK(sorted[0].rule == "t");
  CHECK(sorted[1].at == Span{a, 8, 9});
  CHECK(sorted[2].rule == "r");
  CHECK(sorted[3].rule == "s");
  CHECK(sorted[4].at == Span{z, 5, 6});
}

TEST_CASE("one rule on one line makes one finding with all subjects, labels and the strongest level, for every order of input") {
  SourceSet sources;
  const SourceId id = sources.add("a.yaml", "env: &e [{name: A, value: x}, {name: B, value: y}]\nnext: 1\n");
  Finding prefill = at(id, 10, 20, "r", "'A' of 'prefill' is wrong.");
  prefill.subjects = {{"g", "prefill", "main", "env.A"}};
  prefill.labels = {{{id, 0, 3}, "here"}};
  Finding decode = at(id, 10, 20, "r", "'A' of 'decode' is wrong.");
  decode.level = Level::error;
  decode.subjects = {{"g", "decode", "main", "env.A"}, {"g", "decode", "main", "env.A"}};
  decode.labels = {{{id, 0, 3}, "here"}, {{id, 51, 55}, "and here"}};
  Finding other_word = at(id, 30, 40, "r", "'B' of 'decode' is wrong.");
  other_word.pointer = "unused: the messages differ";
  const Finding other_rule = at(id, 10, 20, "q", "Another matter.");
  const Finding other_line = at(id, 51, 55, "r", "'A' of 'decode' is wrong.");

  std::vector<Finding> findings = {prefill, decode, other_word, other_rule, other_line};
  const auto expected = sorted_and_joined(findings, sources);
  REQUIRE(expected.size() == 3);
  CHECK(expected[0].rule == "q");
  const Finding& joined = expected[1];
  CHECK(joined.message == decode.message);
  CHECK(joined.level == Level::error);
  CHECK(joined.subjects == std::vector<Subject>{{"g", "decode", "main", "env.A"}, {"g", "prefill", "main", "env.A"}});
  CHECK(joined.labels == std::vector<Label>{{{id, 0, 3}, "here"}, {{id, 51, 55}, "and here"}, {{id, 30, 40}, other_word.message}});
  CHECK(expected[2].at.begin == 51);

  std::vector<std::size_t> order = {0, 1, 2, 3, 4};
  do {
    std::vector<Finding> shuffled;
    for (const std::size_t i : order) shuffled.push_back(findings[i]);
    const auto result = sorted_and_joined(shuffled, sources);
    REQUIRE(result.size() == expected.size());
    for (std::size_t i = 0; i < result.size(); ++i) REQUIRE(same(result[i], expected[i]));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("the strongest finding of a line speaks, in its own words and at its own place") {
  SourceSet sources;
  const SourceId id = sources.add("a.yaml", "a: b c\n");
  Finding weak = at(id, 3, 4, "r", "First.");
  weak.level = Level::note;
  Finding strong = at(id, 5, 6, "r", "Second.");
  strong.level = Level::error;
  const Finding between = at(id, 4, 5, "s", "Between.");
  const auto result = sorted_and_joined({strong, weak, between}, sources);
  REQUIRE(result.size() == 2);
  CHECK(result[0].message == "Between.");
  CHECK(result[1].message == "Second.");
  CHECK(result[1].at == strong.at);
  CHECK(result[1].level == Level::error);
  CHECK(result[1].labels == std::vector<Label>{{weak.at, "First."}});
}

TEST_CASE("findings without a rule are never joined") {
  SourceSet sources;
  const SourceId id = sources.add("a.yaml", "a\n");
  CHECK(sorted_and_joined({at(id, 0, 1, "", "x"), at(id, 0, 1, "", "y")}, sources).size() == 2);
}

TEST_CASE("joining a whole file on one line stays small and quick") {
  SourceSet sources;
  const SourceId id = sources.add("a.yaml", std::string(1'000'000, 'x'));
  std::vector<Finding> findings;
  for (std::uint32_t i = 0; i < 100'000; ++i) findings.push_back(at(id, 999'990 - i * 9, 999'991 - i * 9, "r", "m"));
  const auto result = sorted_and_joined(std::move(findings), sources);
  REQUIRE(result.size() == 1);
  CHECK(result[0].labels.size() == kMaxJoinedLabels);
}

TEST_CASE("a finding about no known source is kept") {
  const SourceSet sources;
  const auto result = sorted_and_joined({at({7}, 0, 1, "r", "m"), at({7}, 0, 1, "r", "m")}, sources);
  CHECK(result.size() == 1);
}
