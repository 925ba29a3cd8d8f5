// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sample.h"

namespace fabriclint {
namespace {

std::string rule(const std::string& more = "") {
  return rule_text("between = ['prefill', 'decode']\nsame = [{ path = 'env.T', as = 'ucx-tls' }]\n" + more +
                       "message = \"{prefill.component.name} has '{prefill.env.T}', {decode.component.name} '{env.T}'\"",
                   "pair");
}

std::string result(const Graph& graph, const std::string& more = "") {
  const Loaded rules(kPrelude + rule(more));
  const Judgement judgement = judged(rules, graph);
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text += (text.empty() ? "[" : "\n[") + graph.written.text(finding.at) + "] " + finding.message;
    for (const Label& label : finding.labels) text += " [" + graph.written.text(label.at) + "] " + label.text;
  }
  for (std::size_t n = 0; n < judgement.undecided.size(); ++n) text += text.empty() ? "undecided" : "\nundecided";
  return text;
}

Graph two(const std::string& prefill, const std::string& decode) {
  return Graph().component("p", {{"arg.role", "prefill"}, {"env.T", prefill}}).component("d", {{"arg.role", "decode"}, {"env.T", decode}});
}

TEST_CASE("a pair that differs is one finding at the second, with the first as a label") {
  CHECK(result(two("rc", "tcp")) == "[tcp] p has 'rc', d 'tcp' [rc] 'rc' here");
}

TEST_CASE("what the decoder reads alike agrees, in any order") {
  CHECK(result(two("rc,tcp", "tcp,rc_m")).empty());
  CHECK(result(two("rc", "rc")).empty());
}

TEST_CASE("absent differs from set, unless the rule says otherwise") {
  const Graph g = Graph().component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}}).component("d", {{"arg.role", "decode"}});
  CHECK(result(g) == "[main] p has 'rc', d 'not set' [rc] 'rc' here");
  const Graph other = Graph().component("p", {{"arg.role", "prefill"}}).component("d", {{"arg.role", "decode"}, {"env.T", "tcp"}});
  CHECK(result(other) == "[tcp] p has 'not set', d 'tcp' [main] not set here");
  CHECK(result(g, "absent = 'satisfies'\n").empty());
  CHECK(result(Graph().component("p", {{"arg.role", "prefill"}}).component("d", {{"arg.role", "decode"}})).empty());
}

TEST_CASE("containers of another role, or none, are no end") {
  CHECK(result(Graph().component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}}).component("x", {{"env.T", "tcp"}})).empty());
  CHECK(result(Graph().component("d", {{"arg.role", "decode"}, {"env.T", "rc"}})).empty());
}

TEST_CASE("an unknown end leaves the pair undecided, a known one that differs decides") {
  Graph g;
  g.component("p", {{"arg.role", "prefill"}});
  g.set(g.written.unknown("env.T", "a Secret"));
  g.component("d", {{"arg.role", "decode"}, {"env.T", "tcp"}});
  CHECK(result(g) == "undecided");
  g.component("p2", {{"arg.role", "prefill"}, {"env.T", "rc"}});
  CHECK(result(g) == "[tcp] p2 has 'rc', d 'tcp' [rc] 'rc' here");
  Graph role;
  role.component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}});
  role.component("d", {{"env.T", "tcp"}});
  role.set(role.written.unknown("arg.role", "a template"));
  CHECK(result(role) == "undecided");
}

TEST_CASE("conditions hold of both ends") {
  Graph g = two("rc", "tcp");
  CHECK(result(g, "where = { \"env.ON\" = '1' }\n").empty());
  g.set(g.written.known("env.ON", "1"));
  CHECK(result(g, "where = { \"env.ON\" = '1' }\n").empty());
}

