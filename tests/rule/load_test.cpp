// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "rule/check.h"
#include "rule/optional.h"
#include "rule/path.h"
#include "sample.h"
#include "toml/packed.h"

namespace fabriclint {
namespace {

// What is wrong with a rule whose body is given, without the line and column.
std::string wrong(const std::string& body, const std::string& each = "container", const std::string& prelude = kPrelude) {
  const Loaded rules(prelude + rule_text(body, each));
  std::string text = rules.problems();
  return text.substr(std::min(text.find(' ') == std::string::npos ? 0 : text.find(' ') + 1, text.size()));
}
std::string wrong_condition(const std::string& condition, const std::string& each = "container") {
  return wrong("message = 'm'\nforbid = " + condition, each);
}
const std::string kGood = "message = 'm'\nforbid = { \"env.X\" = '1' }\n";

TEST_CASE("a good rule loads without a word and keeps what it says") {
  const Loaded rules(kPrelude + rule_text(kGood + "help = 'h'"));
  CHECK(rules.problems() == "");
  REQUIRE(rules.ruleset().rules.size() == 1);
  const Rule& rule = rules.ruleset().rules[0];
  CHECK(rule.id == "r");
  CHECK(rule.subject == "sample");
  CHECK(rule.level == Level::warning);
  CHECK(rule.summary == "s");
  CHECK(rule.help == "h");
  CHECK(rule.examples.size() == 2);
  CHECK(rules.sources.text(rule.span) == "[rule.r]");
  CHECK(rules.sources.text(rule.examples[0].span) == "x  # expect: r\n");
  CHECK(rules.ruleset().find("r") == &rule);
  CHECK(rules.ruleset().find("q") == nullptr);
}

TEST_CASE("a rule of a ruleset of its own is left out unless that is asked for") {
  const std::string tuning = "ruleset = 'tuning'\n";
  const Loaded rules(kPrelude + rule_text(tuning + kGood));
  CHECK(rules.problems() == "");
  CHECK(optional_rulesets(rules.ruleset()) == std::vector<std::string>{"tuning"});
  const auto left = [&](std::vector<std::string> enabled) {
    const Loaded all(kPrelude + rule_text(tuning + kGood));
    leave_out_optional(*all.loaded.ruleset, enabled);
    return all.ruleset().rules.size();
  };
  CHECK(left({}) == 0);
  CHECK(left({"r", "tune"}) == 0);
  CHECK(left({"other", "tuning"}) == 1);

  const Loaded always_on(kPrelude + rule_text(kGood));
  CHECK(optional_rulesets(always_on.ruleset()).empty());
  leave_out_optional(*always_on.loaded.ruleset, {});
  CHECK(always_on.ruleset().rules.size() == 1);
}

TEST_CASE("the name of a ruleset is a word of the command line") {
  CHECK(wrong(kGood + "ruleset = ''") == "'' | The name of a ruleset is made of small letters, digits and '-'.");
  CHECK(wrong(kGood + "ruleset = '-x'") == "'-x' | The name of a ruleset is made of small letters, digits and '-'.");
  CHECK(wrong(kGood + "ruleset = 'My Rules'") == "'My Rules' | The name of a ruleset is made of small letters, digits and '-'.");
}

TEST_CASE("a misspelt key is pointed at, with the one that was meant") {
  const Loaded rules(kPrelude + rule_text(kGood + "whne = { worker = true }"));
  const std::string problem = rules.problem(0);
  CHECK(problem.find("whne | Unknown key in rule 'r': 'whne'. | Did you mean 'when'?") != std::string::npos);
  CHECK(problem.substr(problem.find(':') + 1, 2) == "1 ");
  CHECK(wrong(kGood + "zzz = 1") == "zzz | Unknown key in rule 'r': 'zzz'.");
}

TEST_CASE("a misspelt path is refused") {
  CHECK(wrong_condition("{ \"enf.X\" = '1' }") == "\"enf.X\" | Unknown path 'enf.X': no path begins with 'enf'. | Did you mean 'env.X'?");
  CHECK(wrong_condition("{ \"container.privilegd\" = true }") ==
        "\"container.privilegd\" | Unknown path 'container.privilegd'. | Did you mean 'container.privileged'?");
  CHECK(wrong_condition("{ \"pod.labels.x\" = '1' }") == "\"pod.labels.x\" | Unknown path 'pod.labels.x'. | Did you mean 'pod.label.x'?");
  CHECK(wrong_condition("{ \"env.\" = '1' }").starts_with("\"env.\" | Unknown path 'env.'."));
  CHECK(wrong_condition("{ \"container.*\" = '1' }").starts_with("\"container.*\" | Unknown path 'container.*'."));
  CHECK(wrong_condition("{ \"qqqqqqq.X\" = '1' }") == "\"qqqqqqq.X\" | Unknown path 'qqqqqqq.X': no path begins with 'qqqqqqq'.");
}

TEST_CASE("a path that lost its quotes is recognised") {
  CHECK(wrong_condition("{ env.UCX_TLS = '1' }") == "env | A path is one key, so it stands in quotes: \"env.UCX_TLS\".");
}

TEST_CASE("a misspelt fact, and a value it never has, are refused") {
  CHECK(wrong_condition("{ wroker = true }") == "wroker | Unknown fact or path 'wroker'. | Did you mean 'worker'?");
  CHECK(wrong_condition("{ role = 'prefil' }") == "'prefil' | Unknown value of the fact 'role': 'prefil'. | Did you mean 'prefill'?");
  CHECK(wrong_condition("{ role = ['prefill', 'cook'] }") ==
        "'cook' | Unknown value of the fact 'role': 'cook'. | There are 'prefill', 'decode'.");
  CHECK(wrong_condition("{ role = { has-any = ['decod'] } }") ==
        "'decod' | Unknown value of the fact 'role': 'decod'. | Did you mean 'decode'?");
  CHECK(wrong_condition("{ worker = 'true' }") == "'true' | The fact 'worker' is true or false, never a string.");
}

TEST_CASE("a misspelt set, decoder, transport or matcher is refused") {
  CHECK(wrong_condition("{ \"resource.@rmda\" = { ge = 1 } }") ==
        "\"resource.@rmda\" | Unknown set of resources 'rmda'. | Did you mean 'rdma'?");
  CHECK(wrong_condition("{ \"env.@knob\" = '1' }") == "\"env.@knob\" | Unknown set of names 'knob'. | Did you mean 'knobs'?");
  CHECK(wrong_condition("{ \"env.X\" = { as = 'ucx-tsl', has-any = ['tcp'] } }") ==
        "'ucx-tsl' | Unknown decoder 'ucx-tsl'. | Did you mean 'ucx-tls'?");
  CHECK(wrong_condition("{ \"env.X\" = { as = 'ucx-tls', has-any = ['tpc'] } }") ==
        "'tpc' | Unknown transport 'tpc'. | Did you mean 'tcp'?");
  CHECK(wrong_condition("{ \"env.X\" = { as = 'ucx-tls', has-any = ['rc'] } }") ==
        "'rc' | 'rc' is an alias, and the decoder yields transports. | It stands for 'rc_m'.");
  CHECK(wrong_condition("{ \"env.X\" = { as = 'ucx-tls', has-any = ['@rmda'] } }") ==
        "'@rmda' | Unknown set of transports '@rmda'. | Did you mean '@rdma'?");
  CHECK(wrong_condition("{ \"env.X\" = { has-any = ['@rdma'] } }").starts_with("'@rdma' | Unknown set of texts '@rdma'."));
  CHECK(wrong_condition("{ \"env.X\" = { hasany = ['a'] } }") ==
        "hasany | Unknown key in what is asked of 'env.X': 'hasany'. | Did you mean 'has-any'?");
}

TEST_CASE("a bad regular expression is pointed at where it is bad") {
  CHECK(wrong_condition("{ \"env.X\" = { matches = 'a(b' } }") == "a(b | Not a regular expression: missing ): a(b.");
  CHECK(wrong_condition("{ \"env.X\" = { matches = 'abc[z-a]d' } }") ==
        "z-a | Not a regular expression: invalid character class range: z-a.");
  CHECK(wrong_condition("{ \"env.X\" = { matches = '(?=a)' } }").find("(?= | Not a regular expression: ") == 0);
}

TEST_CASE("a right side that asks nothing, or has the wrong type, is refused") {
  CHECK(wrong_condition("{ \"env.X\" = {} }").starts_with("{} | Nothing is asked of 'env.X'."));
  CHECK(wrong_condition("{ \"env.X\" = { as = 'csv' } }").starts_with("{ as = 'csv' } | Nothing is asked of 'env.X'."));
  CHECK(wrong_condition("{ \"env.X\" = [] }") == "[] | An empty array equals nothing.");
  CHECK(wrong_condition("{ \"env.X\" = [['a']] }") == "['a'] | An array of values cannot hold an array.");
  CHECK(wrong_condition("{ \"env.X\" = 1979-05-27 }") == "1979-05-27 | A value must be a string, a number or a boolean, not a date.");
  CHECK(wrong_condition("{ \"env.X\" = { ge = 'many' } }") ==
        "'many' | A comparison needs a number, a quantity such as \"8Gi\", or { path = \"...\" }.");
  CHECK(wrong_condition("{ \"env.X\" = { ge = { path = 'env.*' } } }") ==
        "'env.*' | A comparison needs one setting or fact, not a pattern.");
  CHECK(wrong_condition("{ \"env.X\" = { exists = 'yes' } }")
            .starts_with("'yes' | 'exists' of what is asked of 'env.X' must be true or false"));
  CHECK(wrong_condition("{ \"env.X\" = { has-any = [] } }").starts_with("[] | 'has-any' names nothing."));
}

TEST_CASE("releases, known and paths that follow a setting's name are checked") {
  const auto problem = [](const std::string& condition, const std::string& each = "container") {
    const std::string settings = each == "setting" ? "setting = ['env.*']\n" : "";
    return Loaded(kPrelude + rule_text(settings + "message = 'm'\nforbid = " + condition, each)).problem(0);
  };
  CHECK(problem(R"({ "env.X" = { since = 6.8 } })")
            .ends_with("6.8 | A release is written as a string of numbers with dots between them: \"6.8\"."));
  CHECK(problem(R"({ "env.X" = { before = "soon" } })").find("\"soon\" | A release is written") != std::string::npos);
  CHECK(problem(R"({ "env.X" = { snice = "6.8" } })").ends_with("Did you mean 'since'?"));
  CHECK(problem(R"({ "env.X*" = { known = true } })").ends_with("'known' is asked of one setting, not of a pattern."));
  CHECK(problem(R"({ "env.X" = { known = false, equals = "x" } })").ends_with("'known = false' stands alone."));
  CHECK(problem(R"({ "setting.value" = { gt = { path = "node.allocatable.{setting.name}" } } })", "setting") == "");
  CHECK(
      problem(R"({ "env.X" = { gt = { path = "node.allocatable.{setting.name}" } } })").find("only means something in a rule with each") !=
      std::string::npos);
  CHECK(problem(R"({ "setting.value" = { gt = { path = "node.kernel.{setting.name}" } } })", "setting")
            .ends_with("there are no paths 'node.kernel.*'."));
  CHECK(problem(R"({ "setting.value" = { gt = { path = "connector.extra.{setting.name}" } } })", "setting").find("is of a connector") !=
        std::string::npos);
  CHECK(problem(R"({ "resource.{setting.name}" = "1" })", "setting") == "");
  CHECK(problem(R"({ "env-shell-reference" = { has-any = ["{setting.name}"] } })", "setting") == "");
  CHECK(problem(R"({ "env-shell-reference" = { has-any = ["{setting.name}"] } })").find("only means something in a rule with each") !=
        std::string::npos);
}

TEST_CASE("the shape of conditions is checked") {
  CHECK(wrong_condition("{}") == "{} | An empty condition asks nothing.");
  CHECK(wrong_condition("{ any = { \"env.X\" = '1' } }") == "{ \"env.X\" = '1' } | 'any' must be an array of conditions.");
  CHECK(wrong_condition("{ all = [] }") == "[] | 'all' must be an array of conditions.");
  CHECK(wrong_condition("{ any = ['x'] }") == "'x' | 'any' holds conditions, not a string.");
  CHECK(wrong_condition("{ not = 'x' }") == "'x' | 'not' must be a condition, not a string.");
  CHECK(wrong_condition("{ some.componet = { \"env.X\" = '1' } }") ==
        "componet | Unknown kind of part behind 'some': 'componet'. | Did you mean 'component'?");
  CHECK(wrong_condition("{ every.connector = 1 }") == "1 | 'every.connector' must be a condition.");
  CHECK(wrong_condition("{ some = 1 }") == "1 | 'some' needs a kind of part: some.component = { ... }.");
  CHECK(wrong("message = 'm'\nforbid = 'x'") == "'x' | 'forbid' of rule 'r' must be a table, not a string.");
}

TEST_CASE("what is out of reach is refused, with the way to reach it") {
  CHECK(wrong_condition("{ \"env.X\" = '1' }", "deployment") ==
        "\"env.X\" | 'env.X' is of a container, and this is asked of a deployment. | Ask 'some.container' or 'every.container'.");
  CHECK(wrong_condition("{ \"connector.name\" = '1' }")
            .starts_with("\"connector.name\" | 'connector.name' is of a connector, and this is asked of a container."));
  CHECK(wrong_condition("{ worker = true }", "deployment")
            .starts_with("worker | 'worker' is of a container, and this is asked of a deployment."));
  CHECK(wrong_condition("{ \"setting.name\" = 'x' }").starts_with("\"setting.name\" | 'setting.name' only means something"));
  CHECK(wrong("message = 'm'\nat = 'connector'\nforbid = { \"env.X\" = '1' }").starts_with("'connector' | 'connector' is of a connector"));
}

TEST_CASE("required keys, and keys that exclude each other") {
  const Loaded none("[rule.r]\n");
  for (const char* key : {"summary", "level", "why", "references", "since", "each", "message"}) {
    CAPTURE(key);
    CHECK(none.problems().find(std::string("[rule.r] | '") + key + "' is missing in rule 'r'.") != std::string::npos);
  }
  CHECK(none.problems().find("Rule 'r' has neither 'require' nor 'forbid'.") != std::string::npos);
  CHECK(none.problems().find("Rule 'r' has no example that fires.") != std::string::npos);
  CHECK(none.problems().find("Rule 'r' has no example that stays silent.") != std::string::npos);
  CHECK(wrong(kGood + "require = { \"env.X\" = '1' }").starts_with("forbid | Rule 'r' has both 'require' and 'forbid'."));
  CHECK(wrong(kGood + "absent = 'violates'") == "absent | 'absent' only means something beside 'require' or 'same'.");
  CHECK(wrong("message = 'm'\nrequire = { \"env.X\" = '1' }\nabsent = 'violate'") ==
        "'violate' | Unknown meaning of 'absent': 'violate'. | Did you mean 'violates'?");
  CHECK(wrong(kGood + "setting = 'env.X'") == "setting | 'setting' needs each = \"setting\".");
  CHECK(wrong(kGood + "between = ['prefill', 'decode']") == "between | 'between' needs each = \"pair\".");
}

TEST_CASE("levels, kinds of parts and checks are checked") {
  CHECK(wrong(kGood + "[[rule.r.variant]]\nwhere = { \"env.X\" = '1' }\nlevel = 'eror'") ==
        "'eror' | Unknown level 'eror'. | Did you mean 'error'?");
  CHECK(wrong(kGood, "contaner") == "'contaner' | Unknown kind of part 'contaner'. | Did you mean 'container'?");
  CHECK(Loaded("[rule.r]\nsummary='s'\nlevel='error'\nwhy='w'\nreferences=[]\nsince='0.1'\ncheck='yaml.sintax'\n").problem(0) ==
        "7:7 'yaml.sintax' | Unknown check 'yaml.sintax'. | Did you mean 'yaml.syntax'?");
  CHECK(Loaded("[rule.r]\nsummary='s'\nlevel='error'\nwhy='w'\nreferences=[]\nsince='0.1'\ncheck='yaml.syntax'\nforbid={}\n")
            .problems()
            .find("forbid | A rule with 'check' has no 'forbid'.") != std::string::npos);
  CHECK(wrong(kGood + "[[rule.r.variant]]\nlevel = 'note'") == "[[rule.r.variant]] | 'where' is missing in a variant.");
}

TEST_CASE("rules about settings and pairs are checked") {
  CHECK(wrong("message = 'm'\nforbid = { \"setting.value\" = '1' }", "setting") == "[rule.r] | 'setting' is missing in rule 'r'.");
  CHECK(wrong("message = '{connector.name}'\nsetting = ['env.X', 'component.type']\nforbid = { \"setting.value\" = '1' }", "setting")
            .find("'connector.name' is of a connector, and this is asked of a component.") != std::string::npos);
  CHECK(wrong("message = 'm'\nsetting = 'worker'\nforbid = { \"setting.value\" = '1' }", "setting")
            .starts_with("'worker' | Unknown path 'worker'."));
  const std::string same = "same = [{ path = 'env.T' }]\n";
  CHECK(wrong("message = 'm'\n" + same, "pair") == "[rule.r] | 'between' is missing in rule 'r'.");
  CHECK(wrong("message = 'm'\nbetween = ['prefill', 'decode']", "pair") == "[rule.r] | 'same' is missing in rule 'r'.");
  CHECK(wrong("message = 'm'\nbetween = 'prefill'\n" + same, "pair") == "between | 'between' names two roles.");
  CHECK(wrong("message = 'm'\nbetween = ['prefill', 'decod']\n" + same, "pair")
            .starts_with("'decod' | Unknown value of the fact 'role': 'decod'."));
  CHECK(wrong("message = 'm'\nbetween = ['prefill', 'decode']\nsame = [{ path = 'env.*' }]", "pair") ==
        "'env.*' | 'same' compares one setting, not a pattern.");
  CHECK(wrong("message = 'm'\nbetween = ['prefill', 'decode']\nforbid = { \"env.X\" = '1' }\n" + same, "pair") ==
        "forbid | A rule with 'same' has no 'forbid'.");
}

TEST_CASE("a bad placeholder is pointed at inside its sentence") {
  CHECK(wrong("message = 'é {env.X} {wrker}'\nforbid = { \"env.X\" = '1' }") ==
        "{wrker} | Unknown fact or path 'wrker'. | Did you mean 'worker'?");
  CHECK(wrong(kGood + "help = '{at.nam}'") == "{at.nam} | Unknown placeholder 'at.nam'. | Did you mean 'at.name'?");
  CHECK(wrong(kGood + "pointer = '{containr.name}'").starts_with("{containr.name} | Unknown path 'containr.name'"));
  CHECK(wrong(kGood + "help = 'x {at.name'") == "{at.name | The placeholder '{at.name' is not closed.");
  CHECK(wrong(kGood + "help = '{problem}'").starts_with("{problem} | Unknown fact or path 'problem'."));
  CHECK(wrong(kGood + "because = ['env.X']") == "'env.X' | 'because' names facts, and 'env.X' is none.");
}

TEST_CASE("examples are checked") {
  const std::string rule = "[rule.r]\nsummary='s'\nlevel='note'\neach='container'\nwhy='w'\nreferences=[]\nsince='0'\n" + kGood;
  CHECK(Loaded(rule + "[[rule.r.example]]\ntitle='t'\nmanifest='''\nx # expect: r, rr\n'''\n[[rule.r.example]]\ntitle='t'\nmanifest='x'\n")
            .problem(0) == "13:16 rr | Unknown rule 'rr'. | Did you mean 'r'?");
  CHECK(Loaded(rule + "[[rule.r.example]]\nmanifest='x # expect: r'\n[[rule.r.example]]\ntitle='t'\nmanifest='x'\n")
            .problem(0)
            .find("'title' is missing in an example.") != std::string::npos);
  CHECK(Loaded(rule + "[[rule.r.example]]\ntitle='t'\nmanifest='x # expect: r'\n").problems().find("no example that stays silent") !=
        std::string::npos);
  CHECK(Loaded(rule + "[[rule.r.example]]\ntitle='t'\nmanifest='x'\n").problems().find("no example that fires") != std::string::npos);
}

TEST_CASE("facts are checked") {
  const auto fact = [](const std::string& body) {
    const std::string text = Loaded("[fact.f]\nsummary='s'\neach='container'\n" + body).problems();
    return text.substr(text.empty() ? 0 : text.find(' ') + 1);
  };
  CHECK(fact("values='boolean'\nis=[{value=true, because='b'}]").empty());
  CHECK(fact("values='bool'\nis=[{value='x', because='b'}]") == "'bool' | 'values' must be \"boolean\", \"text\" or an array of strings.");
  CHECK(fact("values='boolean'\nis=[{value='yes', because='b'}]") == "'yes' | A value of 'f' must be true or false, not a string.");
  CHECK(fact("values=['aaa','bbb']\nis=[{value='ccc', because='b'}]") ==
        "'ccc' | Unknown value of the fact 'f': 'ccc'. | There are 'aaa', 'bbb'.");
  CHECK(fact("values=['a','b']\notherwise='c'\nis=[{value='a', because='b'}]").starts_with("'c' | Unknown value of the fact 'f'"));
  CHECK(fact("values='text'\nis=[{because='b'}]").find("'value' is missing in an alternative of the fact 'f'.") != std::string::npos);
  CHECK(fact("values='text'\nis=[{value='a'}]").find("'because' is missing in an alternative of the fact 'f'.") != std::string::npos);
  CHECK(fact("values='text'") == "[fact.f] | 'is' is missing in the fact 'f'.");
  CHECK(fact("values='text'\nis=[{value={path='enf.X'}, because='b'}]").starts_with("'enf.X' | Unknown path 'enf.X'"));
  CHECK(fact("values='text'\nis=[{value='a', becuse='b', because='b'}]")
            .starts_with("becuse | Unknown key in an alternative of the fact 'f': 'becuse'."));
  CHECK(Loaded("[fact.f]\nsummary='s'\neach='pod'\nvalues='text'\nis=[{value='a', because='b'}]").problem(0) ==
        "3:6 'pod' | Unknown kind of part 'pod'. | There are 'deployment', 'container', 'connector'.");
  CHECK(Loaded("[fact.any]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='a', because='b'}]").problem(0) ==
        "1:7 any | 'any' is a word of the rule language.");
  CHECK(Loaded("[fact.\"A b\"]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='a', because='b'}]")
            .problem(0)
            .find("is no name for a fact") != std::string::npos);
}

std::string fact_of(const std::string& name, const std::string& where) {
  return "[fact." + name + "]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='a', where={" + where + "}, because='b'}]\n";
}

TEST_CASE("facts that go in a circle are refused, by whatever way") {
  CHECK(Loaded(fact_of("a", "b = 'x'") + fact_of("b", "c = 'x'") + fact_of("c", "a = 'x'") + fact_of("d", "a = 'x'")).problems() ==
        "1:7 a | Facts refer to each other in a circle: 'a' -> 'b' -> 'c' -> 'a'.");
  CHECK(Loaded(fact_of("a", "a = 'x'")).problem(0) == "1:7 a | Facts refer to each other in a circle: 'a' -> 'a'.");
  CHECK(Loaded(fact_of("a", "not = { any = [{ some.container = { b = 'x' } }] }") + fact_of("b", "a = { exists = true }"))
            .problems()
            .find("circle") != std::string::npos);
  CHECK(Loaded("[fact.a]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value={path='a'}, because='b'}]").problems().find("circle") !=
        std::string::npos);
  CHECK(Loaded("[fact.a]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='x', because='{a}'}]").problems().find("circle") !=
        std::string::npos);
  CHECK(Loaded("[fact.a]\nsummary='s'\neach='container'\nvalues='text'\nis=[{value='x', at='a', because='b'}]").problems().find("circle") !=
        std::string::npos);
}

TEST_CASE("a chain of facts that is too long to compute is refused") {
  std::string text = fact_of("f0", "\"env.X\" = '1'");
  for (int i = 1; i < 5000; ++i) text += fact_of("f" + std::to_string(i), "f" + std::to_string(i - 1) + " = 'x'");
  CHECK(Loaded(text).problems().find("in a chain of more than 64 steps") != std::string::npos);
}

TEST_CASE("sets, tables and unknown top-level keys are checked") {
  CHECK(Loaded("[rules.x]\n").problem(0) == "1:2 rules | Unknown key in a ruleset: 'rules'. | Did you mean 'rule'?");
  CHECK(Loaded("[set.resources.rdma]\nmembers=[]\n").problem(0) ==
        "1:6 resources | Unknown key in 'set': 'resources'. | Did you mean 'resource'?");
  CHECK(Loaded("[set.text.x]\n").problem(0) == "1:1 [set.text.x] | 'members' is missing in the set 'x'.");
  CHECK(Loaded("[ucx.transport.tcp]\nsummary='x'\n[set.transport.x]\nmembers=['tpc']\n").problem(0) ==
        "4:10 'tpc' | Unknown transport 'tpc'. | Did you mean 'tcp'?");
  CHECK(Loaded("rule = 1\n").problem(0) == "1:8 1 | 'rule' of a ruleset must be a table, not a whole number.");
  CHECK(Loaded("[rule]\nx = 1\n").problem(0) == "2:1 x | The rule 'x' must be a table, not a whole number.");
  CHECK(Loaded("[rule.Bad_Name]\n").problems().find("'Bad_Name' is no name for a rule") != std::string::npos);
}

TEST_CASE("files see each other; what one layer defines twice is a problem, a later layer replaces") {
  const std::string rule = rule_text("message = 'm'\nforbid = { worker = true }");
  Loaded two("");
  two.loaded = load_ruleset(two.sources, {{two.sources.add("a/x/1.toml", rule), two.sources.add("a/2.toml", kPrelude)}});
  CHECK(two.problems() == "");
  Loaded twice("");
  twice.loaded = load_ruleset(twice.sources, {{twice.sources.add("a/1.toml", kPrelude + rule), twice.sources.add("a/2.toml", rule)}});
  CHECK(twice.problem(0) == "1:7 r | The rule 'r' is defined twice.");
  CHECK(twice.loaded.problems[0].at.source.index == 2);
  std::string changed = rule;
  changed.replace(changed.find("'s'"), 3, "'new'");
  const Loaded layers(std::vector<std::string>{kPrelude + rule, changed});
  CHECK(layers.problems() == "");
  REQUIRE(layers.ruleset().rules.size() == 1);
  CHECK(layers.ruleset().rules[0].summary == "new");
}

TEST_CASE("loading goes on after a problem, and problems come in file order") {
  const Loaded rules("[rule.a]\nlevel = 'x'\n[rule.b]\nzzz = 1\n[fact.c]\n");
  REQUIRE(rules.loaded.problems.size() > 10);
  CHECK(std::is_sorted(rules.loaded.problems.begin(), rules.loaded.problems.end(),
                       [](const Finding& a, const Finding& b) { return a.at < b.at; }));
  CHECK(rules.problems().find("is missing in rule 'a'") != std::string::npos);
  CHECK(rules.problems().find("is missing in the fact 'c'") != std::string::npos);
  const Loaded syntax(std::vector<std::string>{"a = \n", "[rule.a]\n"});
  CHECK(syntax.problems().find("This is not valid TOML") != std::string::npos);
  CHECK(syntax.problems().find("is missing in rule 'a'") != std::string::npos);
}

TEST_CASE("sets can be looked up by kind and name") {
  const Loaded rules(kPrelude);
  REQUIRE(set_members(rules.ruleset(), "text", "locks") != nullptr);
  CHECK(*set_members(rules.ruleset(), "text", "locks") == std::vector<std::string>{"IPC_LOCK", "ALL*"});
  CHECK(set_members(rules.ruleset(), "text", "rdma") == nullptr);
  CHECK(set_members(rules.ruleset(), "nothing", "rdma") == nullptr);
}

TEST_CASE("no mutation of a ruleset crashes the loader, and every problem has a place") {
  const std::string text =
      kPrelude +
      rule_text(
          kGood +
          "when = { worker = true }\nbecause = ['role']\nat = ['env.X', 'resource']\n[[rule.r.label]]\nat = 'env.Y'\ntext = '{at.name}'\n");
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : {'"', '\'', '[', '{', '.', '=', '\n', 'x', '@', '*', '}'}) {
      std::string changed = text;
      changed[at] = c;
      const Loaded rules(changed);
      for (const Finding& problem : rules.loaded.problems) REQUIRE(problem.at.end <= changed.size());
    }
  }
}

