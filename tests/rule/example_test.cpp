// SPDX-License-Identifier: Apache-2.0
#include "rule/example.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace fabriclint {
namespace {

std::string expected(const std::string& manifest) {
  std::string text;
  for (const Expectation& one : expectations_of(manifest)) {
    text += (text.empty() ? "" : " ") + one.rule + "@" + std::to_string(one.line);
    CHECK(manifest.substr(one.begin, one.rule.size()) == one.rule);
  }
  return text;
}

TEST_CASE("expect comments name rules for their line, or a line above") {
  CHECK(expected("a: 1 # expect: x\nb: 2\n") == "x@1");
  CHECK(expected("a\nb  # expect: x, y,z\n") == "x@2 y@2 z@2");
  CHECK(expected("a\n# expect-above: x\n") == "x@1");
  CHECK(expected("a\nb\nc # expect-above-2: x") == "x@1");
  CHECK(expected("# note # expect: x") == "x@1");
  CHECK(expected("echo '#' # expect: x") == "x@1");
  CHECK(expected("# expect-above: x") == "x@0");
}

TEST_CASE("what only looks like a mark is none") {
  CHECK(expected("# expected: x\n# expect x\n# expect-above-: x\n#expects: x\n# expect-below: x\n").empty());
  CHECK(expected("# expect: \n").empty());
  CHECK(expected("").empty());
}

struct Run {
  SourceSet sources;
  Rule rule;
  Example example;
  std::string run(const std::string& manifest, const std::vector<std::pair<std::string, std::uint32_t>>& findings) {
    rule.id = "r";
    example.manifest = manifest;
    example.span = {SourceId{9}, 1000, 1000 + static_cast<std::uint32_t>(manifest.size())};
    const SourceId id = sources.add("example", manifest);
    std::vector<Finding> found;
    for (const auto& [id_of, offset] : findings) {
      Finding finding;
      finding.rule = id_of;
      finding.at = {id, offset, offset + 1};
      finding.message = "m";
      found.push_back(finding);
    }
    std::string text;
    for (const Mismatch& mismatch : compare(example, rule, found, sources[id])) {
      text += (text.empty() ? "" : " / ") + std::to_string(mismatch.line) + " " + std::to_string(mismatch.at.begin) + "+" +
              std::to_string(mismatch.at.size()) + " " + mismatch.message;
    }
    return text;
  }
};

TEST_CASE("findings are compared with the marks by line, and only the rule's own count") {
  Run c;
  const std::string manifest = "one # expect: r\ntwo\n";
  CHECK(c.run(manifest, {{"r", 0}}).empty());
  CHECK(c.run(manifest, {{"r", 2}, {"other", 16}}).empty());
  CHECK(c.run(manifest, {}) == "1 1000+15 expected a finding of 'r' here");
  CHECK(c.run(manifest, {{"r", 16}}) == "1 1000+15 expected a finding of 'r' here / 2 1016+3 unexpected: m");
  CHECK(c.run("one # expect: other\n", {{"r", 0}}) == "1 1000+19 unexpected: m");
}

TEST_CASE("a mark above the first line is never met") {
  Run c;
  CHECK(c.run("# expect-above: r\n", {{"r", 0}}) == "0 1000+18 expected a finding of 'r' here / 1 1000+17 unexpected: m");
}

}  // namespace
TEST_CASE("without its expectations an example keeps its lines and every other comment") {
  CHECK(without_expectations("a: 1   # expect: x\nb: 2 # kept\n# expect-above: x\nc: '#' # a # expect: x, y\nd") ==
        "a: 1\nb: 2 # kept\n\nc: '#' # a\nd");
  CHECK(without_expectations("").empty());
  CHECK(without_expectations("# expected\n") == "# expected\n");
}

}  // namespace fabriclint
