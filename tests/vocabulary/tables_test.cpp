// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "sample.h"
#include "vocabulary/engine.h"

namespace fabriclint {
namespace {

std::string problem_of(const std::string& text) {
  toml::Diagnostics diagnostics;
  (void)read_vocabulary(text, diagnostics);
  if (diagnostics.findings().empty()) return "";
  const Finding& first = diagnostics.findings().front();
  return std::string(text.substr(first.at.begin, first.at.size())) + ": " + first.message + (first.help.empty() ? "" : " " + first.help);
}

TEST_CASE("an alias may only stand for transports") {
  CHECK(problem_of("[ucx.transport.rc_mlx5]\nsummary = 'x'\n[ucx.alias.rc]\nexpands = [\"rc_mlx\"]\n") ==
        "\"rc_mlx\": Unknown transport 'rc_mlx'. Did you mean 'rc_mlx5'?");
  CHECK(problem_of("[ucx.transport.tcp]\nsummary = 'x'\n[ucx.alias.tcp]\nexpands = ['tcp']\n") ==
        "tcp: 'tcp' is the name of a transport and cannot be an alias.");
}

TEST_CASE("an alias needs members, and joined names some of them") {
  CHECK(problem_of("[ucx.alias.rc]\n") == "[ucx.alias.rc]: 'expands' is missing in the alias 'rc'.");
  CHECK(problem_of("[ucx.transport.tcp]\nsummary='x'\n[ucx.alias.a]\nexpands=['tcp']\njoined = { udp = '1' }\n") ==
        "udp: 'udp' is no member of the alias 'a'.");
  CHECK(problem_of("[ucx.transport.tcp]\nsummary='x'\n[ucx.alias.a]\nexpands=['tcp']\njoined = { tcp = 1.20 }\n") ==
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

}  // namespace
}  // namespace fabriclint