std::string root() {
  const char* given = std::getenv("FABRICLINT_SOURCE_ROOT");
  return given == nullptr ? "." : given;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("the shipped ruleset loads without a problem") {
  SourceSet sources;
  std::vector<SourceId> files;
  std::vector<std::filesystem::path> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() + "/rules")) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path());
  }
  std::sort(names.begin(), names.end());
  files.reserve(names.size());
  for (const auto& name : names) files.push_back(sources.add(name.string(), read_file(name)));
  const LoadedRuleset loaded = load_ruleset(sources, {files});
  for (const Finding& problem : loaded.problems) {
    const Position at = sources[problem.at.source].position(problem.at.begin);
    MESSAGE(sources[problem.at.source].name() << ":" << at.line << ":" << at.column << " " << problem.message);
  }
  CHECK(loaded.problems.empty());
  CHECK(loaded.ruleset->rules.size() > 10);
  CHECK(loaded.ruleset->engines.size() >= 3);
  CHECK(loaded.ruleset->instances.size() >= 9);
}

TEST_CASE("a label of the operator takes its value from a path of the model") {
  const Loaded loaded("[operator.label.\"x/y\"]\npath = 'component.nam'\n");
  CHECK(loaded.problem(0) == "1:17 \"x/y\" | The model has no path 'component.nam'.");
}

