// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "sample.h"

namespace fabriclint {
namespace {

// "value | reason | text at the evidence"; "absent"; "? why".
std::string shown(const FactValue& fact, const Graph& graph) {
  if (fact.value.state == State::absent) return "absent";
  if (fact.value.state == State::unknown) return "? " + fact.value.why;
  return fact.value.text() + " | " + fact.because + " | " + graph.written.text(fact.at);
}

std::string fact(const std::string& name, const std::string& toml, const Graph& graph) {
  const Loaded rules(toml);
  REQUIRE(rules.problems() == "");
  const DeploymentFacts facts = facts_of(rules.ruleset(), {&graph.deployment(), 1}).front();
  const auto find = [&](const std::vector<FactValue>& values) -> std::string {
    for (const FactValue& value : values) {
      if (value.name == name) return shown(value, graph);
    }
    return "";
  };
  std::string found = find(facts.facts);
  for (const auto& component : facts.components) {
    for (const ContainerFacts& container : component) {
      found += find(container.facts);
      for (const auto& connector : container.connectors) found += find(connector);
    }
  }
  return found;
}

const std::string kFabric = R"(
[fact.fabric]
summary = "s"
each = "container"
values = ["efa", "roce", "ib"]
[[fact.fabric.is]]
value = "efa"
where = { "resource.aws/efa" = { ge = 1 } }
at = "resource.aws/efa"
because = "it requests '{at.name}'"
[[fact.fabric.is]]
value = "efa"
where = { "env.FI_*" = { exists = true } }
at = "env.FI_*"
because = "'{at.name}' is '{at.value}'"
[[fact.fabric.is]]
value = "ib"
where = { "env.KIND" = "ib" }
at = "env.KIND"
because = "it says so"
)";

TEST_CASE("the first alternative that holds gives value, reason and evidence") {
  CHECK(fact("fabric", kFabric, Graph().component("c", {{"resource.aws/efa", "4"}, {"env.KIND", "ib"}})) ==
        "efa | it requests 'aws/efa' | aws/efa");
  CHECK(fact("fabric", kFabric, Graph().component("c", {{"resource.aws/efa", "0"}, {"env.KIND", "ib"}})) == "ib | it says so | ib");
  CHECK(fact("fabric", kFabric, Graph().component("c", {{"env.FI_B", "y"}, {"env.FI_C", "z"}})) == "efa | 'FI_B' is 'y' | y");
}

TEST_CASE("without an alternative that holds a fact is absent, or what otherwise says") {
  CHECK(fact("fabric", kFabric, Graph().component("c")) == "absent");
  CHECK(fact("worker", kPrelude, Graph().component("c")) == "false |  | ");
  CHECK(fact("worker", kPrelude, Graph().component("c", {{"launch.engine", "x"}})) == "true | the command starts 'x' | x");
}

TEST_CASE("an alternative that may hold makes the fact unknown") {
  Graph g;
  g.component("c", {{"env.KIND", "ib"}});
  g.set(g.written.unknown("resource.aws/efa", "a template"));
  CHECK(fact("fabric", kFabric, g) == "? a template");
  CHECK(fact("fabric", kFabric, Graph().component("c").gap("env.", "a Secret")) == "? a Secret");
}

TEST_CASE("an alternative that may hold does not matter when the next certain one gives the same value") {
  Graph g;
  g.component("c", {{"env.FI_X", "1"}});
  g.set(g.written.unknown("resource.aws/efa", "a template"));
  CHECK(fact("fabric", kFabric, g) == "efa | 'FI_X' is '1' | 1");
  const std::string boolean = R"(
[fact.b]
summary = "s"
each = "container"
values = "boolean"
otherwise = false
is = [{ value = false, where = { "env.U" = "1" }, because = "b" }]
)";
  Graph unknown;
  unknown.component("c").gap("env.");
  CHECK(fact("b", boolean, unknown) == "false |  | ");
}

TEST_CASE("a value is copied from a setting or a fact, lists too") {
  const std::string toml = R"(
[fact.backends]
summary = "s"
each = "container"
values = "text"
is = [{ value = { path = "container.claims" }, where = { "container.claims" = { exists = true } }, at = "container.claims", because = "claims" }]
[fact.copy]
summary = "s"
each = "container"
values = "text"
is = [{ value = { path = "backends" }, where = { backends = { has-any = ["B"] } }, at = "backends", because = "{backends.because}: {at.item} of {backends}" }]
)";
  Graph g;
  g.component("c");
  g.set(g.written.list("container.claims", {"A", "B"}));
  CHECK(fact("backends", toml, g) == "A, B | claims | A B");
  CHECK(fact("copy", toml, g) == "A, B | claims: B of A, B | B");
}

