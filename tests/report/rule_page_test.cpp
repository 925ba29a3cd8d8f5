// SPDX-License-Identifier: Apache-2.0
// What a page says of the built-in rules is checked against docs/rules (tests/command/rule_pages_test.cpp); here it is what a rule must not
// be able to do to its page.
#include "report/rule_page.h"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

namespace fabriclint {
namespace {

Rule sample_rule() {
  Rule rule;
  rule.id = "a-rule";
  rule.subject = "ucx";
  rule.summary = "A summary.";
  rule.why = "Because.\n";
  rule.since = "0.1";
  return rule;
}

Example example(std::string title, std::string manifest) {
  return {.title = std::move(title), .manifest = std::move(manifest), .assume = {}, .span = {}};
}

std::string page_of(const Rule& rule, const Example* shown = nullptr, std::string report = {}) {
  std::ostringstream out;
  write_rule_page(out, {.rule = rule, .file = "rules/ucx/a-rule.toml", .link = {}, .example = shown, .report = std::move(report)});
  return std::move(out).str();
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("texts of a rule stay text on its page") {
  Rule rule = sample_rule();
  rule.summary = "<script>, # no heading, [no](link) and *no* stress;\n## no heading either";
  rule.examples = {example("- no list", ""), example("1. no list", ""), example("2 devices", ""), example("|a|", "")};
  const std::string page = page_of(rule);
  CHECK(holds(page, "\\<script\\>, \\# no heading, \\[no\\](link) and \\*no\\* stress; \\#\\# no heading either\n"));
  CHECK(holds(page, "* \\- no list\n* 1\\. no list\n* 2 devices\n* \\|a\\|\n"));
}

TEST_CASE("a code block that the reason leaves open is closed before the next heading") {
  Rule rule = sample_rule();
  rule.why = "Because:\n```\nexport A=1\n";
  rule.references = {"https://example.com/a_b (chapter 1_2)", "a_b", "https://example.com/<x>"};
  const std::string page = page_of(rule);
  CHECK(holds(page, "export A=1\n```\n\n## References\n"));
  CHECK(holds(page, "* <https://example.com/a_b> (chapter 1\\_2)\n* a\\_b\n* https://example.com/\\<x\\>\n"));
}

TEST_CASE("a report that holds a fence stays in its block, and examples are told by what they expect") {
  Rule rule = sample_rule();
  rule.examples = {example("first", "a: 1 # expect: a-rule\n"), example("second", "a: 2 # expect: a-rule\n"), example("third", "a: 3\n")};
  rule.examples[0].assume = "kernel = '6.8'\n";
  const std::string page = page_of(rule, rule.examples.data(), "1 | ```\n");
  CHECK(holds(page,
              "Reported: first\n\n````text\n1 | ```\n````\n\nwith this `fabriclint.toml`:\n\n```toml\nkernel = '6.8'\n```\n\n"
              "Also reported:\n\n* second\n\nNot reported:\n\n* third\n"));
}

TEST_CASE("a rule without examples, advice or references has a page without empty sections") {
  const std::string page = page_of(sample_rule());
  CHECK(page.ends_with("Level: warning. Since 0.1. Written in `rules/ucx/a-rule.toml`.\n\n## Why\n\nBecause.\n"));
}

TEST_CASE("a page says that a rule is off by default, cannot be suppressed, and what a project may set") {
  Rule rule = sample_rule();
  const std::string plain = page_of(rule);
  CHECK_FALSE(holds(plain, "off by default"));
  CHECK_FALSE(holds(plain, "suppress"));
  CHECK_FALSE(holds(plain, "Parameters"));
  rule.ruleset = "tuning";
  rule.suppressible = false;
  toml::Node preset;
  preset.kind = toml::Kind::string;
  preset.text = "a|b";
  toml::Node chosen = preset;
  chosen.text = "c";
  rule.parameters.push_back({.name = "one", .summary = "The <first>.", .preset = preset, .chosen = {}});
  rule.parameters.push_back({.name = "two", .summary = "The second.", .preset = preset, .chosen = chosen});
  const std::string page = page_of(rule);
  CHECK(holds(page, "It is off by default: it belongs to the ruleset `tuning`, and `fabriclint check --enable tuning` applies it.\n"));
  CHECK(holds(page, "No comment, project file or baseline can suppress it.\n"));
  CHECK(holds(page,
              "## Parameters\n\nA project file may set these in `[parameters.a-rule]`:\n\n"
              "* `one` = `\"a|b\"`: The \\<first\\>.\n* `two` = `\"c\"` (by default `\"a|b\"`): The second.\n"));
}

TEST_CASE("examples of a rule of which none was run are told without 'also'") {
  Rule rule = sample_rule();
  rule.examples = {example("first", "a: 1 # expect: a-rule\n")};
  CHECK(holds(page_of(rule), "## Examples\n\nReported:\n\n* first\n"));
}

TEST_CASE("a page advises what the entries of 'same' advise") {
  Rule rule = sample_rule();
  Words words;
  words.help = {{.parts = {{.kind = Message::Part::Kind::text, .text = "Make them equal.", .path = {}}}}};
  Voice voice;
  voice.same.emplace_back(words);
  rule.voice = voice;
  CHECK(holds(page_of(rule), "## What to write instead\n\n* Make them equal.\n"));
}

TEST_CASE("the index lists every rule under its subject and under its strongest level") {
  std::vector<Rule> rules = {sample_rule(), sample_rule()};
  rules[0].level = Level::note;
  Terms terms;
  terms.variants.push_back({.where = {}, .level = Level::error});
  rules[0].terms = terms;
  rules[1].id = "b-rule";
  rules[1].subject.clear();
  rules[1].ruleset = "tuning";
  std::ostringstream out;
  write_rule_index(out, rules);
  const std::string index = out.str();
  CHECK(holds(index, "### ucx\n\n* [`a-rule`](a-rule.md) (note to error): A summary.\n"));
  CHECK(holds(index, "### other\n\n* [`b-rule`](b-rule.md) (warning, off without `--enable tuning`): A summary.\n"));
  CHECK(holds(index, "### error\n\n* [`a-rule`](a-rule.md)\n\n### warning\n\n* [`b-rule`](b-rule.md)\n"));
}

}  // namespace fabriclint
