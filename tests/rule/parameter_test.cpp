// SPDX-License-Identifier: Apache-2.0
// Values that a rule leaves open, and what a project may choose for them.
#include <doctest/doctest.h>

#include <string>

#include "rule/judge.h"
#include "sample.h"

namespace fabriclint {
namespace {

const std::string kRule = R"(
message = "At most {parameter.most} of {parameter.names}, got '{env.X}'."
forbid = { "env.X" = { gt = "{parameter.most}" }, "env.Y" = { has-any = ["z", "{parameter.names}"] } }
[rule.r.parameter.most]
default = 4
summary = "s"
[rule.r.parameter.names]
default = ["a", "b*"]
summary = "s"
)";

// A ruleset, and what a project says on top: the text of `[parameters]`.
struct Chosen {
  SourceSet sources;
  LoadedRuleset loaded;

  Chosen(const std::string& body, const std::string& parameters) {
    const SourceId project = sources.add("fabriclint.toml", parameters);
    const toml::Parsed parsed = toml::parse(sources[project], project);
    REQUIRE(parsed.problems.empty());
    loaded =
        load_ruleset(sources, {{sources.add("rules/sample/rules.toml", kPrelude + rule_text(body))}}, {}, parsed.root.find("parameters"));
  }
  [[nodiscard]] std::string problems() const {
    std::string all;
    for (const Finding& finding : loaded.problems) {
      all += (all.empty() ? "" : "\n") + finding.rule + " " + std::string(sources.text(finding.at)) + " | " + finding.message +
             (finding.help.empty() ? "" : " | " + finding.help);
    }
    return all;
  }
  // What is found with these variables: "MESSAGE" or "".
  [[nodiscard]] std::string found(const std::string& x, const std::string& y) const {
    Graph graph;
    graph.component("worker", {{"env.X", x}, {"env.Y", y}});
    const Judgement judgement = judge(*loaded.ruleset, std::span(&graph.deployment(), 1));
    return judgement.findings.empty() ? "" : judgement.findings.front().message;
  }
};

TEST_CASE("a parameter stands for its default, with its type, in conditions and in sentences") {
  const Chosen rules(kRule, "");
  REQUIRE(rules.problems() == "");
  CHECK(rules.found("5", "a") == "At most 4 of a, b*, got '5'.");
  CHECK(rules.found("5", "bcd") == "At most 4 of a, b*, got '5'.");
  CHECK(rules.found("5", "z") == "At most 4 of a, b*, got '5'.");  // what stands beside it
  CHECK(rules.found("4", "a") == "");
  CHECK(rules.found("5", "c") == "");
  REQUIRE(rules.loaded.ruleset->rules.front().parameters.size() == 2);
  CHECK(rules.loaded.ruleset->rules.front().parameters[0].name == "most");
  CHECK_FALSE(rules.loaded.ruleset->rules.front().parameters[0].chosen.has_value());
}

TEST_CASE("a project replaces it") {
  const Chosen rules(kRule, "[parameters.r]\nmost = 7\nnames = ['c']\n");
  REQUIRE(rules.problems() == "");
  CHECK(rules.found("8", "c") == "At most 7 of c, got '8'.");
  CHECK(rules.found("7", "c") == "");
  CHECK(rules.found("8", "a") == "");
  const Parameter& most = rules.loaded.ruleset->rules.front().parameters[0];
  REQUIRE(most.chosen.has_value());
  CHECK(most.chosen->integer == 7);
  CHECK(most.preset.integer == 4);
}

TEST_CASE("what a project chooses must exist and have the type of the default") {
  const auto wrong = [](const std::string& parameters) { return Chosen(kRule, parameters).problems(); };
  CHECK(wrong("[parameters.q]\nmost = 1\n") == "project q | Unknown rule 'q'. | Did you mean 'r'?");
  CHECK(wrong("[parameters.r]\nmots = 1\n") == "project mots | Unknown parameter of 'r': 'mots'. | Did you mean 'most'?");
  CHECK(wrong("[parameters]\nr = 1\n") == "project 1 | The parameters of 'r' must be a table, not a whole number.");
  CHECK(wrong("[parameters.r]\nmost = '1'\n") == "project '1' | 'most' of 'r' must be a whole number, as its default is.");
  CHECK(wrong("[parameters.r]\nnames = 'a'\n") == "project 'a' | 'names' of 'r' must be an array of strings, as its default is.");
  CHECK(wrong("[parameters.r]\nnames = [1]\n") == "project [1] | 'names' of 'r' must be an array of strings, as its default is.");
  CHECK(Chosen("message = 'm'\nforbid = { \"env.X\" = '1' }\n", "[parameters.r]\na = 1\n").problems() ==
        "project a | The rule 'r' has no parameters.");
}

TEST_CASE("a value that its place cannot take is reported where it is written") {
  const Chosen rules(
      "message = 'm'\nforbid = { \"env.X\" = { gt = '{parameter.a}' } }\n[rule.r.parameter.a]\ndefault = '1Gi'\nsummary = 's'\n",
      "[parameters.r]\na = 'many'\n");
  CHECK(rules.problems().starts_with("ruleset 'many' | A comparison needs a number, a quantity"));
}

TEST_CASE("examples are about the values that the rule has by itself") {
  const std::string text = kPrelude + R"(
[rule.r]
summary = "s"
level = "warning"
each = "container"
why = "w"
references = []
since = "1"
message = "{parameter.a}"
forbid = { "env.X" = "1" }
parameter = { a = { default = "b", summary = "s" } }
[[rule.r.example]]
title = "{parameter.a}"
manifest = "{parameter.a} # expect: r"
[[rule.r.example]]
title = "silent"
manifest = ""
)";
  const Loaded rules(text);
  REQUIRE(rules.problems() == "");
  CHECK(rules.ruleset().rules.front().examples.front().manifest == "{parameter.a} # expect: r");
  CHECK(template_of(rules.ruleset().rules.front().voice->words.message.front()) == "b");
}

