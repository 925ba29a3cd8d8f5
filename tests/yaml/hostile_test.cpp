// SPDX-License-Identifier: Apache-2.0
// Input made to hurt: each ends at once, with one problem that has a place, and never with half a document.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "parsed.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

namespace {

// Far above what any of these takes, far below what they take in a parser without limits; sanitizers are slow.
constexpr double kSeconds = 5.0;

std::string repeat(std::string_view part, std::size_t count) {
  std::string out;
  out.reserve(part.size() * count);
  for (std::size_t n = 0; n < count; ++n) out += part;
  return out;
}

struct Outcome {
  std::size_t documents = 0;
  std::size_t problems = 0;
  Problem problem;
  Position position;
};

Outcome outcome_of(const std::string& text, const Limits& limits = {}) {
  const auto start = std::chrono::steady_clock::now();
  const Parsed p(text, limits);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  CHECK(seconds < kSeconds);
  Outcome outcome{.documents = p.stream.documents.size(), .problems = p.stream.problems.size(), .problem = {}, .position = {}};
  for (const Problem& problem : p.stream.problems) {
    CHECK(problem.at.begin <= problem.at.end);
    CHECK(problem.at.end <= text.size());
    CHECK_FALSE(problem.message.empty());
  }
  if (!p.stream.problems.empty()) {
    outcome.problem = p.stream.problems.back();
    outcome.position = p.source.position(outcome.problem.at.begin);
  }
  return outcome;
}

void check_refused(const std::string& text, ProblemKind kind, std::uint32_t line, std::uint32_t column) {
  const Outcome outcome = outcome_of(text);
  CAPTURE(text.substr(0, 40));
  CAPTURE(outcome.problem.message);
  CHECK(outcome.documents == 0);
  REQUIRE(outcome.problems == 1);
  CHECK(outcome.problem.kind == kind);
  CHECK(outcome.position.line == line);
  CHECK(outcome.position.column == column);
}

}  // namespace

TEST_CASE("a lone comma is a syntax problem") {
  check_refused(",", ProblemKind::syntax, 1, 1);
  check_refused(", ", ProblemKind::syntax, 1, 1);
}

TEST_CASE("unclosed quotes and brackets are syntax problems at the end of the file") {
  check_refused("'abc", ProblemKind::syntax, 1, 5);
  check_refused("\"abc\n\n", ProblemKind::syntax, 1, 5);
  check_refused("a: [1, 2", ProblemKind::syntax, 1, 9);
  check_refused("a: {b: c\n", ProblemKind::syntax, 1, 9);
}

TEST_CASE("malformed structure is a syntax problem where it stands") {
  check_refused("a: b: c\n", ProblemKind::syntax, 1, 5);
  check_refused("a: 1\n b: 2\n", ProblemKind::syntax, 2, 3);
  check_refused("a:\n\t- b\n", ProblemKind::syntax, 2, 1);
  check_refused("@a", ProblemKind::syntax, 1, 1);
  check_refused("%FOO\n", ProblemKind::syntax, 1, 5);
  check_refused("a: !<\n", ProblemKind::syntax, 1, 6);
  check_refused("k: \"\\q\"\n", ProblemKind::syntax, 1, 5);
}

