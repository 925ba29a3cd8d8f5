// SPDX-License-Identifier: Apache-2.0
#include "rule/verdict.h"

#include <doctest/doctest.h>

#include <string>

#include "sample.h"

namespace fabriclint {
namespace {

// A rule that forbids a condition, of any level.
std::string rule_of(const std::string& id, const std::string& level, const std::string& forbid, const std::string& more = "") {
  const std::string rule = "rule." + id;
  return "[" + rule + "]\nsummary = 's'\nlevel = '" + level +
         "'\neach = 'container'\nwhy = 'w'\nreferences = []\nsince = '0.1'\nmessage = 'm'\nforbid = " + forbid + "\n" + more + "[[" + rule +
         ".example]]\ntitle = 'fires'\nmanifest = 'x  # expect: " + id + "'\n[[" + rule + ".example]]\ntitle = 'silent'\nmanifest = 'x'\n";
}

// Disaggregated is what has a prefill worker; a variable says what each rule finds.
const std::string kRules = kPrelude + R"(
[fact.disaggregated]
summary = "x"
each = "deployment"
values = "boolean"
otherwise = false
is = [{ value = true, where = { some.container = { worker = true, role = "prefill" } }, because = "a worker prefills" }]
[fact.next-step]
summary = "x"
each = "deployment"
values = "text"
is = [{ value = "in a pod:\nbench", where = { disaggregated = true }, because = "always" }]
)" + rule_of("an-error", "error", R"({ "env.ERROR" = "1" })", "at = 'env.ERROR'\n") +
                           rule_of("b-warning", "warning", R"({ "env.WARNING" = "1" })") +
                           rule_of("c-note", "note", R"({ "env.NOTE" = "1" })") +
                           rule_of("d-softened", "error", R"({ "env.SOFT" = { exists = true } })",
                                   "[[rule.d-softened.variant]]\nwhere = { \"env.SOFT\" = \"1\" }\nlevel = 'note'\n") +
                           rule_of("e-hardened", "note", R"({ "env.HARD" = "1" })",
                                   "[[rule.e-hardened.variant]]\nwhere = { \"env.VERY\" = \"1\" }\nlevel = 'error'\n");

Graph disaggregated() {
  Graph graph;
  graph.component("frontend").component("prefill", {{"launch.engine", "vllm"}, {"arg.role", "prefill"}});
  return graph;
}

// "blocked: error an-error 1; undecided b-warning 2 (why)"; "none".
std::string verdict(const Graph& graph, const std::string& rules = kRules) {
  const Loaded loaded(rules);
  const Judgement judgement = judged(loaded, graph);
  REQUIRE(judgement.verdicts.size() == 1);
  const std::optional<DeploymentVerdict>& verdict = judgement.verdicts.front();
  if (!verdict) return "none";
  std::string text(name_of(verdict->readiness));
  for (const Reason& reason : verdict->reasons) {
    text += (&reason == &verdict->reasons.front() ? ": " : "; ") + std::string(name_of(reason.outcome)) + " " + reason.rule + " " +
            std::to_string(reason.places) + (reason.why.empty() ? "" : " (" + reason.why + ")");
  }
  return text;
}

std::string verdict_with(Pairs settings) {
  Graph graph = disaggregated();
  for (const auto& [path, value] : settings) graph.set(graph.written.known(path, value));
  return verdict(graph);
}

}  // namespace

TEST_CASE("a disaggregated deployment without findings is ready, and says what to run next and where it stands") {
  Graph graph = disaggregated();
  CHECK(verdict(graph) == "ready");
  const Judgement judgement = judged(Loaded(kRules), graph);
  CHECK(judgement.verdicts.front()->deployment == "graph");
  CHECK(judgement.verdicts.front()->at == graph.deployment().span);
  CHECK(judgement.verdicts.front()->next_step == "in a pod:\nbench");
}

TEST_CASE("a warning makes gaps, an error blocks whatever else there is, a note does nothing") {
  CHECK(verdict_with({{"env.WARNING", "1"}}) == "gaps: warning b-warning 1");
  CHECK(verdict_with({{"env.ERROR", "1"}}) == "blocked: error an-error 1");
  CHECK(verdict_with({{"env.ERROR", "1"}, {"env.WARNING", "1"}, {"env.NOTE", "1"}}) == "blocked: error an-error 1; warning b-warning 1");
  CHECK(verdict_with({{"env.NOTE", "1"}}) == "ready");
}

