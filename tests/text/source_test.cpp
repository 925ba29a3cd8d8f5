// SPDX-License-Identifier: Apache-2.0
#include "text/source.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using fabriclint::Borrowed;
using fabriclint::Position;
using fabriclint::Source;
using fabriclint::SourceSet;

namespace {

void check_position(const Source& source, std::uint32_t offset, Position expected) {
  const Position position = source.position(offset);
  CAPTURE(offset);
  CHECK(position.line == expected.line);
  CHECK(position.column == expected.column);
  CHECK(position.byte_column == expected.byte_column);
}

}  // namespace

TEST_CASE("lines and columns are 1-based") {
  const Source source("a.yaml", "ab\ncd\n");
  check_position(source, 0, {1, 1, 1});
  check_position(source, 1, {1, 2, 2});
  check_position(source, 2, {1, 3, 3});
  check_position(source, 3, {2, 1, 1});
  check_position(source, 5, {2, 3, 3});
}

TEST_CASE("an offset past the end is the end") {
  const Source source("a.yaml", "ab\ncd");
  check_position(source, 5, {2, 3, 3});
  check_position(source, 4'000'000'000U, {2, 3, 3});
}

TEST_CASE("an empty file has one empty line") {
  const Source source("a.yaml", "");
  CHECK(source.line_count() == 1);
  CHECK(source.line_text(1).empty());
  check_position(source, 0, {1, 1, 1});
  check_position(source, 7, {1, 1, 1});
}

TEST_CASE("what follows the last line break is a line, also when it is empty") {
  const Source source("a.yaml", "ab\n");
  CHECK(source.line_count() == 2);
  CHECK(source.line_begin(2) == 3);
  CHECK(source.line_text(2).empty());
  check_position(source, 3, {2, 1, 1});
}

TEST_CASE("CRLF ends a line and is no part of it; a lone CR does neither") {
  const Source source("a.yaml", "ab\r\nc\rd\r\n");
  CHECK(source.line_count() == 3);
  CHECK(source.line_text(1) == "ab");
  CHECK(source.line_text(2) == "c\rd");
  check_position(source, 4, {2, 1, 1});
  check_position(source, 6, {2, 3, 3});
}

TEST_CASE("NEL, LS and PS end no line") {
  const Source source("a.yaml",
                      "a\xC2\x85"
                      "b\xE2\x80\xA8"
                      "c\xE2\x80\xA9"
                      "d");
  CHECK(source.line_count() == 1);
  check_position(source, 11, {1, 7, 12});
}

TEST_CASE("columns count code points, byte columns bytes") {
  // A two-byte, a three-byte and a four-byte character.
  const Source source("a.yaml", "x\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z\n");
  check_position(source, 2, {2, 1, 1});
  check_position(source, 4, {2, 2, 3});
  check_position(source, 7, {2, 3, 6});
  check_position(source, 11, {2, 4, 10});
}

TEST_CASE("an offset inside a character is that character") {
  const Source source("a.yaml", "\xF0\x9F\x98\x80z");
  for (std::uint32_t offset = 0; offset < 4; ++offset) check_position(source, offset, {1, 1, 1});
  check_position(source, 4, {1, 2, 5});
}

TEST_CASE("a byte order mark takes no column, but bytes") {
  const Source source("a.yaml",
                      "\xEF\xBB\xBF"
                      "ab\nc");
  check_position(source, 0, {1, 1, 1});
  check_position(source, 3, {1, 1, 4});
  check_position(source, 4, {1, 2, 5});
  check_position(source, 6, {2, 1, 1});
  CHECK(source.line_begin(1) == 0);
  CHECK(source.line_text(1) == "ab");
}

TEST_CASE("columns are right far into a long line") {
  std::string text = "first\n";
  for (int n = 0; n < 3000; ++n)
    text +=
        "\xC3\xA9"
        "a";
  const Source source("a.yaml", text);
  for (const std::uint32_t n : {0U, 1U, 340U, 341U, 342U, 1023U, 1024U, 2999U}) {
    check_position(source, 6 + 3 * n, {2, 1 + 2 * n, 1 + 3 * n});
    check_position(source, 8 + 3 * n, {2, 2 + 2 * n, 3 + 3 * n});
  }
  check_position(source, static_cast<std::uint32_t>(text.size()), {2, 6001, 9001});
}

TEST_CASE("bytes that are no UTF-8 have a position and break nothing") {
  const Source source("a.yaml", "\x80\x80\x80\x80\xFF\n\xC3");
  CHECK(source.position(4).line == 1);
  CHECK(source.position(6).line == 2);
  CHECK(source.position(7).byte_column == 2);
}

TEST_CASE("a line that does not exist begins at the end and is empty") {
  const Source source("a.yaml", "ab\ncd");
  CHECK(source.line_begin(3) == 5);
  CHECK(source.line_text(3).empty());
  CHECK(source.line_text(0xFFFFFFFFU).empty());
  CHECK(source.line_begin(0) == 0);
}

TEST_CASE("sources keep their number, their name and their place in memory") {
  SourceSet set;
  const auto first = set.add("one.yaml", "1\n");
  const Source* address = &set[first];
  for (int n = 0; n < 100; ++n) set.add("more.yaml", "x");
  CHECK(&set[first] == address);
  CHECK(first.index == 0);
  CHECK(set.size() == 101);
  CHECK(set[first].name() == "one.yaml");
}

TEST_CASE("the text of a span is cut at the end of its source") {
  SourceSet set;
  const auto id = set.add("one.yaml", "hello");
  CHECK(set.text({id, 1, 4}) == "ell");
  CHECK(set.text({id, 3, 99}) == "lo");
  CHECK(set.text({id, 99, 100}).empty());
  CHECK(set.text({id, 4, 2}).empty());
}

TEST_CASE("borrowed text is not copied, and read like any other") {
  const std::string text =
      "ab\nc\xC3\xA9"
      "d";
  SourceSet set;
  const auto id = set.add("a.toml", Borrowed{text});
  CHECK(set[id].text().data() == text.data());
  check_position(set[id], 6, {2, 3, 4});
  CHECK(set[id].line_text(1) == "ab");
  CHECK(set.text({id, 3, 4}) == "c");
}

TEST_CASE("many threads may ask for the first line at once") {
  for (int round = 0; round < 20; ++round) {
    const Source source("a.yaml", "x\n\xC3\xA9\nz");
    std::vector<std::jthread> threads;
    std::vector<Position> found(4);
    for (Position& one : found) threads.emplace_back([&] { one = source.position(5); });
    threads.clear();
    for (const Position& one : found) CHECK((one == Position{3, 1, 1}));
  }
}
