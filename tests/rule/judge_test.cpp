// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "sample.h"

namespace fabriclint {
namespace {

// "level [text at the place] message (pointer) {help}" and a line for each label; "undecided"; nothing.
std::string shown(const Judgement& judgement, const Graph& graph) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    if (!text.empty()) text += "\n";
    text += std::string(name_of(finding.level)) + " [" + graph.written.text(finding.at) + "] " + finding.message;
    if (!finding.pointer.empty()) text += " (" + finding.pointer + ")";
    if (!finding.help.empty()) text += " {" + finding.help + "}";
    for (const Label& label : finding.labels) text += "\n  [" + graph.written.text(label.at) + "] " + label.text;
  }
  for (std::size_t n = 0; n < judgement.undecided.size(); ++n) text += text.empty() ? "undecided" : "\nundecided";
  return text;
}

std::string result(const std::string& body, const Graph& graph, const std::string& each = "container") {
  const Loaded rules(kPrelude + rule_text(body, each));
  return shown(judged(rules, graph), graph);
}

TEST_CASE("forbid is violated when its condition holds, require when it does not") {
  const std::string forbid = "message = 'm'\nat = 'env.X'\nforbid = { \"env.X\" = 'bad' }";
  const std::string require = "message = 'm'\nat = 'env.X'\nrequire = { \"env.X\" = 'good' }";
  const Graph bad = Graph().component("c", {{"env.X", "bad"}});
  const Graph good = Graph().component("c", {{"env.X", "good"}});
  CHECK(result(forbid, bad) == "warning [bad] m");
  CHECK(result(forbid, good).empty());
  CHECK(result(require, bad) == "warning [bad] m");
  CHECK(result(require, good).empty());
}

TEST_CASE("what an absent setting means in require is the rule's to say; exists is not affected") {
  const Graph none = Graph().component("c");
  const std::string require = "message = 'm'\nrequire = { \"env.X\" = 'good' }\n";
  CHECK(result(require, none) == "warning [main] m");
  CHECK(result(require + "absent = 'violates'", none) == "warning [main] m");
  CHECK(result(require + "absent = 'satisfies'", none).empty());
  CHECK(result("message = 'm'\nabsent = 'satisfies'\nrequire = { \"env.X\" = { exists = true } }", none) == "warning [main] m");
  CHECK(result("message = 'm'\nabsent = 'satisfies'\nrequire = { \"env.@knobs\" = '1' }", none).empty());
  CHECK(result("message = 'm'\nabsent = 'satisfies'\nrequire = { role = 'decode' }", none).empty());
  CHECK(result(require + "absent = 'satisfies'", Graph().component("c").gap("env.")) == "undecided");
}

TEST_CASE("when and where decide whether the rule applies; unknown counts only if it matters") {
  const std::string body = "message = 'm'\nwhen = { worker = true }\nwhere = { \"env.A\" = '1' }\nforbid = { \"env.X\" = 'bad' }";
  CHECK(result(body, Graph().component("c", {{"launch.engine", "e"}, {"env.A", "1"}, {"env.X", "bad"}})) == "warning [main] m");
  CHECK(result(body, Graph().component("c", {{"env.A", "1"}, {"env.X", "bad"}})).empty());
  CHECK(result(body, Graph().component("c", {{"launch.engine", "e"}, {"env.A", "2"}, {"env.X", "bad"}})).empty());
  Graph unknown;
  unknown.component("c", {{"launch.engine", "e"}, {"env.A", "1"}});
  unknown.set(unknown.written.unknown("env.X", "a Secret"));
  CHECK(result(body, unknown) == "undecided");
  Graph elsewhere;
  elsewhere.component("c", {{"launch.engine", "e"}, {"env.A", "2"}});
  elsewhere.set(elsewhere.written.unknown("env.X", "a Secret"));
  CHECK(result(body, elsewhere).empty());
}

TEST_CASE("a rule is asked of every part of its kind") {
  Graph g;
  g.component("a", {{"env.X", "1"}}).connector({{"connector.name", "n1"}}).connector({{"connector.name", "n2"}});
  g.container("side", {{"env.X", "1"}}).component("b", {{"env.X", "1"}});
  const std::string body = "message = '{component.name}'\nforbid = { \"env.X\" = '1' }";
  CHECK(result(body, g) == "warning [main] a\nwarning [side] a\nwarning [main] b");
  CHECK(result(body, g, "component") == "warning [a] a\nwarning [b] b");
  CHECK(result("message = '{connector.name}'\nat = 'connector.name'\nforbid = { \"env.X\" = '1' }", g, "connector") ==
        "warning [n1] n1\nwarning [n2] n2");
  CHECK(result("message = 'd'\nforbid = { some.container = { \"env.X\" = '1' } }", g, "deployment") == "warning [graph\n] d");
}