TEST_CASE("a copied value that the fact may not have makes it unknown") {
  const std::string toml = R"(
[fact.role]
summary = "s"
each = "container"
values = ["prefill", "decode"]
is = [{ value = { path = "arg.role" }, where = { "arg.role" = { exists = true } }, because = "b" }]
)";
  CHECK(fact("role", toml, Graph().component("c", {{"arg.role", "decode"}})) == "decode | b | ");
  CHECK(fact("role", toml, Graph().component("c", {{"arg.role", "cook"}})) == "? 'cook' is no value of 'role'");
}

TEST_CASE("facts of a deployment ask its parts, and parts see them") {
  const std::string toml = kPrelude + R"(
[fact.split]
summary = "s"
each = "deployment"
values = "boolean"
otherwise = false
is = [{ value = true, where = { some.container = { role = "prefill" } }, because = "a prefill worker" }]
[fact.kind]
summary = "s"
each = "connector"
values = "text"
is = [{ value = "split", where = { split = true, role = "prefill", "connector.name" = "n" }, at = "connector.name", because = "b" }]
)";
  Graph g;
  g.component("d", {{"arg.role", "decode"}}).component("p", {{"arg.role", "prefill"}}).connector({{"connector.name", "n"}});
  CHECK(fact("split", toml, g) == "true | a prefill worker | ");
  CHECK(fact("kind", toml, g) == "split | b | n");
}

TEST_CASE("a fact of a container asked of a component is its main container's") {
  Graph g;
  g.component("c", {{"arg.role", "decode"}}).container("side", {{"arg.role", "prefill"}});
  CHECK(truth_of("{ role = \"decode\" }", g, "component") == '+');
  CHECK(truth_of("{ some.component = { role = \"prefill\" } }", g, "deployment") == '-');
  CHECK(truth_of("{ some.container = { role = \"prefill\" } }", g, "deployment") == '+');
}

TEST_CASE("an unknown fact makes conditions unknown, with the reason") {
  Graph g;
  g.component("c");
  g.set(g.written.unknown("arg.role", "it is '$ROLE'"));
  CHECK(truth_of("{ role = \"decode\" }", g) == '?');
  CHECK(truth_of("{ role = { exists = true } }", g) == '?');
  const Loaded rules(kPrelude + rule_text("message = 'm'\nforbid = { role = 'decode' }"));
  const Judgement judgement = judged(rules, g);
  REQUIRE(judgement.undecided.size() == 1);
  CHECK(judgement.undecided[0].why == "it is '$ROLE'");
  CHECK(judgement.undecided[0].rule == "r");
  CHECK(judgement.undecided[0].subject.component == "c");
}

TEST_CASE("a chain of facts as long as the limit allows is computed") {
  std::string toml = "[fact.f0]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='x', because='b'}]\n";
  for (int i = 1; i < 60; ++i) {
    toml += fmt::format(
        "[fact.f{0}]\nsummary='s'\neach='container'\nvalues='text'\nis=[{{value={{path='f{1}'}}, because='{{f{1}.because}}'}}]\n", i,
        i - 1);
  }
  CHECK(fact("f59", toml, Graph().component("c")) == "x | b | ");
}

}  // namespace
TEST_CASE("a fact with a dot in its name stands wherever a fact does") {
  const std::string toml = R"(
[fact."kv.word"]
summary = "s"
each = "container"
values = "text"
[[fact."kv.word".is]]
value = { path = "env.WORD" }
where = { "env.WORD" = { exists = true } }
at = "env.WORD"
because = "'{env.WORD}' is set"
[fact."kv.copy"]
summary = "s"
each = "container"
values = "text"
[[fact."kv.copy".is]]
value = { path = "kv.word" }
where = { "kv.word" = { exists = true } }
at = "kv.word"
because = "{kv.word}, {kv.word.because}"
)";
  CHECK(fact("kv.copy", toml, Graph().component("c", {{"env.WORD", "ucx"}})) == "ucx | ucx, 'ucx' is set | ucx");
}

TEST_CASE("a fact whose name could be a path or a word of a message is refused") {
  const auto problems = [](const std::string& name) {
    return Loaded("[fact.\"" + name + "\"]\nsummary = 's'\neach = 'container'\nvalues = 'text'\n[[fact.\"" + name +
                  "\".is]]\nvalue = 'x'\nbecause = 'b'\n")
        .problems();
  };
  CHECK(problems("kv.x").empty());
  for (const std::string name : {"env.x", "connector.kind", "setting.x", "at.x", "kv.because", "kv.", ".x", "kv..x", "Kv.x", "kv.1x"}) {
    CAPTURE(name);
    CHECK_FALSE(problems(name).empty());
  }
}

}  // namespace fabriclint