TEST_CASE("a finding counts with its own level, not with the level of its rule") {
  CHECK(verdict_with({{"env.SOFT", "1"}}) == "ready");
  CHECK(verdict_with({{"env.SOFT", "2"}}) == "blocked: error d-softened 1");
  CHECK(verdict_with({{"env.HARD", "1"}}) == "ready");
  CHECK(verdict_with({{"env.HARD", "1"}, {"env.VERY", "1"}}) == "blocked: error e-hardened 1");
}

TEST_CASE("a finding about a part that is no worker concerns the deployment too") {
  Graph graph;
  graph.component("frontend", {{"env.ERROR", "1"}}).component("prefill", {{"launch.engine", "vllm"}, {"arg.role", "prefill"}});
  CHECK(verdict(graph) == "blocked: error an-error 1");
}

TEST_CASE("the same place in several workers counts once") {
  Graph graph = disaggregated();
  const Setting shared = graph.written.known("env.ERROR", "1");
  graph.set(shared);
  graph.component("decode", {{"launch.engine", "vllm"}}).set(shared);
  CHECK(verdict(graph) == "blocked: error an-error 1");
  graph.component("encode", {{"launch.engine", "vllm"}, {"env.ERROR", "1"}});
  CHECK(verdict(graph) == "blocked: error an-error 2");
}

TEST_CASE("what could not be decided about a worker is a gap, with the first reason") {
  Graph graph = disaggregated();
  graph.set(graph.written.unknown("env.WARNING", "it comes from a Secret"));
  CHECK(verdict(graph) == "gaps: undecided b-warning 1 (it comes from a Secret)");
  graph.component("decode", {{"launch.engine", "vllm"}}).set(graph.written.unknown("env.WARNING", "it is a template"));
  CHECK(verdict(graph) == "gaps: undecided b-warning 2 (it comes from a Secret)");
  graph.set(graph.written.known("env.ERROR", "1"));
  CHECK(verdict(graph) == "blocked: error an-error 1; undecided b-warning 2 (it comes from a Secret)");
}

TEST_CASE("an undecided rule counts unless it can only give a note") {
  Graph graph = disaggregated();
  graph.set(graph.written.unknown("env.NOTE", "w"));
  CHECK(verdict(graph) == "ready");
  graph.set(graph.written.unknown("env.HARD", "w"));
  CHECK(verdict(graph) == "gaps: undecided e-hardened 1 (w)");
}

TEST_CASE("what could not be decided counts where a worker may be, and not where certainly none is") {
  Graph graph = disaggregated();
  graph.component("proxy").set(graph.written.unknown("env.WARNING", "w"));
  CHECK(verdict(graph) == "ready");
  graph.component("script").set(graph.written.unknown("env.WARNING", "w")).set(graph.written.unknown("launch.engine", "e"));
  CHECK(verdict(graph) == "gaps: undecided b-warning 1 (w)");
}

TEST_CASE("an aggregated deployment has no verdict, whatever was found") {
  Graph graph;
  graph.component("worker", {{"launch.engine", "vllm"}, {"env.ERROR", "1"}});
  CHECK(verdict(graph) == "none");
}

TEST_CASE("where it is not known whether the deployment is disaggregated, there is no verdict") {
  Graph graph;
  graph.component("worker", {{"launch.engine", "vllm"}}).set(graph.written.unknown("arg.role", "w"));
  CHECK(verdict(graph) == "none");
}

TEST_CASE("a Kustomize patch has no verdict, even when it says that it disaggregates") {
  Graph graph = disaggregated();
  graph.deployment().gaps.push_back({"", "this is a patch"});
  CHECK(verdict(graph) == "none");
}

TEST_CASE("a gap that does not cover the whole deployment leaves it its verdict") {
  Graph graph = disaggregated();
  graph.deployment().gaps.push_back({"deployment.backend-framework", "w"});
  CHECK(verdict(graph) == "ready");
}

TEST_CASE("a ruleset without the facts gives no verdicts") {
  CHECK(verdict(disaggregated(), kPrelude + rule_of("an-error", "error", R"({ "env.ERROR" = "1" })")) == "none");
}

TEST_CASE("each deployment of a recipe answers for itself, also when two have the same name") {
  const Loaded rules(kRules);
  Graph good = disaggregated();
  Graph bad = disaggregated();
  bad.set(bad.written.known("env.ERROR", "1"));
  const Judgement judgement = judge(rules.ruleset(), std::vector{bad.deployment(), good.deployment()});
  REQUIRE(judgement.verdicts.size() == 2);
  CHECK(judgement.verdicts[0]->readiness == Readiness::blocked);
  CHECK(judgement.verdicts[1]->readiness == Readiness::ready);
}

}  // namespace fabriclint