TEST_CASE("the subject names deployment, component, container and path") {
  const Loaded rules(kPrelude + rule_text("message = 'm'\nat = 'env.X'\nforbid = { \"env.X\" = '1' }"));
  const Judgement judgement = judged(rules, Graph().component("c", {{"env.X", "1"}}));
  REQUIRE(judgement.findings.size() == 1);
  CHECK(judgement.findings[0].rule == "r");
  CHECK(judgement.findings[0].subjects == std::vector<Subject>{{"graph", "c", "main", "env.X"}});
}

TEST_CASE("at takes the first path that exists, and the nearest parent of the first when none does") {
  Graph g;
  g.component("c", {{"env.B", "b"}});
  const Span limits = g.written.write("limits:");
  g.last().anchors.push_back({"resource.", limits});
  const std::string forbid = "message = '{at.name}={at.value}'\nforbid = { \"env.A\" = { exists = false } }\n";
  CHECK(result(forbid + "at = ['env.A', 'env.B']", g) == "warning [b] B=b");
  CHECK(result(forbid + "at = 'resource.@rdma'", g) == "warning [limits:] @rdma=not set");
  CHECK(result(forbid + "at = 'resource.gpu'", g) == "warning [limits:] gpu=not set");
  CHECK(result(forbid + "at = ['env.A', 'resource']", g) == "warning [limits:] resource=not set");
  CHECK(result(forbid + "at = 'env.A'", g) == "warning [main] A=not set");
  CHECK(result(forbid, g) == "warning [main] main=");
}

TEST_CASE("the element that decided is underlined alone") {
  const std::string at = "at = 'env.T'\nmessage = '{at.item} of {at.value}'\n";
  const Graph g = Graph().component("c", {{"env.T", "tcp,rc,cuda_copy"}});
  CHECK(result(at + "forbid = { \"env.T\" = { as = 'ucx-tls', has-any = ['@rdma'] } }", g) == "warning [rc] rc of tcp,rc,cuda_copy");
  CHECK(result(at + "require = { \"env.T\" = { as = 'ucx-tls', has-none = ['tcp'] } }", g) == "warning [tcp] tcp of tcp,rc,cuda_copy");
  CHECK(result(at + "require = { \"env.T\" = { as = 'ucx-tls', only = ['tcp', 'rc_m'] } }", g) ==
        "warning [cuda_copy] cuda_copy of tcp,rc,cuda_copy");
  CHECK(result(at + "where = { \"env.T\" = { as = 'ucx-tls-listed', has-any = ['@rdma'] } }\nforbid = { \"env.X\" = { exists = false } }",
               g) == "warning [rc] rc of tcp,rc,cuda_copy");
  CHECK(result(at + "forbid = { not = { \"env.T\" = { as = 'csv', has-none = ['rc'] } } }", g) == "warning [rc] rc of tcp,rc,cuda_copy");
  CHECK(result(at + "forbid = { \"env.T\" = { matches = 'tcp.*' } }", g) ==
        "warning [tcp,rc,cuda_copy] tcp,rc,cuda_copy of tcp,rc,cuda_copy");
}

TEST_CASE("a pattern in at points at the setting that decided; a resource at its name, which says more than its amount") {
  const Graph g = Graph().component("c", {{"resource.hostdev", "0"}, {"resource.rdma/ib", "2"}});
  CHECK(result("at = 'resource.@rdma'\nmessage = '{at.name} {resource.@rdma}'\nforbid = { \"resource.@rdma\" = { ge = 1 } }", g) ==
        "warning [rdma/ib] rdma/ib 2");
  CHECK(result("at = 'resource.@rdma'\nmessage = '{at.name}'\nforbid = { \"env.X\" = { exists = false } }", g) ==
        "warning [hostdev] hostdev");
}

TEST_CASE("an empty value is pointed at by its name") {
  CHECK(result("at = 'env.X'\nmessage = '{at.name}'\nforbid = { \"env.X\" = '' }", Graph().component("c", {{"env.X", ""}})) ==
        "warning [X] X");
}

