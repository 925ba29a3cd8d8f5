// SPDX-License-Identifier: Apache-2.0
#include "baseline/baseline.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "baseline/file.h"

namespace fabriclint {
namespace {

Rule rule(const std::string& id, bool suppressible = true) {
  Rule made;
  made.id = id;
  made.suppressible = suppressible;
  return made;
}

struct World {
  World() {
    ruleset.rules = {rule("a"), rule("b"), rule("fixed", false)};
    ruleset.off = {"off"};
    one = sources.add("one.yaml", "text\ntext\ntext\n");
    two = sources.add("two.yaml", "text\n");
  }
  [[nodiscard]] FindingPlaces places() const { return {sources, repository}; }

  // About components of one deployment; about the file when there are none.
  static Finding finding(const std::string& id, SourceId file, const std::vector<std::string>& components, std::uint32_t at = 0) {
    Finding made;
    made.rule = id;
    made.at = {file, at, at + 1};
    made.message = "message of " + id;
    for (const std::string& component : components) made.subjects.push_back({"graph", component, "main", "env.X"});
    return made;
  }
  [[nodiscard]] Baseline baseline(const std::vector<Finding>& findings) const { return baseline_of(findings, ruleset, places()); }
  // "1 known, new: a@0, stale: recipes/one.yaml a decode 2/1".
  [[nodiscard]] std::string compared(const Baseline& known, const std::vector<Finding>& findings,
                                     const std::set<std::string>& checked = {"recipes/one.yaml", "recipes/two.yaml"}) const {
    const Remainder result =
        remainder_of(known, findings, ruleset, places(), [&](const std::string& path) { return checked.contains(path); });
    CHECK(result.known + result.fresh.size() == findings.size());
    std::string out = std::to_string(result.known) + " known";
    for (const Finding& finding : result.fresh) out += ", new: " + finding.rule + "@" + std::to_string(finding.at.begin);
    for (const Stale& stale : result.stale) {
      out += ", stale: " + stale.key.path + " " + stale.key.rule + " " + stale.key.subject.component + " " + std::to_string(stale.allowed) +
             "/" + std::to_string(stale.found);
    }
    return out;
  }

