// SPDX-License-Identifier: Apache-2.0
#include "diff/reverse.h"

#include <doctest/doctest.h>

#include <string>

using namespace fabriclint;

namespace {

struct Case {
  ParsedDiff parsed;
  explicit Case(const std::string& hunks) : parsed(parse_diff("--- a/x\n+++ b/x\n" + hunks)) { REQUIRE(!parsed.problem); }
  [[nodiscard]] Reversed before(const std::string& now) const { return text_before(parsed.diff.files.front(), now); }
};

}  // namespace

TEST_CASE("a diff is undone, with context or without") {
  const Case with("@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n@@ -5 +5,2 @@\n-e\n+E\n+F\n");
  CHECK(with.before("a\nB\nc\nd\nE\nF\ng\n").text == "a\nb\nc\nd\ne\ng\n");
  const Case without("@@ -2 +1,0 @@\n-b\n@@ -4,0 +4 @@\n+D\n");
  CHECK(without.before("a\nc\nd\nD\n").text == "a\nb\nc\nd\n");
}

TEST_CASE("a file that is gone comes back, one that is new has nothing before it") {
  CHECK(Case("@@ -1,2 +0,0 @@\n-a\n-b\n").before("").text == "a\nb\n");
  const Reversed empty = Case("@@ -0,0 +1 @@\n+a\n").before("a\n");
  CHECK(empty.misfit == 0);
  CHECK(empty.text.empty());
}

TEST_CASE("a last line without a break stays one") {
  CHECK(Case("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n").before("b\n").text == "a");
  CHECK(Case("@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n").before("b").text == "a\n");
}

TEST_CASE("line ends are not compared") {
  CHECK(Case("@@ -1,2 +1,2 @@\n a\n-b\n+c\n").before("a\r\nc\r\n").text == "a\r\nb\n");
  CHECK(Case("@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n").before("a\nc\n").misfit == 0);
}

TEST_CASE("a diff of another state of the file is noticed, with both lines") {
  const Case diff("@@ -3,2 +3,2 @@\n c\n-d\n+D\n");
  const Reversed shifted = diff.before("a\nb\nbb\nc\nD\n");
  CHECK(shifted.misfit == 4);
  CHECK(shifted.line == 3);
  CHECK(diff.before("a\nb\nc\nd\n").misfit == 6);  // not applied yet
  CHECK(diff.before("a\n").misfit == 4);           // too short to reach the hunk
  CHECK(diff.before("a\nb\nc\n").misfit == 6);     // ends inside it
}
