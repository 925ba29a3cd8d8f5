// SPDX-License-Identifier: Apache-2.0
#include "toml/fields.h"

#include <doctest/doctest.h>

#include <string>

namespace fabriclint::toml {
namespace {

struct Reading {
  SourceSet sources;
  Parsed parsed;
  Diagnostics diagnostics;

  explicit Reading(std::string text) { parsed = parse(sources[sources.add("a.toml", std::move(text))], SourceId{0}); }
  [[nodiscard]] std::string said(std::size_t n = 0) {
    const Finding& finding = diagnostics.findings().at(n);
    return std::string(sources.text(finding.at)) + ": " + finding.message + (finding.help.empty() ? "" : " " + finding.help);
  }
};

TEST_CASE("a key that nobody asks for is reported with the nearest one that is missing") {
  Reading reading("summary = 'x'\nlevle = 'error'\n");
  Fields fields(reading.parsed.root, "the rule", reading.diagnostics);
  CHECK(fields.text("summary")->text == "x");
  CHECK_FALSE(fields.text("level"));
  fields.done();
  REQUIRE(reading.diagnostics.findings().size() == 1);
  CHECK(reading.said() == "levle: Unknown key in the rule: 'levle'. Did you mean 'level'?");
}

TEST_CASE("a key that is there already is not suggested") {
  Reading reading("level = 'a'\nlevle = 'error'\n");
  Fields fields(reading.parsed.root, "the rule", reading.diagnostics);
  (void)fields.text("level");
  fields.done();
  CHECK(reading.said() == "levle: Unknown key in the rule: 'levle'.");
}

TEST_CASE("a wrong type is reported at the value") {
  Reading reading("a = 1\nb = 'x'\nc = [1, 'y']\nd = {}\ne = [{}, 3]\nf = 1979-05-27");
  Fields fields(reading.parsed.root, "it", reading.diagnostics);
  CHECK_FALSE(fields.text("a"));
  CHECK_FALSE(fields.boolean("b"));
  CHECK(fields.texts("c").size() == 1);
  CHECK(fields.texts("d").empty());
  CHECK(fields.tables("e").size() == 1);
  CHECK(fields.table("f") == nullptr);
  REQUIRE(reading.diagnostics.findings().size() == 6);
  CHECK(reading.said(0) == "1: 'a' of it must be a string, not a whole number.");
  CHECK(reading.said(1) == "'x': 'b' of it must be true or false, not a string.");
  CHECK(reading.said(2) == "1: 'c' of it holds strings, not a whole number.");
  CHECK(reading.said(3) == "{}: 'd' of it must be a string or an array of strings, not a table.");
  CHECK(reading.said(4) == "3: 'e' of it holds tables, not a whole number.");
  CHECK(reading.said(5) == "1979-05-27: 'f' of it must be a table, not a date.");
}

TEST_CASE("a missing key is reported at the table") {
  Reading reading("[rule.x]\na = 1\n");
  const Node& rule = *reading.parsed.root.find("rule")->find("x");
  Fields fields(rule, "rule 'x'", reading.diagnostics);
  CHECK_FALSE(fields.required_text("level"));
  CHECK(reading.said() == "[rule.x]: 'level' is missing in rule 'x'.");
}

TEST_CASE("a name that is given apart stands in the sentence") {
  Reading reading("levle = 'error'\n");
  Fields fields(reading.parsed.root, "rule", "x", reading.diagnostics);
  CHECK_FALSE(fields.required_text("level"));
  fields.done();
  REQUIRE(reading.diagnostics.findings().size() == 2);
  CHECK(reading.diagnostics.findings()[0].message == "'level' is missing in rule 'x'.");
  CHECK(reading.diagnostics.findings()[1].message == "Unknown key in rule 'x': 'levle'.");
}

TEST_CASE("few candidates are listed when none is near") {
  Diagnostics diagnostics;
  const std::vector<std::string> two = {"note", "error"};
  diagnostics.unknown({}, "level", "fatal", two);
  CHECK(diagnostics.findings().at(0).help == "There are 'note', 'error'.");
}

TEST_CASE("many unknown keys are reported in linear time") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "k" + std::to_string(i) + "=1\n";
  Reading reading(text);
  Fields fields(reading.parsed.root, "it", reading.diagnostics);
  (void)fields.any("summary");
  fields.done();
  CHECK(reading.diagnostics.findings().size() == 50'000);
}

}  // namespace
}  // namespace fabriclint::toml