TEST_CASE("deep nesting ends at the limit") {
  check_refused(repeat("[", 200'000), ProblemKind::limit, 1, 129);
  check_refused(repeat("{a: ", 200'000), ProblemKind::limit, 1, 513);
  check_refused(repeat("- ", 200'000), ProblemKind::limit, 1, 257);
  check_refused(repeat("? ", 200'000), ProblemKind::limit, 1, 257);
  std::string block;
  for (std::size_t n = 0; n < 2000; ++n) block += std::string(n, ' ') + "a:\n";
  check_refused(block, ProblemKind::limit, 129, 129);
}

TEST_CASE("nesting up to the limit is read") {
  CHECK(outcome_of(repeat("[", 128) + repeat("]", 128)).documents == 1);
  CHECK(outcome_of(repeat("[", 129) + repeat("]", 129)).documents == 0);
}

TEST_CASE("lines of directives are counted before they are parsed") {
  std::string tags;
  for (int n = 0; n < 100'000; ++n) tags += "%TAG !t" + std::to_string(n) + "! tag:example.org,2026:\n";
  check_refused(tags + "--- a\n", ProblemKind::limit, 65, 1);
  check_refused(repeat("%YAML 1.1\n", 65) + "--- a\n", ProblemKind::limit, 65, 1);
  check_refused(repeat("% \r", 65) + "--- a\n", ProblemKind::limit, 1, 193);
  CHECK(outcome_of("a: 100% sure\nb: |\n" + repeat("  %\n", 1000)).problems == 0);
  CHECK(outcome_of("%YAML 1.1\n%TAG !e! tag:example.org,2026:\n--- !e!x a\n").problems == 0);
}

TEST_CASE("bytes that are no UTF-8 are an encoding problem at the first bad byte") {
  check_refused("a: b\xFF\n", ProblemKind::encoding, 1, 5);
  check_refused("a: \xC0\xAF\n", ProblemKind::encoding, 1, 4);
  check_refused("a: 1\nb: \xC3(\n", ProblemKind::encoding, 2, 4);
  check_refused("a: \xED\xA0\x80\n", ProblemKind::encoding, 1, 4);
  check_refused("a: \xE2\x82", ProblemKind::encoding, 1, 4);
  check_refused("\xEF\xBB\xBF\xC3\xA9: \xFE\n", ProblemKind::encoding, 1, 4);
  CHECK(outcome_of("a: \xFE\n").problem.at.begin == 3);
  CHECK(outcome_of("\xEF\xBB\xBF"
                   "a: \xFE\n")
            .problem.at.begin == 6);
}

TEST_CASE("NUL and other control characters are an encoding problem") {
  check_refused(std::string("a: b\0c\n", 7), ProblemKind::encoding, 1, 5);
  check_refused(std::string("\0\0\0\0", 4), ProblemKind::encoding, 1, 1);
  check_refused("a: \x01\n", ProblemKind::encoding, 1, 4);
  check_refused("a: \x7F\n", ProblemKind::encoding, 1, 4);
  check_refused("a: \"\x1B[31m\"\n", ProblemKind::encoding, 1, 5);
  CHECK(outcome_of(std::string("a\0", 2)).problem.message.find("U+0000") != std::string::npos);
}

TEST_CASE("UTF-16 is refused by name") {
  check_refused(std::string("\xFF\xFE"
                            "a\0",
                            4),
                ProblemKind::encoding, 1, 1);
  check_refused(std::string("\xFE\xFF\0a", 4), ProblemKind::encoding, 1, 1);
}

TEST_CASE("a document before bad bytes far away is kept") {
  const Outcome outcome = outcome_of("a: 1\n---\n" + repeat("# filler filler filler\n", 10'000) + "b: \xFF\n");
  CHECK(outcome.documents == 1);
  CHECK(outcome.problem.kind == ProblemKind::encoding);
  CHECK(outcome.position.line == 10'003);
}

TEST_CASE("an alias bomb is counted, not expanded") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int n = 1; n < 40; ++n) {
    const std::string alias = "*a" + std::to_string(n - 1);
    bomb += "a" + std::to_string(n) + ": &a" + std::to_string(n) + " [" + alias + repeat(", " + alias, 8) + "]\n";
  }
  const Outcome outcome = outcome_of(bomb);
  CHECK(outcome.documents == 0);
  REQUIRE(outcome.problems == 1);
  CHECK(outcome.problem.kind == ProblemKind::limit);
  CHECK(outcome.position.line == 6);
}

TEST_CASE("merging a chain of mappings ends at the same limit") {
  std::string chain = "a0: &a0 {k: v}\n";
  for (int n = 1; n < 50'000; ++n) {
    chain += "a" + std::to_string(n) + ": &a" + std::to_string(n) + " {<<: *a" + std::to_string(n - 1) + "}\n";
  }
  const Outcome outcome = outcome_of(chain);
  CHECK(outcome.problem.kind == ProblemKind::limit);
}

TEST_CASE("many aliases of small nodes are no bomb") {
  CHECK(outcome_of("a: &a {x: 1}\nl:\n" + repeat("- *a\n", 30'000)).problems == 0);
  CHECK(outcome_of("a: &a {x: 1}\nl:\n" + repeat("- *a\n", 40'000)).problem.kind == ProblemKind::limit);
}

TEST_CASE("self-reference is reported once for each alias and ends") {
  CHECK(outcome_of("&a [*a]\n").problem.kind == ProblemKind::undefined_alias);
  CHECK(outcome_of("a: &a {b: &b {c: *a, d: *b}}\n").problems == 2);
}

TEST_CASE("too big a file is not read") {
  const Outcome outcome = outcome_of(std::string((std::size_t{4} << 20U) + 1, 'a'));
  CHECK(outcome.problem.kind == ProblemKind::limit);
  CHECK(outcome.position == Position{});
  std::string huge;
  huge.resize(60'000'000, ' ');
  CHECK(outcome_of(huge).problem.kind == ProblemKind::limit);
}

TEST_CASE("too many nodes, documents and problems end the reading") {
  CHECK(outcome_of("[" + repeat("a,", 1'000'001) + "]").problem.kind == ProblemKind::limit);
  CHECK(outcome_of(repeat("--- a\n", 10'000)).documents == 10'000);
  const Outcome documents = outcome_of(repeat("--- a\n", 10'001));
  CHECK(documents.documents == 10'000);
  CHECK(documents.problem.kind == ProblemKind::limit);
  CHECK(documents.position.line == 10'001);
  const Outcome duplicates = outcome_of(repeat("a: 1\n", 100'000));
  CHECK(duplicates.problems == 1'001);
  CHECK(outcome_of("[" + repeat("*u,", 100'000) + "]").problems == 1'001);
}

TEST_CASE("big and odd input that is no error takes no long time") {
  std::string keys;
  for (int n = 0; n < 150'000; ++n) keys += "key_with_a_long_common_prefix_" + std::to_string(n) + ":\n";
  CHECK(outcome_of(keys.substr(0, keys.rfind('\n', (std::size_t{4} << 20U) - 2))).problems == 0);
  CHECK(outcome_of("a: \"" + std::string(4'000'000, 'x') + "\"\n").problems == 0);
  CHECK(outcome_of("a: |\n" + repeat("  line\n", 500'000)).problems == 0);
  CHECK(outcome_of("a: |\n" + repeat("\n", 4'000'000)).problems == 0);
  CHECK(outcome_of(repeat("\n", 4'000'000)).problems == 0);
  CHECK(outcome_of(repeat("# c\n", 1'000'000)).problems == 0);
  CHECK(outcome_of("a: " + repeat("#", 4'000'000)).problems == 0);
  CHECK(outcome_of("a: " + repeat(" #", 2'000'000)).problems == 0);
  CHECK(outcome_of(repeat("\xE2\x80\xA8", 1'000'000)).problems == 0);
  CHECK(outcome_of("[" + repeat("\xC3\xA9,", 900'000) + "]").problems == 0);
  CHECK(outcome_of("a: &" + std::string(1'000'000, 'n') + " 1\nb: *" + std::string(1'000'000, 'n') + "\n").problems == 0);
  CHECK(outcome_of(repeat("'' : 1\n---\n", 9'000)).problems == 0);
}

TEST_CASE("names full of control characters stay out of messages") {
  const Outcome outcome = outcome_of("\"\\e[31m\\u202e\": 1\n\"\\e[31m\\u202e\": 2\n");
  REQUIRE(outcome.problem.kind == ProblemKind::duplicate_key);
  CHECK(outcome.problem.message.find('\x1b') == std::string::npos);
  CHECK(outcome.problem.message.find("\\x1b") != std::string::npos);
  const Outcome long_name = outcome_of("? " + std::string(100'000, 'k') + "\n: 1\n? " + std::string(100'000, 'k') + "\n: 2\n");
  CHECK(long_name.problem.message.size() < 200);
}

TEST_CASE("tracing a scalar takes time in proportion to its size") {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& text :
       {"a: |+\n" + repeat("\n", 200'000), "a: >\n" + repeat("  x\n", 100'000), "a: |\n" + repeat("   \n", 100'000),
        "a: \"" + repeat("\\t", 100'000) + "\"\n", "a: '" + repeat("''", 100'000) + "'\n", "a: 'x" + repeat("\n", 200'000) + "'\n",
        "a: x" + repeat("\n  y", 100'000) + "\n"}) {
    const Parsed p(text);
    REQUIRE(p.at("a") != nullptr);
    CHECK(trace(*p.at("a"), p.source).text() == p.at("a")->value);
    CHECK_FALSE(traced_as_a_whole(*p.at("a"), p.source));
  }
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < kSeconds);
}