TEST_CASE("one finding for each second end, however many first ends differ") {
  Graph g;
  for (int i = 0; i < 5; ++i) g.component("p" + std::to_string(i), {{"arg.role", "prefill"}, {"env.T", i < 3 ? "rc" : "cuda_copy"}});
  for (int i = 0; i < 2; ++i) g.component("d" + std::to_string(i), {{"arg.role", "decode"}, {"env.T", "rc"}});
  CHECK(result(g) ==
        "[rc] p3 has 'cuda_copy', d0 'rc' [cuda_copy] 'cuda_copy' here\n[rc] p3 has 'cuda_copy', d1 'rc' [cuda_copy] 'cuda_copy' here");
}

TEST_CASE("ends that differ in what must be alike are no pair") {
  Graph g;
  g.component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}, {"env.E", "a"}});
  g.component("d", {{"arg.role", "decode"}, {"env.T", "tcp"}, {"env.E", "b"}});
  CHECK(result(g, "alike = ['env.E']\n").empty());
  g.component("d2", {{"arg.role", "decode"}, {"env.T", "tcp"}, {"env.E", "a"}});
  CHECK(result(g, "alike = ['env.E']\n") == "[tcp] p has 'rc', d2 'tcp' [rc] 'rc' here");
}

TEST_CASE("whether ends are a pair may be unknown") {
  Graph g;
  g.component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}, {"env.E", "a"}});
  g.component("d", {{"arg.role", "decode"}, {"env.T", "tcp"}});
  g.set(g.written.unknown("env.E", "a Secret"));
  CHECK(result(g, "alike = ['env.E']\n") == "undecided");
  Graph first;
  first.component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}});
  first.set(first.written.unknown("env.E", "a Secret"));
  first.component("d", {{"arg.role", "decode"}, {"env.T", "tcp"}, {"env.E", "a"}});
  CHECK(result(first, "alike = ['env.E']\n") == "undecided");
}

std::string with_entry(const Graph& graph, const std::string& entry) {
  const std::string text =
      rule_text("between = ['prefill', 'decode']\nsame = [{ path = 'env.T', " + entry + " }]\nmessage = 'plain'", "pair");
  const Loaded rules(kPrelude + text);
  const Judgement judgement = judged(rules, graph);
  std::string said;
  for (const Finding& finding : judgement.findings) said += std::string(name_of(finding.level)) + " " + finding.message;
  return said;
}

TEST_CASE("an agreement may have its own words, condition and meaning of absence") {
  const Graph g = two("rc", "tcp");
  CHECK(with_entry(g, "level = 'note'") == "note plain");
  CHECK(with_entry(g, "message = \"{prefill.env.T} is not {decode.env.T}\"").ends_with("rc is not tcp"));
  CHECK(with_entry(g, "where = { 'env.T' = 'rc' }").empty());
  const Graph half = Graph().component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}}).component("d", {{"arg.role", "decode"}});
  CHECK(!with_entry(half, "as = 'csv'").empty());
  CHECK(with_entry(half, "absent = 'satisfies'").empty());
}

TEST_CASE("ends that hold the same agree, be they a pair or not") {
  Graph g;
  g.component("p", {{"arg.role", "prefill"}, {"env.T", "rc"}});
  g.component("d", {{"env.T", "rc"}});
  g.set(g.written.unknown("arg.role", "a template"));
  CHECK(result(g).empty());
}

TEST_CASE("a container of an unknown role is no pair with itself") {
  Graph g;
  g.component("x", {});
  g.set(g.written.unknown("arg.role", "a template"));
  g.set(g.written.unknown("env.T", "a Secret"));
  CHECK(result(g).empty());
  g.component("y", {{"env.T", "rc"}});
  g.set(g.written.unknown("arg.role", "a template"));
  CHECK(result(g) == "undecided\nundecided");
}

TEST_CASE("several agreements that are open are one question of the gravest level") {
  const Loaded rules(kPrelude + rule_text("between = ['prefill', 'decode']\nmessage = 'plain'\n"
                                          "same = [{ path = 'env.T', level = 'note' }, { path = 'env.E', level = 'error' }]",
                                          "pair"));
  Graph g = two("rc", "tcp");
  g.set(g.written.unknown("env.T", "a Secret"));
  g.set(g.written.unknown("env.E", "a ConfigMap"));
  const Judgement judgement = judged(rules, g);
  REQUIRE(judgement.undecided.size() == 1);
  CHECK(judgement.undecided[0].why == "a ConfigMap");
  CHECK(judgement.undecided[0].level == Level::error);
}