  Ruleset ruleset;
  SourceSet sources;
  Repository repository{.prefix = "recipes/"};
  SourceId one;
  SourceId two;
};

std::string read_back(const std::string& text) {
  SourceSet sources;
  const LoadedBaseline loaded = load_baseline(sources, sources.add("b.json", text));
  std::string all;
  for (const Finding& problem : loaded.problems) {
    const Position at = sources[problem.at.source].position(problem.at.begin);
    all += (all.empty() ? "" : "\n") + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + problem.message +
           (problem.help.empty() ? "" : " " + problem.help);
  }
  return all;
}

std::string entry(const std::string& body) {
  return "{\"kind\": \"fabriclint-baseline\", \"version\": 1, \"findings\": [\n  " + body + "\n]}\n";
}

}  // namespace

TEST_CASE("what is in the baseline is known wherever it has moved, and the rest is new") {
  const World world;
  const Baseline known = world.baseline({World::finding("a", world.one, {"decode"}, 0), World::finding("b", world.two, {})});
  CHECK(world.compared(known, {World::finding("a", world.one, {"decode"}, 10), World::finding("b", world.two, {}, 2)}) == "2 known");
  CHECK(world.compared(known, {World::finding("a", world.one, {"prefill"}, 5), World::finding("a", world.two, {"decode"}, 1),
                               World::finding("b", world.one, {}, 3)}) ==
        "0 known, new: a@5, new: a@1, new: b@3, stale: recipes/one.yaml a decode 1/0, stale: recipes/two.yaml b  1/0");
}

TEST_CASE("more of one kind than are known are new, fewer are stale") {
  const World world;
  const Baseline known = world.baseline({World::finding("b", world.one, {}, 0), World::finding("b", world.one, {}, 5)});
  CHECK(known.size() == 1);
  CHECK(world.compared(known, {World::finding("b", world.one, {}, 0), World::finding("b", world.one, {}, 5),
                               World::finding("b", world.one, {}, 10)}) == "2 known, new: b@10");
  CHECK(world.compared(known, {World::finding("b", world.one, {}, 7)}) == "1 known, stale: recipes/one.yaml b  2/1");
}

TEST_CASE("a finding that several components share is known when all of them are") {
  const World world;
  const Baseline known = world.baseline({World::finding("a", world.one, {"decode", "prefill"})});
  CHECK(known.size() == 2);
  CHECK(world.compared(known, {World::finding("a", world.one, {"decode", "prefill"})}) == "1 known");
  // The anchor was written out: two findings of what was one.
  CHECK(world.compared(known, {World::finding("a", world.one, {"decode"}, 0), World::finding("a", world.one, {"prefill"}, 5)}) ==
        "2 known");
  CHECK(world.compared(known, {World::finding("a", world.one, {"decode"})}) == "1 known, stale: recipes/one.yaml a prefill 1/0");
  CHECK(world.compared(known, {World::finding("a", world.one, {"decode", "planner", "prefill"})}) == "0 known, new: a@0");
}

TEST_CASE("entries of files that were not checked, and of rules that are off, are left alone") {
  const World world;
  Baseline known = world.baseline({World::finding("a", world.one, {"decode"}), World::finding("a", world.two, {"decode"})});
  known[{"recipes/one.yaml", "off", {}}] = {1, "m", {}};
  known[{"recipes/one.yaml", "removed", {}}] = {1, "m", {}};
  CHECK(world.compared(known, {}, {"recipes/one.yaml"}) ==
        "0 known, stale: recipes/one.yaml a decode 1/0, stale: recipes/one.yaml removed  1/0");
  CHECK(world.compared(known, {}, {}) == "0 known");
}

TEST_CASE("rules that cannot be suppressed are never known") {
  const World world;
  CHECK(world.baseline({World::finding("fixed", world.one, {})}).empty());
  Baseline forged;
  forged[{"recipes/one.yaml", "fixed", {}}] = {5, "m", {}};
  CHECK(world.compared(forged, {World::finding("fixed", world.one, {}, 4)}) == "0 known, new: fixed@4, stale: recipes/one.yaml fixed  5/0");
}

TEST_CASE("a baseline is written for people, sorted, and read back as it was") {
  const World world;
  const Baseline known = world.baseline({World::finding("b", world.two, {}), World::finding("a", world.one, {"prefill"}),
                                         World::finding("a", world.one, {"decode"}), World::finding("a", world.one, {"decode"}, 5)});
  const std::string text = written(known);
  CHECK(text == R"({
  "kind": "fabriclint-baseline",
  "version": 1,
  "findings": [
    {
      "rule": "a",
      "path": "recipes/one.yaml",
      "deployment": "graph",
      "component": "decode",
      "container": "main",
      "setting": "env.X",
      "count": 2,
      "message": "message of a"
    },
    {
      "rule": "a",
      "path": "recipes/one.yaml",
      "deployment": "graph",
      "component": "prefill",
      "container": "main",
      "setting": "env.X",
      "count": 1,
      "message": "message of a"
    },
    {
      "rule": "b",
      "path": "recipes/two.yaml",
      "count": 1,
      "message": "message of b"
    }
  ]
}
)");
  SourceSet sources;
  const LoadedBaseline loaded = load_baseline(sources, sources.add("b.json", text));
  CHECK(loaded.problems.empty());
  CHECK(written(loaded.baseline) == text);
  CHECK(line_of(sources[SourceId{0}], loaded.baseline.begin()->second.at.begin) == 5);
  CHECK(looks_like_baseline(text));
  CHECK(!looks_like_baseline("kind: DynamoGraphDeployment\n"));
}

TEST_CASE("names of any characters survive, and nothing in the file is invisible") {
  const World world;
  for (const std::string name : {"\x01\x1b[31m\n\t\"\\/", "\x7f", "\u0085\u009b", "\u2028 \u2029 ", "\u202e\u200b\ufeff", "\ufffe\uffff",
                                 "\u00e9 \u65e5 \U0001F600", "  blanks  ", "'#: - {}[]&*!|>%@`", "~", "null"}) {
    CAPTURE(name);
    Finding finding = World::finding("a", world.one, {name});
    finding.message = name;
    const std::string text = written(world.baseline({finding}));
    CHECK(text.find('\x7f') == std::string::npos);
    CHECK(text.find("\u202e") == std::string::npos);
    CHECK(read_back(text) == "");
    SourceSet sources;
    CHECK(world.compared(load_baseline(sources, sources.add("b.json", text)).baseline, {finding}) == "1 known");
  }
}

