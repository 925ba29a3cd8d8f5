// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "rule/uses.h"
#include "sample.h"

namespace fabriclint {
namespace {

const std::string kCatalogue = R"(
[library.ab]
summary = "x"
prefixes = ["AB_"]
complete = true
[variable.AB_SWITCH]
library = "ab"
summary = "Turns it on."
type = "ucx-boolean"
default = "y"
invalid = "fatal"
critical = true
instead = { true = "yes" }
[variable.AB_LEVEL]
library = "ab"
summary = "s"
type = "integer"
max = 3
invalid = "misread"
read-by = "AB"
[variable.AB_WORDS]
library = "ab"
summary = "s"
type = "enum-list"
values = ["red", "green"]
[variable.AB_OLD]
library = "ab"
summary = "s"
type = "text"
since = "1.0"
until = "2.0"
dead = "removed in 2.0"
replaced-by = "AB_LEVEL"
)";

std::string rule_about(const std::string& body) {
  return kPrelude + kCatalogue + rule_text("setting = ['env.*']\n" + body, "setting");
}

// "level [text at the place] message {help}" of each finding, "undecided" for each that is not known.
std::string said_of(const std::string& body, const Graph& graph) {
  const Loaded rules(rule_about(body));
  const Judgement judgement = judged(rules, graph);
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text +=
        (text.empty() ? "" : "\n") + std::string(name_of(finding.level)) + " [" + graph.written.text(finding.at) + "] " + finding.message;
    if (!finding.help.empty()) text += " {" + finding.help + "}";
  }
  for (std::size_t n = 0; n < judgement.undecided.size(); ++n) text += text.empty() ? "undecided" : "\nundecided";
  return text;
}

char truth_about(const std::string& condition, const std::string& name, const std::string& value) {
  const std::string found = said_of("message = 'm'\nforbid = " + condition, Graph().component("c", {{"env." + name, value}}));
  return found.empty() ? '-' : found == "undecided" ? '?' : '+';
}

TEST_CASE("conditions ask what the catalogue says about the variable") {
  CHECK(truth_about("{ \"variable.known\" = true }", "AB_SWITCH", "y") == '+');
  CHECK(truth_about("{ \"variable.known\" = false }", "AB_SWTICH", "y") == '+');
  CHECK(truth_about("{ \"variable.library\" = 'ab' }", "AB_ANY", "") == '+');
  CHECK(truth_about("{ \"variable.library\" = { exists = true } }", "OTHER", "") == '-');
  CHECK(truth_about("{ \"variable.type\" = 'ucx-boolean', \"variable.default\" = 'y', \"variable.critical\" = true }", "AB_SWITCH", "y") ==
        '+');
  CHECK(truth_about("{ \"variable.dead\" = { exists = true }, \"variable.replaced-by\" = 'AB_LEVEL' }", "AB_OLD", "1") == '+');
  CHECK(truth_about("{ \"variable.since\" = '1.0', \"variable.until\" = '2.0' }", "AB_OLD", "1") == '+');
  CHECK(truth_about("{ \"variable.dead\" = { exists = true } }", "AB_LEVEL", "1") == '-');
  CHECK(truth_about("{ \"variable.similar\" = 'AB_SWITCH' }", "AB_SWTICH", "1") == '+');
  CHECK(truth_about("{ \"variable.similar\" = { exists = true } }", "AB_SWITCH", "1") == '-');
  CHECK(truth_about("{ \"variable.summary\" = { exists = true } }", "AB_UNLISTED", "1") == '-');
  CHECK(truth_about("{ \"variable.invalid\" = ['misread', 'default'], \"variable.read-by\" = 'AB' }", "AB_LEVEL", "1") == '+');
}

TEST_CASE("a legal value has no problem; an illegal one has a clause, a kind and what to write") {
  CHECK(truth_about("{ \"variable.problem\" = { exists = true } }", "AB_SWITCH", "yes") == '-');
  CHECK(truth_about("{ \"variable.problem\" = { exists = true } }", "AB_UNLISTED", "true") == '-');
  CHECK(truth_about("{ \"variable.problem-kind\" = 'boolean', \"variable.instead\" = 'yes' }", "AB_SWITCH", "true") == '+');
  CHECK(truth_about("{ \"variable.problem-kind\" = 'range' }", "AB_LEVEL", "4") == '+');
  CHECK(truth_about("{ \"variable.expects\" = 'an integer up to 3' }", "AB_LEVEL", "1") == '+');
}

TEST_CASE("a value that is not known leaves the problem open, and nothing else") {
  Graph graph;
  graph.component("c");
  graph.set(graph.written.unknown("env.AB_SWITCH", "a Secret"));
  CHECK(said_of("message = 'm'\nforbid = { \"variable.problem\" = { exists = true } }", graph) == "undecided");
  CHECK(said_of("message = '{variable.default}'\nat = 'setting.name'\nforbid = { \"variable.known\" = true }", graph) ==
        "warning [AB_SWITCH] y");
  Graph free;
  free.component("c");
  free.set(free.written.unknown("env.AB_OLD", "a Secret"));
  CHECK(said_of("message = 'm'\nforbid = { \"variable.problem\" = { exists = true } }", free).empty());
  Graph unlisted;
  unlisted.component("c");
  unlisted.set(unlisted.written.unknown("env.AB_NONE", "a Secret"));
  CHECK(said_of("message = 'm'\nforbid = { \"variable.problem\" = { exists = true } }", unlisted).empty());
}

