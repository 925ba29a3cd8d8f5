// SPDX-License-Identifier: Apache-2.0
#include "diff/unified_diff.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace fabriclint;

namespace {

// Lines 2 and 3 of a file became line 2; line 9 came in.
constexpr const char* kTwoHunks =
    "diff --git a/r/x.yaml b/r/x.yaml\n"
    "index 1111111..2222222 100644\n"
    "--- a/r/x.yaml\n"
    "+++ b/r/x.yaml\n"
    "@@ -1,4 +1,3 @@ kind: x\n"
    " one\n"
    "-two\n"
    "-three\n"
    "+zwei\n"
    " four\n"
    "@@ -8,0 +8 @@\n"
    "+neun\n";

FileDiff only_file(std::string text) {
  ParsedDiff parsed = parse_diff(std::move(text));
  REQUIRE_MESSAGE(!parsed.problem, parsed.problem->message);
  REQUIRE(parsed.diff.files.size() == 1);
  FileDiff file = parsed.diff.files.front();
  static std::vector<Diff> kept;  // the hunks view the text of the diff
  kept.push_back(std::move(parsed.diff));
  return file;
}

// "line: message", or "" for a diff that is understood.
std::string problem_of(std::string text) {
  const ParsedDiff parsed = parse_diff(std::move(text));
  return parsed.problem ? std::to_string(parsed.problem->line) + ": " + parsed.problem->message : "";
}

bool mentions(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

std::string git_file(const std::string& header, const std::string& rest) {
  return "diff --git " + header + "\n" + rest;
}

}  // namespace

TEST_CASE("hunks keep their lines and numbers") {
  const FileDiff file = only_file(kTwoHunks);
  CHECK(file.old_path == "r/x.yaml");
  CHECK(file.new_path == "r/x.yaml");
  REQUIRE(file.hunks.size() == 2);
  CHECK(file.hunks[0].new_begin == 1);
  CHECK(file.hunks[0].new_count == 3);
  CHECK(file.hunks[1].old_count == 0);
  std::string_view body = file.hunks[0].body;
  std::uint32_t number = file.hunks[0].line;
  std::string lines;
  while (const auto line = take_line(body, number)) {
    lines += "c-+"[static_cast<int>(line->kind)] + std::string(line->text) + "@" + std::to_string(line->number) + " ";
  }
  CHECK(lines == "cone@6 -two@7 -three@8 +zwei@9 cfour@10 ");
}

TEST_CASE("added lines are touched, and where more went than came the lines around too") {
  // Two lines went for the one of line 2: 1 to 3. Line 8 came in beside nothing.
  CHECK(touched_lines(only_file(kTwoHunks)) == std::vector<LineRange>{{1, 3}, {8, 8}});
  // Line 5 went: between what is now 4 and 5.
  CHECK(touched_lines(only_file("--- x\n+++ x\n@@ -5 +4,0 @@\n-x\n")) == std::vector<LineRange>{{4, 5}});
  CHECK(touched_lines(only_file("--- x\n+++ x\n@@ -1 +0,0 @@\n-x\n")) == std::vector<LineRange>{{1, 1}});
}

TEST_CASE("comments may stand within three lines of a change, as far as the diff shows them") {
  // Context of 5: GitHub shows 3 of it.
  std::string wide = "--- x\n+++ x\n@@ -1,11 +1,11 @@\n";
  for (int i = 1; i <= 5; ++i) wide += " c\n";
  wide += "-old\n+new\n";
  for (int i = 7; i <= 11; ++i) wide += " c\n";
  CHECK(reviewable_lines(only_file(wide)) == std::vector<LineRange>{{3, 9}});
  // Without context nothing but the change is sure.
  CHECK(reviewable_lines(only_file(kTwoHunks)) == std::vector<LineRange>{{1, 3}, {8, 8}});
  CHECK(reviewable_lines(only_file("--- x\n+++ x\n@@ -5 +4,0 @@\n-x\n")).empty());
  // One hunk of the diff, but seven lines between the changes: two hunks on GitHub. Six lines: one.
  const auto apart = [](int between) {
    std::string text = "--- x\n+++ x\n@@ -1," + std::to_string(between + 2) + " +1," + std::to_string(between + 2) + " @@\n-a\n+b\n";
    for (int i = 0; i < between; ++i) text += " c\n";
    return text + "-a\n+b\n";
  };
  CHECK(reviewable_lines(only_file(apart(7))) == std::vector<LineRange>{{1, 4}, {6, 9}});
  CHECK(reviewable_lines(only_file(apart(6))) == std::vector<LineRange>{{1, 8}});
}

TEST_CASE("new, deleted, renamed, copied and binary files are known as such") {
  const FileDiff created = only_file(git_file("a/n b/n", "new file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n"));
  CHECK(created.old_path.empty());
  CHECK(created.new_path == "n");
  const FileDiff deleted =
      only_file(git_file("a/n b/n", "deleted file mode 100644\nindex 1..0\n--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"));
  CHECK(deleted.old_path == "n");
  CHECK(deleted.new_path.empty());
  const FileDiff empty = only_file(git_file("a/a b b/a b", "new file mode 100644\nindex 0..e69de29\n"));
  CHECK(empty.new_path == "a b");
  const FileDiff renamed = only_file(git_file("a/o p b/n q", "similarity index 100%\nrename from o p\nrename to n q\n"));
  CHECK(renamed.old_path == "o p");
  CHECK(renamed.new_path == "n q");
  const FileDiff copied = only_file(git_file("a/o b/n", "similarity index 100%\ncopy from o\ncopy to n\n"));
  CHECK(copied.old_path.empty());
  CHECK(copied.new_path == "n");
  const FileDiff binary = only_file(git_file("a/n b/n", "index 1..2 100644\nBinary files a/n and b/n differ\n"));
  CHECK(binary.binary);
  const FileDiff patch =
      only_file(git_file("a/n b/n", "index 1..2 100644\nGIT binary patch\nliteral 1\nIc${MZ000310ssI2\n\nliteral 0\nHcmV?d00001\n\n"));
  CHECK(patch.binary);
  // Only the mode changed.
  CHECK(only_file(git_file("a/n b/n", "old mode 100644\nnew mode 100755\n")).hunks.empty());
}

TEST_CASE("names are read from C quotes, with the prefixes of every setting of git, and with blanks") {
  const auto modified = [](const std::string& before, const std::string& after) {
    return only_file(git_file(before + " " + after, "--- " + before + "\n+++ " + after + "\n@@ -1 +1 @@\n-a\n+b\n")).new_path;
  };
  CHECK(modified("a/x", "b/x") == "x");
  CHECK(modified("i/x", "w/x") == "x");
  CHECK(modified("w/x", "i/x") == "x");
  CHECK(modified("x", "x") == "x");
  CHECK(modified("a/x", "a/x") == "a/x");  // diff.noprefix, and a folder "a"
  CHECK(modified("\"a/t\\tq\\\"\\303\\251\\n\"", "\"b/t\\tq\\\"\\303\\251\\n\"") == "t\tq\"\xc3\xa9\n");
  // A tab ends the name where a blank is in it.
  CHECK(only_file(git_file("a/my file b/my file", "--- a/my file\t\n+++ b/my file\t\n@@ -1 +1 @@\n-a\n+b\n")).new_path == "my file");
  // diff -u writes the time behind a tab.
  CHECK(only_file("--- old/x.yaml\t2026-01-01 00:00:00\n+++ new/x.yaml\t2026-01-02 00:00:00\n@@ -1 +1 @@\n-a\n+b\n").new_path ==
        "new/x.yaml");
}

TEST_CASE("lines of content never pass for headers") {
  // Hunk content that looks like the header of another file.
  const FileDiff file = only_file("--- x\n+++ x\n@@ -1,3 +1,3 @@\n--- a/y\n-diff --git a/y b/y\n-@@ -1 +1 @@\n+++ b/y\n+@@@ x\n+\n");
  CHECK(file.new_path == "x");
  CHECK(touched_lines(file) == std::vector<LineRange>{{1, 3}});
}

TEST_CASE("a missing line break at the end belongs to its line") {
  const FileDiff file = only_file("--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n");
  std::string_view body = file.hunks[0].body;
  std::uint32_t number = file.hunks[0].line;
  const auto old_line = take_line(body, number);
  const auto new_line = take_line(body, number);
  REQUIRE((old_line && new_line));
  CHECK_FALSE(old_line->ends);
  CHECK_FALSE(new_line->ends);
  CHECK(new_line->number == 6);
  CHECK_FALSE(take_line(body, number));
}

TEST_CASE("carriage returns: of the content they stay, of the transport they do no harm") {
  const FileDiff file = only_file("--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,2 @@\r\n-a\r\n+b\r\n\r\n");
  CHECK(file.new_path == "x");
  std::string_view body = file.hunks[0].body;
  std::uint32_t number = file.hunks[0].line;
  CHECK(take_line(body, number)->text == "a\r");
}

TEST_CASE("text between the files is skipped, no text is no change") {
  CHECK(problem_of("") == "");
  CHECK(problem_of("\n \n") == "");
  CHECK(problem_of(std::string("From 1234 Mon Sep 17\nSubject: [PATCH] x\n\n--- not a header\n x | 2 +-\n\n") + kTwoHunks +
                   "-- \n2.39.5\n\n") == "");
}

TEST_CASE("what is no complete diff is refused with its line") {
  CHECK(problem_of("hello\n") == "1: this is no unified diff");
  CHECK(mentions(problem_of("diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n"), "1: a combined diff"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@@ -1 -1 +1 @@@\n"), "3: a combined diff"));
  CHECK(mentions(problem_of("@@ -1 +1 @@\n-a\n+b\n"), "1: a hunk of no file"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1,99999999999 +1 @@\n"), "3: a hunk header that cannot be read"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -a +1 @@\n"), "3: a hunk header that cannot be read"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1,2 +1,2 @@\n a\n"), "3: the diff ends inside this hunk: 1 old and 1 new"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n+c\n"), "6: a line that belongs to no hunk"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1,2 +1 @@\n-a\n+b\n+c\n"), "6: the hunk of line 3 has other lines"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1 +1 @@\n?a\n"), "4: the hunk of line 3 has other lines"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -1 +1 @@\n\\ No newline\n-a\n+b\n"), "4: the hunk of line 3 has other lines"));
  CHECK(mentions(problem_of("--- x\n+++ x\n@@ -5 +5 @@\n-a\n+b\n@@ -5 +5 @@\n-a\n+b\n"), "6: hunks that overlap"));
  CHECK(mentions(problem_of("--- \"x\n+++ \"x\n@@ -5 +5 @@\n-a\n+b\n"), "1: a file name with broken quotes"));
  CHECK(mentions(problem_of("--- \"\\9\"\n+++ x\n"), "1: a file name with broken quotes"));
  CHECK(mentions(problem_of("--- \n+++ \n@@ -5 +5 @@\n-a\n+b\n"), "2: a file without a name"));
}

TEST_CASE("a file that comes twice is refused, unless it became something else") {
  CHECK(mentions(problem_of(std::string(kTwoHunks) + kTwoHunks), "13: this file comes a second time"));
  const std::string gone = git_file("a/n b/n", "deleted file mode 120000\nindex 1..0\n--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
  const std::string come = git_file("a/n b/n", "new file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n");
  CHECK(problem_of(gone + come) == "");
}

TEST_CASE("every prefix of a diff is understood or refused, and nothing crashes") {
  const std::string text = std::string(kTwoHunks) + git_file("\"a/\\303\" \"b/\\303\"", "rename from \"\\303\"\nrename to n\n") + kTwoHunks;
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const ParsedDiff parsed = parse_diff(text.substr(0, size));
    for (const FileDiff& file : parsed.diff.files) {
      (void)touched_lines(file);
      (void)reviewable_lines(file);
    }
  }
  // And with any byte in any place.
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '\n', '"', '+', '\\', '9', ' '}) {
      std::string changed = text;
      changed[at] = byte;
      const ParsedDiff parsed = parse_diff(changed);
      for (const FileDiff& file : parsed.diff.files) (void)touched_lines(file);
    }
  }
}