TEST_CASE("what is wrong with a baseline is said with its place") {
  CHECK(read_back("") == "1:1 This is no baseline: it is not one JSON object.");
  CHECK(read_back("{} {}").find("This is no baseline that can be read") != std::string::npos);
  CHECK(read_back("[]") == "1:1 A baseline must be an object, not an array.");
  CHECK(read_back("{}") == "1:1 'kind' is missing.\n1:1 'version' is missing.\n1:1 'findings' is missing.");
  CHECK(read_back("{\"kind\": \"other\", \"version\": 1, \"findings\": []}") == "1:10 'kind' is not 'fabriclint-baseline'.");
  CHECK(read_back("{\"kind\": \"fabriclint-baseline\", \"version\": 2, \"findings\": []}") ==
        "1:44 This fabriclint reads version 1 of the baseline. Write it anew: fabriclint baseline write");
  CHECK(read_back("{\"kind\": \"fabriclint-baseline\", \"version\": 1, \"findings\": {}, \"x\": 1}") ==
        "1:63 Unknown key: 'x'.\n1:59 'findings' must be an array, not an object.");
  CHECK(read_back(entry("{\"rule\": \"a\", \"path\": \"f\", \"count\": 1}")) == "");
  CHECK(read_back(entry("{\"rul\": \"a\", \"path\": \"f\", \"count\": 1}")) ==
        "2:4 Unknown key: 'rul'. Did you mean 'rule'?\n2:3 'rule' is missing.");
  CHECK(read_back(entry("{\"rule\": 5, \"path\": \"\", \"count\": 1}")) ==
        "2:12 'rule' must be a string, not no string.\n2:23 'path' is empty.");
  CHECK(read_back(entry("\"x\"")) == "2:3 An entry of 'findings' must be an object, not a string.");
  for (const char* count : {"0", "-1", "1.5", "\"1\"", "1000001", "99999999999999999999", "true", "[]", "1e3"}) {
    CAPTURE(count);
    CHECK(read_back(entry("{\"rule\": \"a\", \"path\": \"f\", \"count\": " + std::string(count) + "}")) ==
          "2:39 'count' must be a whole number from 1 to 1000000.");
  }
  for (const char* path : {"/etc/passwd", "../x", "a/../b", ".."}) {
    CAPTURE(path);
    CHECK(read_back(entry("{\"rule\": \"a\", \"path\": \"" + std::string(path) + "\", \"count\": 1}")) ==
          "2:25 'path' must lead from the root of the repository to a file in it.");
  }
  CHECK(read_back(entry("{\"rule\": \"a\", \"rule\": \"b\", \"path\": \"f\", \"count\": 1}"))
            .starts_with("2:17 This is no baseline that can be read"));
  CHECK(read_back("<<<<<<< HEAD\n" + entry("")).starts_with("2:8 This is no baseline that can be read: "));
}

TEST_CASE("a merge that doubles an entry adds its counts up") {
  const World world;
  SourceSet sources;
  const std::string one = "{\"rule\": \"b\", \"path\": \"recipes/one.yaml\", \"count\": 1}";
  const LoadedBaseline loaded = load_baseline(sources, sources.add("b.json", entry(one + ",\n  " + one)));
  CHECK(loaded.problems.empty());
  CHECK(world.compared(loaded.baseline, {World::finding("b", world.one, {})}) == "1 known, stale: recipes/one.yaml b  2/1");
}

TEST_CASE("a hostile baseline ends in a message") {
  std::string deep = "{\"kind\": ";
  for (int i = 0; i < 100'000; ++i) deep += "[";
  CHECK(read_back(deep).find("levels of nesting") != std::string::npos);
  std::string wrong;
  for (int i = 0; i < 100'000; ++i) wrong += "{\"x\": 1},\n";
  const std::string problems = read_back(entry(wrong + "1"));
  CHECK(std::count(problems.begin(), problems.end(), '\n') == 19);
  CHECK(read_back(entry("&a {\"rule\": \"a\", \"path\": \"f\", \"count\": 1}, *a")) ==
        "2:46 An entry of 'findings' must be an object, not an alias.");
  CHECK(read_back(std::string("\0\xFF", 2)) != "");
}

}  // namespace fabriclint