TEST_CASE("messages speak of the variable, and a problem of one element points at it") {
  const std::string body =
      "message = \"'{setting.name}': {variable.problem}\"\nhelp = \"Write '{variable.instead}'.\"\n"
      "forbid = { \"variable.problem\" = { exists = true } }";
  CHECK(said_of(body, Graph().component("c", {{"env.AB_SWITCH", "true"}})) ==
        "warning [true] 'AB_SWITCH': 'true' is none of y, yes, n, no, on, off, 1, 0 {Write 'yes'.}");
  CHECK(said_of(body, Graph().component("c", {{"env.AB_WORDS", "red,grean"}})) ==
        "warning [grean] 'AB_WORDS': 'grean' is none of red, green {Write 'green'.}");
}

TEST_CASE("of several ways to say it, the first is said whose placeholders stand for something") {
  const std::string help =
      "message = ['{variable.instead} it is', 'no idea']\nhelp = [\"Write '{variable.instead}'.\", 'Legal is {variable.expects}.']\n"
      "forbid = { \"variable.problem\" = { exists = true } }";
  CHECK(said_of(help, Graph().component("c", {{"env.AB_SWITCH", "true"}})) == "warning [true] yes it is {Write 'yes'.}");
  CHECK(said_of(help, Graph().component("c", {{"env.AB_LEVEL", "4"}})) == "warning [4] no idea {Legal is an integer up to 3.}");
  const std::string only =
      "message = '{variable.instead}'\nhelp = \"Write '{variable.instead}'.\"\nforbid = { \"variable.problem\" = { exists = true } }";
  CHECK(said_of(only, Graph().component("c", {{"env.AB_LEVEL", "4"}})) == "warning [4] not set");
  const std::string element =
      "message = '{at.item}'\nhelp = [\"Write '{at.instead}'.\", 'Remove it.']\n"
      "forbid = { \"setting.value\" = { as = 'ucx-unknown', matches = '.*' } }";
  CHECK(said_of(element, Graph().component("c", {{"env.X", "tcp,tpc"}})) == "warning [tpc] tpc {Write 'tcp'.}");
  CHECK(said_of(element, Graph().component("c", {{"env.X", "tcp,zzzzzz"}})) == "warning [zzzzzz] zzzzzz {Remove it.}");
}

TEST_CASE("a misspelt property, and one where no setting is at hand, are refused") {
  CHECK(Loaded(rule_about("message = 'm'\nforbid = { \"variable.problm\" = 'x' }"))
            .problem(0)
            .find("Unknown path 'variable.problm'. | Did you mean 'variable.problem'?") != std::string::npos);
  CHECK(Loaded(kPrelude + rule_text("message = 'm'\nforbid = { \"variable.known\" = true }"))
            .problem(0)
            .find("'variable.known' only means something in a rule with each = \"setting\"") != std::string::npos);
  CHECK(
      Loaded(rule_about("message = '{at.insted}'\nforbid = { \"variable.known\" = true }")).problem(0).find("Did you mean 'at.instead'?") !=
      std::string::npos);
}

TEST_CASE("a later ruleset replaces a variable, and one ruleset does not define it twice") {
  const std::string again = "[variable.AB_LEVEL]\nlibrary = 'ab'\nsummary = 'mine'\ntype = 'text'\n";
  const Loaded layered(std::vector<std::string>{kCatalogue, again});
  CHECK(layered.problems() == "");
  CHECK(layered.ruleset().vocabulary.catalogue.find("AB_LEVEL")->summary == "mine");
  SourceSet sources;
  const SourceId one = sources.add("a.toml", kCatalogue);
  const SourceId two = sources.add("b.toml", again);
  const LoadedRuleset twice = load_ruleset(sources, {{one, two}});
  REQUIRE(twice.problems.size() == 1);
  CHECK(twice.problems[0].message == "The variable 'AB_LEVEL' is defined twice.");
}

TEST_CASE("the rules that look at a setting are found, with those that read it as transports") {
  const Loaded rules(
      kPrelude +
      rule_text(
          "message = 'm'\nforbid = { not = { any = [{ \"env.T\" = { as = 'ucx-tls', has-any = ['tcp'] } }, { \"env.U*\" = '1' }] } }"));
  REQUIRE(rules.problems() == "");
  REQUIRE(uses_of(rules.ruleset(), "env.T").size() == 1);
  CHECK(uses_of(rules.ruleset(), "env.T")[0].transports);
  REQUIRE(uses_of(rules.ruleset(), "env.UX").size() == 1);
  CHECK_FALSE(uses_of(rules.ruleset(), "env.UX")[0].transports);
  CHECK(uses_of(rules.ruleset(), "env.V").empty());
}

}  // namespace
}  // namespace fabriclint
