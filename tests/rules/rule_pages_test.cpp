// SPDX-License-Identifier: Apache-2.0
// docs/rules is what the program writes about its own rules. UPDATE_GOLDEN=1 in the environment rewrites it.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "command/rulesets.h"
#include "command/run.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

std::string written(const std::vector<std::string>& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  REQUIRE(run(arguments, streams) == Exit::clean);
  REQUIRE(err.str().empty());
  return std::move(out).str();
}

using Pages = std::map<std::string, std::string>;

// Written once: each page loads all rules with their examples.
const Pages& pages_of_program() {
  static const Pages kAll = [] {
    Pages pages = {{"README.md", written({"rules", "--no-config", "--format", "markdown"})}};
    const RulesetRun run = load_rules({});
    for (const Rule& rule : run.loaded.ruleset->rules)
      pages[rule.id + ".md"] = written({"explain", "--no-config", "--format", "markdown", rule.id});
    return pages;
  }();
  return kAll;
}

Pages pages_in(const fs::path& folder) {
  Pages pages;
  if (!fs::exists(folder)) return pages;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    pages[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  return pages;
}

}  // namespace

TEST_CASE("docs/rules holds an index and a page of every built-in rule as it is now, and nothing else") {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  const fs::path folder = fs::path(root) / "docs/rules";
  const Pages& now = pages_of_program();
  const Pages recorded = pages_in(folder);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(folder);
    for (const auto& [name, page] : now) std::ofstream(folder / name, std::ios::binary) << page;
    for (const auto& [name, page] : recorded) {
      if (!now.contains(name)) fs::remove(folder / name);
    }
  }
  for (const auto& page : now) {
    CAPTURE(page.first);
    const auto found = recorded.find(page.first);
    CHECK_MESSAGE(found != recorded.end(), "UPDATE_GOLDEN=1 writes the missing page");
    if (found != recorded.end()) CHECK(found->second == page.second);
  }
  for (const auto& page : recorded) CHECK_MESSAGE(now.contains(page.first), "no rule has the page " << page.first);
}

TEST_CASE("every rule is listed on a line of its own with its strongest level and its summary") {
  std::istringstream lines(written({"rules", "--no-config"}));
  const RulesetRun run = load_rules({});
  for (const Rule& rule : run.loaded.ruleset->rules) {
    CAPTURE(rule.id);
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK(line.starts_with(rule.id + " "));
    CHECK(line.find(" " + std::string(name_of(levels_of(rule).strongest)) + " ") != std::string::npos);
    CHECK(line.find(" " + rule.summary) != std::string::npos);
    CHECK(line.ends_with(rule.ruleset.empty() ? rule.summary : "(off without --enable " + rule.ruleset + ")"));
  }
  CHECK(lines.peek() == std::istringstream::traits_type::eof());
}

TEST_CASE("every page of a rule with an example that fires shows its report") {
  std::size_t shown = 0;
  const RulesetRun run = load_rules({});
  for (const Rule& rule : run.loaded.ruleset->rules) {
    CAPTURE(rule.id);
    const std::string& page = pages_of_program().at(rule.id + ".md");
    if (page.find("## Examples") == std::string::npos) continue;
    ++shown;
    CHECK(page.find("[" + rule.id + "]: ") != std::string::npos);
    CHECK(page.find("# expect") == std::string::npos);
  }
  CHECK(shown > 20);
}

}  // namespace fabriclint