TEST_CASE("mistakes in a declaration, and in its use") {
  const auto wrong = [](const std::string& rest) {
    return Chosen("message = 'm {parameter.a}'\nforbid = { \"env.X\" = '1' }\n" + rest, "").problems();
  };
  CHECK(wrong("[rule.r.parameter.a]\ndefault = 1\nsummary = 's'\n") == "");
  CHECK(wrong("") == "ruleset {parameter.a} | Unknown parameter 'a'.");
  CHECK(wrong("[rule.r.parameter.ab]\ndefault = 1\nsummary = 's'\n") ==
        "ruleset {parameter.a} | Unknown parameter 'a'. | Did you mean 'ab'?\n"
        "ruleset ab | Nothing in rule 'r' uses the parameter 'ab'. | It is used as '{parameter.ab}'.");
  CHECK(wrong("[rule.r.parameter.a]\nsummary = 's'\n") == "ruleset [rule.r.parameter.a] | 'default' is missing in the parameter 'a'.");
  CHECK(wrong("[rule.r.parameter.a]\ndefault = 1979-05-27\nsummary = 's'\n") ==
        "ruleset 1979-05-27 | A parameter is a string, a number, true or false, or a list of one of these.");
  CHECK(wrong("[rule.r.parameter.a]\ndefault = [1, 'x']\nsummary = 's'\n") ==
        "ruleset [1, 'x'] | A parameter is a string, a number, true or false, or a list of one of these.");
  CHECK(wrong("[rule.r.parameter.a]\ndefault = 1\nsummary = 's'\nfoo = 1\n") == "ruleset foo | Unknown key in the parameter 'a': 'foo'.");
  CHECK(wrong("[rule.r.parameter]\na = 1\n").find("ruleset 1 | The parameter 'a' must be a table, not a whole number.") !=
        std::string::npos);
  CHECK(wrong("[rule.r.parameter.a]\ndefault = 1\nsummary = 's'\n[rule.r.parameter.A]\ndefault = 1\nsummary = 's'\n")
            .find("'A' is no name for a parameter") != std::string::npos);
}

}  // namespace
}  // namespace fabriclint
