// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sample.h"

namespace fabriclint {
namespace {

// X is "yes", N is "no", U is not known, A is absent.
Graph graph() {
  Graph graph;
  graph.component("c", {{"env.X", "yes"}, {"env.N", "no"}});
  graph.set(graph.written.unknown("env.U", "it comes from a Secret"));
  return graph;
}

std::string test_of(char truth) {
  if (truth == '+') return R"({ "env.X" = "yes" })";
  if (truth == '-') return R"({ "env.N" = "yes" })";
  return R"({ "env.U" = "yes" })";
}

TEST_CASE("all, any and not follow Kleene's truth tables") {
  const std::map<char, int> rank = {{'-', 0}, {'?', 1}, {'+', 2}};
  const std::string symbols = "-?+";
  for (const char a : symbols) {
    CHECK(truth_of("{ not = " + test_of(a) + " }", graph()) == symbols[static_cast<std::size_t>(2 - rank.at(a))]);
    for (const char b : symbols) {
      CAPTURE(a);
      CAPTURE(b);
      const std::string both = "[" + test_of(a) + ", " + test_of(b) + "]";
      CHECK(truth_of("{ all = " + both + " }", graph()) == symbols[static_cast<std::size_t>(std::min(rank.at(a), rank.at(b)))]);
      CHECK(truth_of("{ any = " + both + " }", graph()) == symbols[static_cast<std::size_t>(std::max(rank.at(a), rank.at(b)))]);
    }
  }
}

TEST_CASE("all keys of a condition must hold") {
  CHECK(truth_of(R"({ "env.X" = "yes", "env.N" = "no" })", graph()) == '+');
  CHECK(truth_of(R"({ "env.X" = "yes", "env.N" = "yes" })", graph()) == '-');
  CHECK(truth_of(R"({ "env.X" = "yes", "env.U" = "yes" })", graph()) == '?');
  CHECK(truth_of(R"({ "env.N" = "yes", "env.U" = "yes" })", graph()) == '-');
}

TEST_CASE("equality is of text; an array means one of them; numbers compare as numbers") {
  Graph g;
  g.component("c", {{"env.A", "tcp"}, {"env.N", "8"}, {"env.Q", "8Ki"}, {"env.E", ""}, {"container.privileged", "true"}});
  CHECK(truth_of(R"({ "env.A" = "tcp" })", g) == '+');
  CHECK(truth_of(R"({ "env.A" = "TCP" })", g) == '-');
  CHECK(truth_of(R"({ "env.A" = ["rc", "tcp"] })", g) == '+');
  CHECK(truth_of(R"({ "env.A" = { equals = ["rc", "tcp"] } })", g) == '+');
  CHECK(truth_of(R"({ "env.A" = { equals = "rc" } })", g) == '-');
  CHECK(truth_of(R"({ "env.N" = 8 })", g) == '+');
  CHECK(truth_of(R"({ "env.N" = "8.0" })", g) == '-');
  CHECK(truth_of(R"({ "env.N" = 8.0 })", g) == '+');
  CHECK(truth_of(R"({ "env.Q" = 8192 })", g) == '+');
  CHECK(truth_of(R"({ "env.E" = "" })", g) == '+');
  CHECK(truth_of(R"({ "env.E" = 0 })", g) == '-');
  CHECK(truth_of(R"({ "container.privileged" = true })", g) == '+');
  CHECK(truth_of(R"({ "container.privileged" = false })", g) == '-');
}

TEST_CASE("exists asks for absence and presence") {
  CHECK(truth_of(R"({ "env.X" = { exists = true } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.X" = { exists = false } })", graph()) == '-');
  CHECK(truth_of(R"({ "env.A" = { exists = true } })", graph()) == '-');
  CHECK(truth_of(R"({ "env.A" = { exists = false } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.U" = { exists = true } })", graph()) == '?');
  CHECK(truth_of(R"({ "env.U" = { exists = false } })", graph()) == '?');
}

TEST_CASE("nothing but exists holds of an absent setting") {
  for (const char* matcher : {R"("")", R"({ matches = ".*" })", "{ ge = 0 }", R"({ has-none = ["a"] })", R"({ only = ["a"] })",
                              R"({ as = "csv", has-none = ["a"] })"}) {
    CAPTURE(matcher);
    CHECK(truth_of(std::string("{ \"env.A\" = ") + matcher + " }", graph()) == '-');
    CHECK(truth_of(std::string("{ not = { \"env.A\" = ") + matcher + " } }", graph()) == '+');
  }
}

TEST_CASE("every matcher on an unknown value is unknown") {
  for (const char* matcher :
       {R"("")", R"({ matches = ".*" })", "{ ge = 0 }", R"({ has-none = ["a"] })", R"({ as = "csv", only = ["a"] })"}) {
    CHECK(truth_of(std::string("{ \"env.U\" = ") + matcher + " }", graph()) == '?');
  }
}

TEST_CASE("a list of which more may exist: what its known elements decide is decided") {
  Graph g;
  g.component("c", {});
  Setting open = g.written.list("container.claims", {"a", "b"});
  open.value = Value::open_list(open.value.items, "one is not here");
  g.last().settings.put(open);
  CHECK(truth_of(R"({ "container.claims" = { has-any = ["a"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { has-any = ["c"] } })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = { has-all = ["a", "b"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { has-all = ["a", "c"] } })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = { has-none = ["a"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.claims" = { has-none = ["c"] } })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = { only = ["a"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.claims" = { only = ["a", "b"] } })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = "b" })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = "c" })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = { matches = "[xy]" } })", g) == '?');
  CHECK(truth_of(R"({ "container.claims" = { exists = true } })", g) == '+');
}

TEST_CASE("matches covers the whole text") {
  Graph g;
  g.component("c", {{"env.A", "mlx5_0"}, {"env.L", "a\nb"}});
  CHECK(truth_of(R"({ "env.A" = { matches = "mlx5_[0-9]" } })", g) == '+');
  CHECK(truth_of(R"({ "env.A" = { matches = "mlx5" } })", g) == '-');
  CHECK(truth_of(R"({ "env.A" = { matches = "mlx5.*" } })", g) == '+');
  CHECK(truth_of(R"({ "env.L" = { matches = "a.b" } })", g) == '-');
  CHECK(truth_of(R"({ "env.L" = { matches = "(?s)a.b" } })", g) == '+');
}

TEST_CASE("comparisons read numbers and quantities, and the right side may be a path") {
  Graph g;
  g.component("c", {{"resource.gpu", "8"}, {"resource.mem", "8Gi"}, {"limit.gpu", "4"}, {"env.T", "text"}});
  g.set(g.written.unknown("request.gpu", "a template"));
  CHECK(truth_of(R"({ "resource.gpu" = { ge = 8 } })", g) == '+');
  CHECK(truth_of(R"({ "resource.gpu" = { gt = 8 } })", g) == '-');
  CHECK(truth_of(R"({ "resource.gpu" = { le = 8, gt = 7 } })", g) == '+');
  CHECK(truth_of(R"({ "resource.gpu" = { lt = 8 } })", g) == '-');
  CHECK(truth_of(R"({ "resource.mem" = { ge = "8Gi" } })", g) == '+');
  CHECK(truth_of(R"({ "resource.mem" = { lt = "8192Mi" } })", g) == '-');
  CHECK(truth_of(R"({ "resource.gpu" = { gt = { path = "limit.gpu" } } })", g) == '+');
  CHECK(truth_of(R"({ "limit.gpu" = { gt = { path = "resource.gpu" } } })", g) == '-');
  CHECK(truth_of(R"({ "resource.gpu" = { gt = { path = "request.gpu" } } })", g) == '?');
  CHECK(truth_of(R"({ "resource.gpu" = { gt = { path = "limit.absent" } } })", g) == '-');
  CHECK(truth_of(R"({ "resource.gpu" = { gt = { path = "env.T" } } })", g) == '-');
  CHECK(truth_of(R"({ "env.T" = { ge = 0 } })", g) == '-');
  CHECK(truth_of(R"({ "env.T" = { lt = 0 } })", g) == '-');
}

TEST_CASE("since and before compare releases, and what is no version is unknown") {
  Graph g;
  g.component("c", {{"env.K", "6.8.0-1021-aws"}, {"env.OLD", "5.15.0-88-generic"}, {"env.NEW", "6.10.1"}, {"env.TAG", "latest"}});
  CHECK(truth_of(R"({ "env.K" = { since = "6.8" } })", g) == '+');
  CHECK(truth_of(R"({ "env.K" = { since = "6.8.1" } })", g) == '-');
  CHECK(truth_of(R"({ "env.K" = { before = "6.8" } })", g) == '-');
  CHECK(truth_of(R"({ "env.K" = { before = "6.9" } })", g) == '+');
  CHECK(truth_of(R"({ "env.OLD" = { since = "6.8" } })", g) == '-');
  CHECK(truth_of(R"({ "env.NEW" = { since = "6.8" } })", g) == '+');
  CHECK(truth_of(R"({ "env.NEW" = { since = "6.8", before = "6.10.1" } })", g) == '-');
  CHECK(truth_of(R"({ "env.TAG" = { since = "6.8" } })", g) == '?');
  CHECK(truth_of(R"({ "env.TAG" = { before = "6.8" } })", g) == '?');
  CHECK(truth_of(R"({ "env.A" = { since = "6.8" } })", g) == '-');
}

TEST_CASE("of a list of versions one element must hold; one that is no version leaves it open") {
  Graph g;
  g.component("c");
  g.set(g.written.list("node.kernel", {"5.15.0", "6.8.0"}));
  CHECK(truth_of(R"({ "node.kernel" = { since = "6.8" } })", g) == '+');
  CHECK(truth_of(R"({ "node.kernel" = { before = "6.8" } })", g) == '+');
  CHECK(truth_of(R"({ "node.kernel" = { since = "6.9" } })", g) == '-');
  g.set(g.written.list("node.kernel", {"5.15.0", "custom"}));
  CHECK(truth_of(R"({ "node.kernel" = { before = "6.8" } })", g) == '+');
  CHECK(truth_of(R"({ "node.kernel" = { since = "6.8" } })", g) == '?');
}

TEST_CASE("known asks whether a value is decided, and lets what is unknown not match") {
  CHECK(truth_of(R"({ "env.X" = { known = true } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.A" = { known = true } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.U" = { known = true } })", graph()) == '-');
  CHECK(truth_of(R"({ "env.U" = { known = false } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.X" = { known = false } })", graph()) == '-');
  CHECK(truth_of(R"({ "env.U" = { known = true, equals = "x" } })", graph()) == '-');
  CHECK(truth_of(R"({ not = { "env.U" = { known = true, equals = "x" } } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.X" = { known = true, equals = "yes" } })", graph()) == '+');
  CHECK(truth_of(R"({ "env.A" = { known = true, exists = true } })", graph()) == '-');
  CHECK(truth_of(R"({ "env.X" = { known = true, since = "1.0" } })", graph()) == '-');
  Graph g = graph();
  g.gap("env.");
  CHECK(truth_of(R"({ "env.A" = { known = true } })", g) == '-');
  CHECK(truth_of(R"({ "env.A" = { known = false } })", g) == '+');
}

TEST_CASE("lists are asked for any, all, none and only") {
  Graph g;
  g.component("c");
  g.set(g.written.list("container.capabilities", {"IPC_LOCK", "SYS_RESOURCE"}));
  g.set(g.written.list("container.claims", {}));
  CHECK(truth_of(R"({ "container.capabilities" = { has-any = ["ALL", "IPC_LOCK"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.capabilities" = { has-any = ["ALL"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.capabilities" = { has-all = ["SYS_RESOURCE", "IPC_LOCK"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.capabilities" = { has-all = ["IPC_LOCK", "ALL"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.capabilities" = { has-none = ["ALL"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.capabilities" = { has-none = ["IPC_LOCK"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.capabilities" = { only = ["IPC_LOCK"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.capabilities" = { only = ["IPC_LOCK", "SYS_*"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.capabilities" = { has-any = ["@locks"], has-none = ["ALL"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.capabilities" = { has-all = ["@locks"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { has-any = ["a"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.claims" = { has-none = ["a"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { only = ["a"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { has-all = ["a"] } })", g) == '-');
  CHECK(truth_of(R"({ "container.claims" = { exists = true } })", g) == '+');
}

TEST_CASE("one value is a list of one; of a list, one element must meet equals, matches and comparisons together") {
  Graph g;
  g.component("c", {{"env.S", "UCX"}});
  g.set(g.written.list("container.claims", {"1", "5"}));
  CHECK(truth_of(R"({ "env.S" = { has-any = ["UCX"] } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = "5" })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { gt = 1, lt = 5 } })", g) == '-');
  CHECK(truth_of(R"({ "container.claims" = { ge = 1, lt = 5 } })", g) == '+');
  CHECK(truth_of(R"({ "container.claims" = { matches = "[6-9]" } })", g) == '-');
}

TEST_CASE("a decoder reads the value first; what it cannot read is unknown, what it takes for unset is absent") {
  Graph g;
  g.component("c", {{"env.T", "tcp,rc"}, {"env.D", "^rc"}, {"env.B", "all,tcp"}, {"env.N", "0x10"}, {"env.W", "true"}, {"env.E", ""}});
  CHECK(truth_of(R"({ "env.T" = { as = "ucx-tls", has-any = ["@rdma"] } })", g) == '+');
  CHECK(truth_of(R"({ "env.D" = { as = "ucx-tls", has-any = ["@rdma"] } })", g) == '-');
  CHECK(truth_of(R"({ "env.D" = { as = "ucx-tls", has-all = ["tcp", "cuda_*"] } })", g) == '+');
  CHECK(truth_of(R"({ "env.B" = { as = "ucx-tls", has-any = ["@rdma"] } })", g) == '?');
  CHECK(truth_of(R"({ "env.N" = { as = "c-integer", equals = 16 } })", g) == '+');
  CHECK(truth_of(R"({ "env.W" = { as = "c-integer", equals = "0" } })", g) == '+');
  CHECK(truth_of(R"({ "env.E" = { as = "c-integer", equals = "0" } })", g) == '-');
  CHECK(truth_of(R"({ "env.E" = { as = "c-integer", exists = false } })", g) == '+');
  CHECK(truth_of(R"({ "env.E" = { exists = true } })", g) == '+');
}

TEST_CASE("a gap makes absence unknown; inner gaps do not leak, outer ones reach in") {
  const std::string exists = R"({ "env.A" = { exists = true } })";
  CHECK(truth_of(exists, Graph().component("c").gap("env.")) == '?');
  CHECK(truth_of(exists, Graph().component("c").gap("")) == '?');
  CHECK(truth_of(exists, Graph().component("c").gap("env.A")) == '?');
  CHECK(truth_of(exists, Graph().component("c").gap("env.B")) == '-');
  CHECK(truth_of(exists, Graph().component("c").gap("arg.")) == '-');
  CHECK(truth_of(R"({ "env.X" = "1" })", Graph().component("c", {{"env.X", "1"}}).gap("env.")) == '+');
  Graph outer;
  outer.component("c");
  outer.last_component().gaps.push_back({"", "a patch"});
  CHECK(truth_of(exists, outer) == '?');
  CHECK(truth_of(R"({ "component.type" = "worker" })", Graph().component("c").gap("")) == '-');
}

TEST_CASE("a pattern holds when one of its settings does") {
  Graph g;
  g.component("c", {{"resource.rdma/ib", "0"}, {"resource.hostdev", "2"}, {"resource.nvidia.com/gpu", "8"}, {"env.KNOB_A", "1"}});
  CHECK(truth_of(R"({ "resource.@rdma" = { ge = 1 } })", g) == '+');
  CHECK(truth_of(R"({ "resource.@rdma" = { ge = 3 } })", g) == '-');
  CHECK(truth_of(R"({ "resource.rdma/*" = { ge = 1 } })", g) == '-');
  CHECK(truth_of(R"({ "resource.rdma/*" = { exists = true } })", g) == '+');
  CHECK(truth_of(R"({ "resource.rdma/*" = { exists = false } })", g) == '-');
  CHECK(truth_of(R"({ "resource.amd/*" = { exists = false } })", g) == '+');
  CHECK(truth_of(R"({ "env.@knobs" = "1" })", g) == '+');
  CHECK(truth_of(R"({ "env.KNOB_*" = "2" })", g) == '-');
  CHECK(truth_of(R"({ "limit.@rdma" = { exists = true } })", g) == '-');
}

TEST_CASE("a pattern is unknown where a gap or an unknown setting may hold what it asks for") {
  const std::string some = R"({ "env.KNOB_*" = "1" })";
  CHECK(truth_of(some, Graph().component("c").gap("env.")) == '?');
  CHECK(truth_of(some, Graph().component("c").gap("env.KNOB_B")) == '?');
  CHECK(truth_of(some, Graph().component("c").gap("env.OTHER")) == '-');
  CHECK(truth_of(some, Graph().component("c", {{"env.KNOB_A", "2"}}).gap("env.")) == '?');
  CHECK(truth_of(some, Graph().component("c", {{"env.KNOB_A", "1"}}).gap("env.")) == '+');
  Graph unknown;
  unknown.component("c", {{"env.KNOB_A", "2"}});
  unknown.set(unknown.written.unknown("env.KNOB_B", "a Secret"));
  CHECK(truth_of(some, unknown) == '?');
  CHECK(truth_of(R"({ "env.KNOB_*" = { exists = false } })", unknown) == '-');
  CHECK(truth_of(R"({ "env.KNOB_*" = { exists = false } })", Graph().component("c").gap("env.")) == '?');
}

TEST_CASE("a setting that was taken away is absent, whatever the gaps say") {
  Graph g;
  g.component("c").gap("env.");
  Setting gone;
  gone.path = "env.A";
  g.set(gone);
  CHECK(truth_of(R"({ "env.A" = { exists = true } })", g) == '-');
}

TEST_CASE("some and every range over the parts at hand") {
  Graph g;
  g.component("a", {{"env.X", "1"}}).connector({{"connector.name", "one"}}).connector({{"connector.name", "two"}});
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "two" } })", g) == '+');
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "three" } })", g) == '-');
  CHECK(truth_of(R"({ every.connector = { "connector.name" = ["one", "two"] } })", g) == '+');
  CHECK(truth_of(R"({ every.connector = { "connector.name" = "one" } })", g) == '-');
  CHECK(truth_of(R"({ some.component = { "env.X" = "1" } })", g, "deployment") == '+');
  CHECK(truth_of(R"({ some.container = { "env.X" = "2" } })", g, "deployment") == '-');
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "two", "env.X" = "1" } })", g, "deployment") == '+');
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "two" } })", g, "component") == '+');
  CHECK(truth_of(R"({ some.component = { some.connector = { "connector.name" = "one" } } })", g) == '+');
  g.component("b", {{"env.X", "2"}});
  CHECK(truth_of(R"({ every.component = { "env.X" = "1" } })", g, "deployment") == '-');
  CHECK(truth_of(R"({ some.container = { "env.X" = "2" } })", g, "deployment") == '+');
  CHECK(truth_of(R"({ every.container = { "env.X" = { exists = true } } })", g, "deployment") == '+');
}

TEST_CASE("every over none does not hold, some neither, and both are unknown behind a gap") {
  Graph none;
  none.component("c");
  CHECK(truth_of(R"({ every.connector = { "connector.name" = "x" } })", none) == '-');
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "x" } })", none) == '-');
  none.gap("connector.");
  CHECK(truth_of(R"({ every.connector = { "connector.name" = "x" } })", none) == '?');
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "x" } })", none) == '?');
  none.connector({{"connector.name", "x"}});
  CHECK(truth_of(R"({ some.connector = { "connector.name" = "x" } })", none) == '+');
  CHECK(truth_of(R"({ every.connector = { "connector.name" = "x" } })", none) == '?');
  CHECK(truth_of(R"({ every.connector = { "connector.name" = "y" } })", none) == '-');
  Graph patch;
  patch.component("c", {{"env.X", "1"}});
  patch.deployment().gaps.push_back({"", "a patch"});
  CHECK(truth_of(R"({ some.component = { "env.X" = "2" } })", patch, "deployment") == '?');
  CHECK(truth_of(R"({ some.component = { "env.X" = "1" } })", patch, "deployment") == '+');
}

TEST_CASE("deployment asks the others of the same file, neighbour those of the other files of the recipe") {
  // Three deployments: two in the first file, one in the second; the names of those for which the condition holds.
  const auto holds_for = [](const std::string& condition) {
    const Loaded rules(kPrelude + rule_text("message = 'm'\nforbid = " + condition, "deployment"));
    CHECK(rules.problems() == "");
    std::vector<Graph> graphs(3);
    std::vector<Deployment> recipe;
    for (std::uint32_t i = 0; i < 3; ++i) {
      Graph& graph = graphs[i];
      graph.component("c").set(graph.written.known("deployment.name", std::string(1, static_cast<char>('a' + i))));
      recipe.push_back(graph.deployment());
      recipe.back().name = recipe.back().settings.find("deployment.name")->value.text();
      recipe.back().span.source.index = i == 2 ? 1 : 0;
    }
    std::string names;
    for (const Finding& finding : judge(rules.ruleset(), recipe).findings) names += finding.subjects.front().deployment;
    return names;
  };
  CHECK(holds_for(R"({ some.deployment = { "deployment.name" = "b" } })") == "a");
  CHECK(holds_for(R"({ some.neighbour = { "deployment.name" = "b" } })") == "c");
  CHECK(holds_for(R"({ some.neighbour = { "deployment.name" = "c" } })") == "ab");
  CHECK(holds_for(R"({ every.neighbour = { "deployment.name" = ["a", "b"] } })") == "c");
  CHECK(holds_for(R"({ every.deployment = { "deployment.name" = "b" } })") == "a");
}

TEST_CASE("a deployment that is only context is asked and not judged") {
  const Loaded rules(kPrelude +
                     rule_text("message = 'm'\nforbid = { some.deployment = { \"deployment.name\" = \"graph\" } }", "deployment"));
  Graph graph;
  graph.component("c").set(graph.written.known("deployment.name", "graph"));
  std::vector<Deployment> recipe = {graph.deployment(), graph.deployment()};
  recipe.back().context = true;
  CHECK(judge(rules.ruleset(), recipe).findings.size() == 1);
}

TEST_CASE("container paths asked of a component mean its main container") {
  Graph g;
  g.component("c", {{"env.X", "main"}}).container("sidecar", {{"env.X", "side"}});
  CHECK(truth_of(R"({ "env.X" = "main" })", g, "component") == '+');
  g.last_component().main = 1;
  CHECK(truth_of(R"({ "env.X" = "side" })", g, "component") == '+');
  g.last_component().main = 9;
  CHECK(truth_of(R"({ "env.X" = { exists = true } })", g, "component") == '-');
  g.last_component().gaps.push_back({"", "its containers are not known"});
  CHECK(truth_of(R"({ "env.X" = { exists = true } })", g, "component") == '?');
}

TEST_CASE("a value that is too long is not judged, but is there") {
  Graph g;
  g.component("c", {{"env.L", std::string(100'000, ',')}});
  CHECK(truth_of(R"({ "env.L" = { matches = ",*" } })", g) == '?');
  CHECK(truth_of(R"({ "env.L" = { as = "csv", has-any = ["a"] } })", g) == '?');
  CHECK(truth_of(R"({ "env.L" = { exists = true } })", g) == '+');
}

}  // namespace
}  // namespace fabriclint