TEST_CASE("the table of paths is the one in docs/model-paths.md") {
  const std::string doc = read_file(root() + "/docs/model-paths.md");
  std::vector<std::string> written;
  for (std::size_t line = 0; line < doc.size(); line = doc.find('\n', line) == std::string::npos ? doc.size() : doc.find('\n', line) + 1) {
    if (doc.compare(line, 3, "| `") != 0) continue;
    const std::size_t cell = doc.find(" |", line + 2);
    for (std::size_t tick = doc.find('`', line); tick < cell; tick = doc.find('`', doc.find('`', tick + 1) + 1)) {
      written.push_back(doc.substr(tick + 1, doc.find('`', tick + 1) - tick - 1));
    }
  }
  std::vector<std::string> known;
  for (const ModelPath& path : model_paths()) known.emplace_back(path.path);
  // An open path ends in a word for what may follow: "env.NAME".
  for (std::string& path : written) {
    while (path.back() >= 'A' && path.back() <= 'Z') path.pop_back();
  }
  std::sort(written.begin(), written.end());
  std::sort(known.begin(), known.end());
  CHECK(written == known);
}

TEST_CASE("a path belongs to one entry of the table") {
  for (const ModelPath& path : model_paths()) {
    CAPTURE(path.path);
    const std::string some = std::string(path.path) + (path.is_open() ? "some.name" : "");
    REQUIRE(model_path_of(some) != nullptr);
    CHECK(model_path_of(some)->path == path.path);
    for (const ModelPath& other : model_paths()) CHECK((&other == &path || !other.is_open() || !path.path.starts_with(other.path)));
  }
  for (const char* none : {"", "a", "env", "env.", "zzz", "container", "container.image-tagx", "component.typ"}) {
    CAPTURE(none);
    CHECK(model_path_of(none) == nullptr);
  }
}