TEST_CASE("a rule about settings speaks of each that its list names, once") {
  const Graph g = Graph().component("c", {{"env.KNOB_A", "1"}, {"env.KNOB_B", "2"}, {"env.OTHER", "3"}, {"env.Z", "1"}});
  const std::string settings = "setting = ['env.@knobs', 'env.KNOB_*', 'env.Z']\n";
  CHECK(result(settings + "message = '{setting.name}={setting.value}'\nforbid = { \"setting.value\" = '1' }", g, "setting") ==
        "warning [1] KNOB_A=1\nwarning [1] Z=1");
  CHECK(result(settings + "at = 'setting.name'\nmessage = '{at.name}'\nforbid = { \"setting.name\" = ['Z', 'KNOB_B'] }", g, "setting") ==
        "warning [KNOB_B] KNOB_B\nwarning [Z] Z");
  CHECK(result(settings + "at = 'env.OTHER'\nmessage = '{setting.name}'\nforbid = { \"setting.name\" = 'Z', \"env.OTHER\" = '3' }", g,
               "setting") == "warning [3] Z");
}

TEST_CASE("settings of several levels are each looked at where they are, once") {
  const Graph g = Graph().component("c", {{"pod.fs-group", "1"}, {"env.Z", "1"}});
  CHECK(result("setting = ['env.Z', 'pod.fs-group']\nmessage = '{setting.name} of {component.name}'\nforbid = { \"setting.value\" = '1' }",
               g, "setting") == "warning [1] fs-group of c\nwarning [1] Z of c");
}

TEST_CASE("for an element that only does not admit, the nearest of what it does is at hand") {
  const auto said = [](const std::string& value) {
    return result(
        "at = 'env.T'\nmessage = ['{at.item}: {at.instead}?', '{at.item}']\nrequire = { 'env.T' = { as = 'csv', only = ['SYS_NICE', "
        "'IPC_LOCK', 'NET*'] } }",
        Graph().component("c", {{"env.T", value}}));
  };
  CHECK(said("NET_RAW,IPCLOCK,x") == "warning [IPCLOCK] IPCLOCK: IPC_LOCK?");
  CHECK(said("CHOWN") == "warning [CHOWN] CHOWN");
  CHECK(said("NET_RAWX").empty());
}

TEST_CASE("a comparison and a message follow the name of the setting") {
  const std::string rule =
      "setting = ['resource.*']\nmessage = '{setting.name}: {setting.value} of {node.allocatable.{setting.name}}.'\n"
      "forbid = { 'setting.value' = { gt = { path = 'node.allocatable.{setting.name}' } } }";
  const Loaded rules(kPrelude + rule_text(rule, "setting"));
  const auto said = [&](const std::string& offered, const std::string& gap) {
    Graph g;
    g.component("c", {{"resource.rdma/ib", "8"}, {"resource.cpu", "4"}, {"node.allocatable.cpu", "64"}});
    if (!offered.empty()) g.set(g.written.known("node.allocatable.rdma/ib", offered));
    if (!gap.empty()) g.last_component().gaps.push_back({"node.", gap});
    const Judgement judgement = judged(rules, g);
    std::string text;
    for (const Finding& finding : judgement.findings) text += finding.message;
    for (const Undecided& undecided : judgement.undecided) text += "? " + undecided.subject.path + ": " + undecided.why;
    return text;
  };
  CHECK(truth_of(R"({ "setting.value" = 8, "limit.{setting.name}" = 8 })",
                 Graph().component("c", {{"resource.rdma/ib", "8"}, {"limit.rdma/ib", "8"}}), "setting",
                 "setting = ['resource.*']") == '+');
  CHECK(truth_of(R"({ "setting.value" = 8, "limit.{setting.name}" = 4 })",
                 Graph().component("c", {{"resource.rdma/ib", "8"}, {"limit.rdma/ib", "8"}}), "setting",
                 "setting = ['resource.*']") == '-');
  CHECK(said("4", "") == "rdma/ib: 8 of 4.");
  CHECK(said("8", "") == "");
  CHECK(said("", "") == "");
  CHECK(said("", "no inventory") == "? resource.rdma/ib: no inventory");
}

