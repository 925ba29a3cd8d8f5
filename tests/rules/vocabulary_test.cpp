// SPDX-License-Identifier: Apache-2.0
// What the design forbids: names of the domain in the mechanism.
#include <doctest/doctest.h>
#include <re2/re2.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "command/builtin.h"
#include "command/rulesets.h"
#include "report/rule_page.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

struct Code {
  std::string path;
  std::string text;
};

// The program without its comments, which may name what they explain.
std::vector<Code> code() {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  std::vector<Code> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(root) / "lint")) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".h") continue;
    std::ifstream file(entry.path());
    std::string text(std::istreambuf_iterator<char>(file), {});
    RE2::GlobalReplace(&text, R"((?m)(^|\s)//.*$)", "");
    files.push_back({entry.path().string(), text});
  }
  REQUIRE(files.size() > 50);
  return files;
}

}  // namespace

TEST_CASE("no variable of UCX, NCCL, NIXL or libfabric, no transport and no rule id stands in the C++ code") {
  const RulesetRun rules = load_rules({});
  REQUIRE(rules.usable());
  std::vector<std::string> names;
  for (const Rule& rule : rules.loaded.ruleset->rules) names.push_back(rule.id);
  for (const auto& [name, transport] : rules.loaded.ruleset->vocabulary.transports.by_name) names.push_back(name);
  for (const Code& file : code()) {
    CAPTURE(file.path);
    std::string found;
    CHECK_FALSE(RE2::PartialMatch(file.text, R"(\b((?:UCX|NCCL|NIXL|FI|TRTLLM|SGLANG|VLLM|DYN)_[A-Z_]+)\b)", &found));
    if (file.path.ends_with("command_line.cpp")) continue;  // its --help shows one rule as an example
    for (const std::string& name : names) {
      CAPTURE(name);
      CHECK_FALSE(RE2::PartialMatch(file.text, "\"" + RE2::QuoteMeta(name) + "\""));
    }
  }
}

// A run reads the built-in ruleset as the build has parsed it, and only the variables it needs.
TEST_CASE("the built-in ruleset passes every check, and what the build has made of it is the same") {
  SourceSet sources;
  std::vector<SourceId> files;
  for (const BuiltinFile& file : builtin_files()) {
    files.push_back(sources.add(std::string(file.name), std::string(file.text)));
  }
  const LoadedRuleset checked = load_ruleset(sources, {files});
  for (const Finding& problem : checked.problems) {
    FAIL_CHECK(sources[problem.at.source].name()
               << ":" << sources[problem.at.source].position(problem.at.begin).line << ": " << problem.message);
  }
  const LoadedRuleset trusted = load_ruleset(sources, {files}, builtin_packed());
  CHECK(trusted.problems.empty());
  CHECK(trusted.ruleset->rules.size() == checked.ruleset->rules.size());
  CHECK(trusted.ruleset->facts.size() == checked.ruleset->facts.size());
  CHECK(trusted.ruleset->object_types.types.size() == checked.ruleset->object_types.types.size());
  for (const Rule& rule : checked.ruleset->rules) {
    const Rule* other = trusted.ruleset->find(rule.id);
    REQUIRE(other != nullptr);
    CHECK(other->subject == rule.subject);
    CHECK(other->why == rule.why);
    CHECK(other->level == rule.level);
    CHECK((levels_of(*other).strongest == levels_of(rule).strongest));
    CHECK(advice_of(*other) == advice_of(rule));
    CHECK(other->examples.empty());
  }
  const Catalogue& all = checked.ruleset->vocabulary.catalogue;
  CHECK(trusted.ruleset->vocabulary.catalogue.variables.size() == all.variables.size());
  CHECK(trusted.ruleset->vocabulary.catalogue.patterns.size() == all.patterns.size());
  for (const CatalogueEntry& entry : all.variables) {
    const std::string_view name = entry.name();
    CAPTURE(name);
    const Variable* other = trusted.ruleset->vocabulary.catalogue.find(name);
    REQUIRE(other != nullptr);
    CHECK(other->summary == entry.variable().summary);
    CHECK((other->type == entry.variable().type));
    CHECK(other->values == entry.variable().values);
    CHECK(other->library == entry.variable().library);
  }
}

TEST_CASE("every rule file of rules/ and every table of schemas/ is built into the program") {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  std::size_t count = 0;
  for (const char* folder : {"rules", "schemas"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(root) / folder)) {
      if (entry.path().extension() == ".toml") ++count;
    }
  }
  CHECK(builtin_files().size() == count);
}

}  // namespace fabriclint
