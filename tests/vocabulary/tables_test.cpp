// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "sample.h"
#include "toml/fields.h"
#include "toml/node.h"
#include "vocabulary/engine.h"
#include "vocabulary/instance.h"
#include "vocabulary/operator.h"

namespace fabriclint {
namespace {

std::string problem_of_table(const std::string& text) {
  toml::Diagnostics diagnostics;
  (void)read_vocabulary(text, diagnostics);
  if (diagnostics.findings().empty()) return "";
  const Finding& first = diagnostics.findings().front();
  return std::string(text.substr(first.at.begin, first.at.size())) + ": " + first.message + (first.help.empty() ? "" : " " + first.help);
}

TEST_CASE("an alias may only stand for transports") {
  CHECK(problem_of_table("[ucx.transport.rc_mlx5]\nsummary = 'x'\n[ucx.alias.rc]\nexpands = [\"rc_mlx\"]\n") ==
        "\"rc_mlx\": Unknown transport 'rc_mlx'. Did you mean 'rc_mlx5'?");
  CHECK(problem_of_table("[ucx.transport.tcp]\nsummary = 'x'\n[ucx.alias.tcp]\nexpands = ['tcp']\n") ==
        "tcp: 'tcp' is the name of a transport and cannot be an alias.");
}

TEST_CASE("an alias needs members, and joined names some of them") {
  CHECK(problem_of_table("[ucx.alias.rc]\n") == "[ucx.alias.rc]: 'expands' is missing in the alias 'rc'.");
  CHECK(problem_of_table("[ucx.transport.tcp]\nsummary='x'\n[ucx.alias.a]\nexpands=['tcp']\njoined = { udp = '1' }\n") ==
        "udp: 'udp' is no member of the alias 'a'.");
  CHECK(problem_of_table("[ucx.transport.tcp]\nsummary='x'\n[ucx.alias.a]\nexpands=['tcp']\njoined = { tcp = 1.20 }\n") ==
        "1.20: A release is written as a string: \"1.20\".");
}

TEST_CASE("auxiliaries and releases are kept") {
  toml::Diagnostics diagnostics;
  const Vocabulary vocabulary = read_vocabulary(
      "[ucx.transport.ud]\nsummary='u'\nsince='1.2'\n[ucx.alias.a]\nexpands=['ud:aux','ud']\njoined={ud='1.3'}\n", diagnostics);
  CHECK(diagnostics.findings().empty());
  CHECK(vocabulary.transports.by_name.at("ud").since == "1.2");
  const TransportAlias& alias = vocabulary.transports.aliases.at("a");
  CHECK(alias.expands.at(0).auxiliary);
  CHECK_FALSE(alias.expands.at(1).auxiliary);
  CHECK(alias.expands.at(1).since == "1.3");
}

Engine engine_of(const std::string& text, toml::Diagnostics& diagnostics) {
  SourceSet sources;
  const SourceId id = sources.add("engines.toml", text);
  const toml::Parsed parsed = toml::parse(sources[id], id);
  return read_engine(parsed.root.find("engine")->members.at(0), diagnostics);
}

TEST_CASE("an engine has modules, programs or both") {
  toml::Diagnostics diagnostics;
  const Engine engine = engine_of("[engine.x]\nmodules = ['a.b', 'a.b.*']\nprograms = 'x serve'\n", diagnostics);
  CHECK(engine.name == "x");
  CHECK(engine.modules == std::vector<std::string>{"a.b", "a.b.*"});
  CHECK(engine.programs == std::vector<std::string>{"x serve"});
  CHECK(diagnostics.findings().empty());
  (void)engine_of("[engine.x]\nmodule = ['a']\n", diagnostics);
  REQUIRE(diagnostics.findings().size() == 2);
  CHECK(diagnostics.findings()[0].help == "Did you mean 'modules'?");
}

TEST_CASE("an engine tells which flags lead to its configuration") {
  toml::Diagnostics diagnostics;
  const Engine engine = engine_of(
      "[engine.x]\nprograms = 'x'\nconfig = { files = 'c', overrides = ['o', 'p'], dotted = 'x.', keys-are-flags = true }\n", diagnostics);
  CHECK(engine.config.files == std::vector<std::string>{"c"});
  CHECK(engine.config.overrides == std::vector<std::string>{"o", "p"});
  CHECK(engine.config.dotted == "x.");
  CHECK(engine.config.keys_are_flags);
  CHECK(diagnostics.findings().empty());
  (void)engine_of("[engine.x]\nprograms = 'x'\nconfig = { file = 'c' }\n", diagnostics);
  REQUIRE(diagnostics.findings().size() == 1);
  CHECK(diagnostics.findings()[0].help == "Did you mean 'files'?");
}

TEST_CASE("the default of a connector flag is one of its names") {
  toml::Diagnostics diagnostics;
  const Engine engine = engine_of(
      "[engine.x]\nprograms = 'x'\nconnector-flag = { flag = 'c', names = { a = 'A', b = '' }, otherwise = 'a', "
      "images = '*/x', versions = ['0.5.*'] }\n",
      diagnostics);
  CHECK(diagnostics.findings().empty());
  CHECK(engine.connector_flag.names.at("a") == "A");
  CHECK(engine.connector_flag.otherwise == "a");
  (void)engine_of("[engine.x]\nprograms = 'x'\nconnector-flag = { flag = 'c', names = { a = 1 }, otherwise = 'd' }\n", diagnostics);
  CHECK(diagnostics.findings().size() == 2);
}

TEST_CASE("an instance type is found by each of its names, and its amounts are integers or quantities") {
  SourceSet sources;
  const SourceId id = sources.add("instances.toml",
                                  "[instance.'p9.big']\nalso = 'ml.p9.big'\nallocatable = { 'a/nic' = 4, 'hugepages-2Mi' = '2Gi' }\n"
                                  "[instance.bad]\nallocatable = { 'a/nic' = -1, 'b/nic' = 1.5, 'c/nic' = 'many' }\n"
                                  "[instance.worse]\nefa = 4\n");
  const toml::Parsed parsed = toml::parse(sources[id], id);
  toml::Diagnostics diagnostics;
  Instances instances;
  for (const toml::Member& member : parsed.root.find("instance")->members) instances.push_back(read_instance(member, diagnostics));
  REQUIRE(instance_named(instances, "ml.p9.big") != nullptr);
  CHECK(instance_named(instances, "ml.p9.big") == instance_named(instances, "p9.big"));
  CHECK(instance_named(instances, "p9") == nullptr);
  CHECK(instance_named(instances, "p9.big")->allocatable == Amounts{{"a/nic", "4"}, {"hugepages-2Mi", "2Gi"}});
  std::string all;
  for (const Finding& finding : diagnostics.findings()) all += std::string(sources.text(finding.at)) + ": " + finding.message + "\n";
  CHECK(all ==
        "-1: '-1' is no amount of 'a/nic': a whole number, or a quantity such as \"2Gi\".\n"
        "1.5: The amount of 'b/nic' must be a whole number or a quantity, not a number.\n"
        "'many': 'many' is no amount of 'c/nic': a whole number, or a quantity such as \"2Gi\".\n"
        "[instance.worse]: 'allocatable' is missing in the instance type 'worse'.\n"
        "efa: Unknown key in the instance type 'worse': 'efa'.\n");
}

toml::Parsed parsed(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("operator.toml", text);
  return toml::parse(sources[id], id);
}

TEST_CASE("what the operator adds: a variable with or without a value, for all types or some, and labels") {
  toml::Diagnostics diagnostics;
  const toml::Parsed tables =
      parsed("[v.A]\n[v.B]\nvalue='1'\ntypes=['worker']\n[v.C]\ndecides-resources=true\n[l.\"x/y\"]\npath='component.name'\n");
  const std::vector<toml::Member>& variables = tables.root.find("v")->members;
  CHECK_FALSE(read_operator_variable(variables.at(0), diagnostics).value);
  const OperatorVariable some = read_operator_variable(variables.at(1), diagnostics);
  CHECK(some.name == "B");
  CHECK(some.value == "1");
  CHECK(some.types == std::vector<std::string>{"worker"});
  CHECK(read_operator_variable(variables.at(2), diagnostics).decides_resources);
  const OperatorLabel label = read_operator_label(tables.root.find("l")->members.at(0), diagnostics);
  CHECK(label.key == "x/y");
  CHECK(label.path == "component.name");
  CHECK(diagnostics.findings().empty());
}

TEST_CASE("a variable that the operator reads has no value, and unknown keys are told") {
  toml::Diagnostics diagnostics;
  const toml::Parsed tables = parsed("[v.A]\nvalue='1'\ndecides-resources=true\n[v.B]\nvalues='1'\n");
  (void)read_operator_variable(tables.root.find("v")->members.at(0), diagnostics);
  (void)read_operator_variable(tables.root.find("v")->members.at(1), diagnostics);
  REQUIRE(diagnostics.findings().size() == 2);
  CHECK(diagnostics.findings()[0].message == "The operator reads 'A', so it has neither 'value' nor 'types'.");
  CHECK(diagnostics.findings()[1].help == "Did you mean 'value'?");
}

}  // namespace
}  // namespace fabriclint