// Alone, packed rules were tested; on top of them anything may stand.
TEST_CASE("a packed rule that does not go with a later layer is a problem when the ruleset is loaded") {
  const std::vector<std::string_view> trees = {
      "d1:4:factd1:1:fd4:7:summary1:s4:each9:container6:valuesl1:1:a2:isl1:d2:5:value1:a7:because1:a"};
  const std::vector<toml::PackedRule> rules = {{"r", "d6:7:summary1:s5:level7:warning3:why1:w10:referencesl0:5:since1:14:each9:container",
                                                "d1:6:forbidd1:1:f1:a", "d1:7:message1:m", 0}};
  SourceSet sources;
  const SourceId packed = sources.add("rules/x/a.toml", "");
  const auto problems = [&](const std::vector<std::vector<SourceId>>& layers) {
    std::string text;
    for (const Finding& problem : load_ruleset(sources, layers, {trees, rules, {}, {}}).problems) text += problem.message + "\n";
    return text;
  };
  const auto fact = [](const std::string& value) {
    return "[fact.f]\nsummary = 's'\neach = 'container'\nvalues = ['" + value + "']\nis = [{ value = '" + value + "', because = 'b' }]\n";
  };
  CHECK(problems({{packed}}).empty());
  CHECK(problems({{packed}, {sources.add("same.toml", fact("a"))}}).empty());
  CHECK(problems({{packed}, {sources.add("other.toml", fact("b"))}}) == "Unknown value of the fact 'f': 'a'.\n");
}

}  // namespace
}  // namespace fabriclint
