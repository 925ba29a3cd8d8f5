// SPDX-License-Identifier: Apache-2.0
#include "report/snippet.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "report/glyph.h"
#include "sample.h"

using namespace fabriclint;

namespace {

std::string snippet(const std::string& text, std::uint32_t begin, std::uint32_t end, std::size_t width = 120) {
  SourceSet sources;
  Finding finding;
  finding.at = {sources.add("f", text), begin, end};
  Style style;
  style.width = width;
  std::ostringstream out;
  write_snippet(out, finding, sources, style);
  const std::string all = out.str();
  return all.substr(all.find("|\n") + 2);
}

// Columns of text that was made of glyphs.
std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Glyph glyph = glyph_at(text, i);
    sum += glyph.width;
    i += glyph.length;
  }
  return sum;
}

}  // namespace

TEST_CASE("the span is underlined exactly") {
  CHECK(snippet("a: bcd e\n", 3, 6) == "1 | a: bcd e\n  |    ^^^\n");
  CHECK(snippet("a: bcd e", 7, 8) == "1 | a: bcd e\n  |        ^\n");
}

TEST_CASE("an empty span is one caret, also at the end of a line and of the file") {
  CHECK(snippet("a: b\nc:\n", 3, 3) == "1 | a: b\n  |    ^\n");
  CHECK(snippet("a: b\nc:\n", 7, 7) == "2 | c:\n  |   ^\n");
  CHECK(snippet("a:", 2, 2) == "1 | a:\n  |   ^\n");
  CHECK(snippet("a:\n", 3, 3) == "2 |\n  | ^\n");
  CHECK(snippet("", 0, 0) == "1 |\n  | ^\n");
  CHECK(snippet("a: b\n", 900, 901) == "2 |\n  | ^\n");
}

TEST_CASE("a span of several lines shows its first line, with LF and with CRLF") {
  CHECK(snippet("x: |\n  one\n  two\n", 3, 17) == "1 | x: |\n  |    ^\n");
  CHECK(snippet("x: ab\r\ncd\r\n", 3, 9) == "1 | x: ab\n  |    ^^\n");
  CHECK(snippet("x: ab\r\ncd\r\n", 6, 6) == "1 | x: ab\n  |      ^\n");
}

TEST_CASE("tabs, wide and combining characters, a byte order mark and escapes keep the underline in place") {
  CHECK(snippet("\ta: b\tc\n", 4, 7) == "1 |     a: b    c\n  |        ^^^^^^\n");
  CHECK(snippet("\xe4\xbd\xa0: \xe5\xa5\xbd\n", 5, 8) == "1 | \xe4\xbd\xa0: \xe5\xa5\xbd\n  |     ^^\n");
  CHECK(snippet("\xf0\x9f\x98\x80 x\n", 5, 6) == "1 | \xf0\x9f\x98\x80 x\n  |    ^\n");
  CHECK(snippet("e\xcc\x81\xc3\xa9 x\n", 6, 7) == "1 | e\xcc\x81\xc3\xa9 x\n  |    ^\n");
  CHECK(snippet("\xef\xbb\xbf"
                "a: b\n",
                6, 7) == "1 | a: b\n  |    ^\n");
  CHECK(snippet("\x1b[0m\xff x\n", 6, 7) == "1 | \\x1b[0m\\xff x\n  |             ^\n");
}

TEST_CASE("a span that begins or ends inside a character covers all of it") {
  CHECK(snippet("\xe4\xbd\xa0\xe5\xa5\xbd.\n", 1, 4) == "1 | \xe4\xbd\xa0\xe5\xa5\xbd.\n  | ^^^^\n");
}

TEST_CASE("a long line is cut around the span, on both sides") {
  const std::string text = std::string(200, 'a') + "HERE" + std::string(200, 'b') + "\n";
  const std::string out = snippet(text, 200, 204, 60);
  const std::string line = out.substr(4, out.find('\n') - 4);
  CHECK(line.size() == 56);
  CHECK(line.starts_with("...a"));
  CHECK(line.ends_with("b..."));
  const std::string underline = out.substr(out.find('\n') + 1);
  CHECK(underline.find('^') - 4 == line.find("HERE"));
  CHECK(underline.ends_with(" ^^^^\n"));
}

TEST_CASE("the ends of a long line are cut on one side only") {
  const std::string text = "HERE" + std::string(200, 'b') + "LAST\n";
  const std::string front = snippet(text, 0, 4, 60);
  CHECK(front.starts_with("1 | HEREbb"));
  CHECK(front.find("bbb...\n") != std::string::npos);
  const std::string back = snippet(text, 204, 208, 60);
  CHECK(back.starts_with("1 | ...bb"));
  CHECK(back.find("bbLAST\n") != std::string::npos);
  CHECK(back.size() >= 2 * 50);  // the room on the right is used on the left
}

TEST_CASE("a span longer than the width is underlined as far as it is shown") {
  const std::string out = snippet(std::string(500, 'x'), 100, 400, 60);
  CHECK(out.find(std::string(30, '^')) != std::string::npos);
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 60);
}

TEST_CASE("an excerpt never is wider than asked for, and the first mark always is in it") {
  std::string line;
  for (const char* piece : {"a", "\xe4\xbd\xa0", "\t", "e\xcc\x81", "\xff", "\xf0\x9f\x98\x80", "\x1b", " "}) line += piece;
  for (int i = 0; i < 4; ++i) line += line;
  for (std::size_t width = 40; width < 90; width += 7) {
    for (std::size_t begin = 0; begin <= line.size(); ++begin) {
      const Excerpt part = excerpt(line, {{begin, begin + 3}}, width);
      REQUIRE(part.at.size() == 1);
      REQUIRE(columns(part.shown) <= width);
      REQUIRE(part.at[0] <= width);
    }
  }
}

TEST_CASE("marks that do not fit one excerpt get one each") {
  SourceSet sources;
  const SourceId id = sources.add("f", "AA BB" + std::string(300, '.') + "CC\n");
  Finding finding;
  finding.at = {id, 0, 2};
  finding.labels = {{{id, 305, 307}, "far"}, {{id, 3, 5}, "near"}};
  std::ostringstream out;
  Style style;
  style.width = 40;
  write_snippet(out, finding, sources, style);
  CHECK(out.str() ==
        " --> f:1:1\n"
        "  |\n"
        "1 | AA BB............................\n"
        "  | ^^\n"
        "  |    -- near\n"
        "1 | ...............................CC\n"
        "  |                                -- far\n");
}

TEST_CASE("a line of four million characters costs no more than its excerpt") {
  const std::string line = std::string(2'000'000, 'x') + "Y" + std::string(2'000'000, '\xcc');
  for (std::size_t i = 0; i < 20'000; ++i) {
    const Excerpt part = excerpt(line, {{2'000'000 - i, 2'000'001}}, 100);
    REQUIRE(part.shown.size() < 1000);
  }
}