TEST_CASE("a list is asked for the name of the setting, and the finding stands at that element") {
  Graph g;
  g.component("c", {{"env.A", "1"}, {"env.B", "1"}, {"env.C", "1"}});
  g.set(g.written.list("env-shell-reference", {"C", "A", "A*"}));
  const std::string settings = "setting = ['env.*']\nat = 'env-shell-reference'\nmessage = '{setting.name}'\n";
  CHECK(result(settings + "forbid = { 'env-shell-reference' = { has-any = ['{setting.name}'] } }", g, "setting") ==
        "warning [A] A\nwarning [C] C");
  CHECK(result(settings + "forbid = { 'env-shell-reference' = { has-all = ['C', '{setting.name}'] } }", g, "setting") ==
        "warning [C A A*] A\nwarning [C A A*] C");
  CHECK(result(settings + "forbid = { 'env-shell-reference' = { has-none = ['{setting.name}'] } }", g, "setting") == "warning [C A A*] B");
  CHECK(result(settings + "forbid = { 'env-shell-reference' = { only = ['C', 'A*', '{setting.name}'] } }", g, "setting") ==
        "warning [C A A*] A\nwarning [C A A*] B\nwarning [C A A*] C");
}

TEST_CASE("a setting whose value is not known still has a name") {
  Graph g;
  g.component("c");
  g.set(g.written.unknown("env.KNOB_A", "a Secret"));
  CHECK(result("setting = 'env.@knobs'\nat = 'setting.name'\nmessage = '{setting.name}={setting.value}'\nforbid = { \"setting.name\" = "
               "'KNOB_A' }",
               g, "setting") == "warning [KNOB_A] KNOB_A=not known");
  CHECK(result("setting = 'env.@knobs'\nmessage = 'm'\nforbid = { \"setting.value\" = '1' }", g, "setting") == "undecided");
}

TEST_CASE("the first variant that holds replaces what it names and keeps the rest") {
  const std::string body = R"(
message = 'base'
pointer = 'p'
help = 'h'
at = 'env.X'
forbid = { "env.X" = { exists = true } }
[[rule.r.variant]]
where = { "env.X" = '1' }
level = 'error'
message = 'first'
[[rule.r.variant]]
where = { "env.X" = ['1', '2'] }
at = 'env.Y'
help = ''
)";
  CHECK(result(body, Graph().component("c", {{"env.X", "1"}, {"env.Y", "y"}})) == "error [1] first (p) {h}");
  CHECK(result(body, Graph().component("c", {{"env.X", "2"}, {"env.Y", "y"}})) == "warning [y] base (p)");
  CHECK(result(body, Graph().component("c", {{"env.X", "3"}})) == "warning [3] base (p) {h}");
}

TEST_CASE("a variant that may hold says nothing, but may lower the level") {
  const auto rule = [](const std::string& base, const std::string& first, const std::string& second) {
    return "message = 'base'\nforbid = { \"env.X\" = '1' }\n[[rule.r.variant]]\nwhere = { \"env.A\" = '1' }\nlevel = '" + first +
           "'\nmessage = 'first'\n[[rule.r.variant]]\nwhere = { \"env.B\" = '1' }\nlevel = '" + second + "'\nmessage = 'second'\n# " + base;
  };
  Graph a_unknown;
  a_unknown.component("c", {{"env.X", "1"}});
  a_unknown.set(a_unknown.written.unknown("env.A", "?"));
  CHECK(result(rule("", "error", "error"), a_unknown) == "warning [main] base");
  CHECK(result(rule("", "note", "error"), a_unknown) == "note [main] base");
  CHECK(result(rule("", "warning", "error"), a_unknown) == "warning [main] base");
  Graph b_holds = a_unknown;
  b_holds.set(b_holds.written.known("env.B", "1"));
  CHECK(result(rule("", "error", "error"), b_holds) == "error [main] second");
  CHECK(result(rule("", "error", "note"), b_holds) == "note [main] second");
  CHECK(result(rule("", "note", "error"), b_holds) == "note [main] second");
}

TEST_CASE("labels and reasons show other places, and only those that exist") {
  const std::string body = R"(
message = 'm'
at = 'env.X'
because = ['role', 'worker']
forbid = { "env.X" = '1' }
[[rule.r.label]]
at = 'env.Y'
text = "'{at.name}' is '{at.value}' here"
[[rule.r.label]]
at = 'env.Z'
text = 'never'
[[rule.r.label]]
at = 'role'
text = 'its role'
[[rule.r.label]]
at = 'env.X'
text = 'the place itself'
)";
  CHECK(result(body, Graph().component("c", {{"env.X", "1"}, {"env.Y", "2"}, {"arg.role", "decode"}, {"launch.engine", "e"}})) ==
        "warning [1] m\n  [2] 'Y' is '2' here\n  [decode] its role\n  [decode] role is 'decode': '--role decode'\n  [e] worker: the "
        "command starts 'e'");
  CHECK(result(body, Graph().component("c", {{"env.X", "1"}})) == "warning [1] m");
}