TEST_CASE("with share, ends agree that have one of the elements in common, or none") {
  const auto said = [](const std::string& prefill, const std::string& decode) {
    return with_entry(two(prefill, decode), "as = 'ucx-tls', share = ['@rdma', 'cuda_copy']");
  };
  CHECK(said("rc,tcp", "rc").empty());
  CHECK(said("rc,cuda_copy", "cuda_copy,tcp").empty());
  CHECK(said("tcp", "^rc,cuda_copy").empty());
  CHECK(said("rc", "tcp") == "warning plain");
  CHECK(said("rc,tcp", "cuda_copy,tcp") == "warning plain");
  const Loaded rules(kPrelude + rule_text("between = ['prefill', 'decode']\nmessage = 'm'\n"
                                          "same = [{ path = 'env.T', as = 'ucx-tls', share = ['@nothing'] }]",
                                          "pair"));
  CHECK(rules.problem(0).find("set of transports") != std::string::npos);
}

TEST_CASE("what is absent may be the default that the catalogue tells") {
  const std::string catalogue =
      "[library.lib]\nsummary = 's'\nprefixes = ['T']\n[variable.T]\nlibrary = 'lib'\nsummary = 's'\ntype = 'text'\ndefault = 'try'\n";
  const auto said = [&](const Graph& graph) {
    const Loaded rules(
        kPrelude + catalogue +
        rule_text("between = ['prefill', 'decode']\nmessage = 'plain'\nsame = [{ path = 'env.T', absent = 'default' }]", "pair"));
    return judged(rules, graph).findings.size();
  };
  const auto half = [](const std::string& value) {
    return Graph().component("p", {{"arg.role", "prefill"}, {"env.T", value}}).component("d", {{"arg.role", "decode"}});
  };
  CHECK(said(half("try")) == 0);
  CHECK(said(half("no")) == 1);
  const Loaded unlisted(
      kPrelude + rule_text("between = ['prefill', 'decode']\nmessage = 'plain'\nsame = [{ path = 'env.T', absent = 'default' }]", "pair"));
  CHECK(unlisted.problem(0).find("for a variable that the catalogue lists") != std::string::npos);
}

// Who is compared with whom when every one of these is a deployment of its own: {its file, its role}, each with a value of its own.
std::string beside(const std::vector<std::pair<std::uint32_t, std::string>>& written) {
  const Loaded rules(kPrelude + rule());
  std::vector<Deployment> recipe;
  for (const auto& [file, role] : written) {
    Graph g;
    const std::string name = role.substr(0, 1) + std::to_string(recipe.size());
    g.component(name, {{"arg.role", role}, {"env.T", role == "prefill" ? "rc" : "tcp"}});
    recipe.push_back(g.deployment());
    recipe.back().span.source = SourceId{file};
  }
  std::string text;
  for (const Finding& finding : judge(rules.ruleset(), recipe).findings) text += (text.empty() ? "" : "; ") + finding.message;
  return text;
}

TEST_CASE("a deployment without the first role is compared with the only other that has a role, of its file before those beside it") {
  CHECK(beside({{1, "prefill"}, {1, "decode"}}) == "p0 has 'rc', d1 'tcp'");
  CHECK(beside({{1, "prefill"}, {2, "decode"}}) == "p0 has 'rc', d1 'tcp'");
  CHECK(beside({{1, "prefill"}, {2, "prefill"}, {2, "decode"}, {2, "none"}}) == "p1 has 'rc', d2 'tcp'");
  CHECK(beside({{1, "prefill"}, {1, "prefill"}, {1, "decode"}}).empty());
  CHECK(beside({{1, "prefill"}, {2, "prefill"}, {3, "decode"}}).empty());
  CHECK(beside({{1, "prefill"}, {2, "decode"}, {3, "decode"}}).empty());
}

}  // namespace
}  // namespace fabriclint