TEST_CASE("messages say what is not set and what is not known, and clip what is long") {
  Graph g;
  g.component("c", {{"env.L", std::string(199, 'x') + "é" + std::string(1000, 'y')}});
  g.set(g.written.unknown("env.U", "?"));
  const std::string forbid = "forbid = { \"env.A\" = { exists = false } }\nmessage = ";
  CHECK(result(forbid + "'{env.A} {env.U} {role} {worker}'", g) == "warning [main] not set not known not set false");
  CHECK(result(forbid + "'{env.L}'", g) == "warning [main] " + std::string(199, 'x') + "...");
}

TEST_CASE("braces that hold no name are plain text") {
  const std::string body = R"x(message = '''{"a": {"b": 1}} ${HOME} {limits: {x: 1}} {} { env.X } {env.X}'''
forbid = { "env.X" = '1' })x";
  CHECK(result(body, Graph().component("c", {{"env.X", "1"}})) ==
        "warning [main] {\"a\": {\"b\": 1}} ${HOME} {limits: {x: 1}} {} { env.X } 1");
}

TEST_CASE("a hostile value cannot inject a placeholder") {
  CHECK(result("message = '{env.X}'\nforbid = { \"env.X\" = { exists = true } }",
               Graph().component("c", {{"env.X", "{env.SECRET}"}, {"env.SECRET", "s"}})) == "warning [main] {env.SECRET}");
}

TEST_CASE("problems of the YAML become findings of the rules that check for them") {
  const Loaded rules(
      "[rule.bad-yaml]\nsummary='s'\nlevel='error'\nwhy='w'\nreferences=[]\nsince='0.1'\ncheck='yaml.syntax'\n"
      "[rule.twice]\nsummary='s'\nlevel='note'\nwhy='w'\nreferences=[]\nsince='0.1'\ncheck='yaml.duplicate-key'\nmessage='Twice: "
      "{problem}'\nhelp='h'\n");
  REQUIRE(rules.problems() == "");
  const Span at{SourceId{3}, 5, 6};
  const Span first{SourceId{3}, 1, 2};
  yaml::Stream stream;
  stream.problems = {{yaml::ProblemKind::duplicate_key, at, "'a' again", first, "the first 'a'"},
                     {yaml::ProblemKind::syntax, at, "no value", {}, ""},
                     {yaml::ProblemKind::limit, at, "too deep", {}, ""}};
  const std::vector<Finding> findings = judge_problems(rules.ruleset(), problems_of(stream));
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].rule == "bad-yaml");
  CHECK(findings[0].level == Level::error);
  CHECK(findings[0].message == "no value");
  CHECK(findings[0].at == at);
  CHECK(findings[1].message == "Twice: 'a' again");
  CHECK(findings[1].help == "h");
  CHECK(findings[1].labels == std::vector<Label>{{first, "the first 'a'"}});
  const std::vector<Problem> with_help = {{.check = "yaml.duplicate-key", .at = at, .message = "m", .help = "as the check says"}};
  CHECK(judge_problems(rules.ruleset(), with_help).at(0).help == "as the check says");
}

TEST_CASE("what is suppressed is set apart, and asked about once") {
  const Loaded rules(kPrelude + rule_text("message = 'm'\nforbid = { \"env.X\" = { exists = true } }"));
  Graph g;
  g.component("a", {{"env.X", "1"}}).component("b", {{"env.X", "2"}}).component("c", {{"env.X", "3"}});
  int asked = 0;
  const Judgement judgement = judge(rules.ruleset(), std::span(&std::as_const(g).deployment(), 1), [&](const Finding& finding) {
    ++asked;
    return finding.subjects.at(0).component == "b";
  });
  CHECK(asked == 3);
  REQUIRE(judgement.findings.size() == 2);
  CHECK(judgement.findings[0].subjects.at(0).component == "a");
  CHECK(judgement.findings[1].subjects.at(0).component == "c");
  REQUIRE(judgement.suppressed.size() == 1);
  CHECK(judgement.suppressed[0].subjects.at(0).component == "b");
}

TEST_CASE("rules over every component of a large graph stay linear") {
  Graph g;
  for (int i = 0; i < 20'000; ++i) g.component("c" + std::to_string(i), {{"env.X", "1"}});
  const Loaded rules(kPrelude + rule_text("message = 'm'\nforbid = { \"env.X\" = '1', some.component = { \"env.X\" = '2' } }"));
  const auto begin = std::chrono::steady_clock::now();
  CHECK(judged(rules, g).findings.empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace
}  // namespace fabriclint
