// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "parsed.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

namespace {

struct Case {
  std::string what;
  std::string yaml;  // its first key holds the scalar
  std::string value;
};

const std::vector<Case> kCases = {
    {"plain", "k: some words\n", "some words"},
    {"plain over lines", "k: one\n  two\n\n  three\n", "one two\nthree"},
    {"plain over lines with tabs and trailing blanks", "k: one \t\n \t two\n", "one two"},
    {"plain over lines, as long as what is written", "a\nb", "a b"},
    {"plain with blanks inside", "k: a  b\tc\n", "a  b\tc"},
    {"plain with a number sign and colons", "k: a#b::c:d\n", "a#b::c:d"},
    {"plain over lines in a flow sequence", "k: [one\n  two, x]\n", "one two"},
    {"single-quoted", "k: 'a b'\n", "a b"},
    {"single-quoted with quotes", "k: 'it''s ''so'''\n", "it's 'so'"},
    {"single-quoted over lines", "k: 'one  \n\n\n  two\n  three'\n", "one\n\ntwo three"},
    {"single-quoted with blanks at its ends", "k: '  a '\n", "  a "},
    {"single-quoted that begins and ends with breaks", "k: '\n  a\n  '\n", " a "},
    {"single-quoted with a backslash", "k: 'a\\nb'\n", R"(a\nb)"},
    {"empty in quotes", "k: ''\n", ""},
    {"double-quoted", "k: \"a b\"\n", "a b"},
    {"double-quoted with escapes", "k: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\\"\\\\\\/\\ \"\n", std::string("\0\a\b\t\n\v\f\r\x1b\"\\/ ", 13)},
    {"double-quoted with escapes of several bytes", "k: \"\\N\\_\\L\\P\\x41\\xe9\\u20AC\\U0001F600!\"\n",
     "\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9"
     "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!"},
    {"double-quoted with an escaped break", "k: \"one \\\n   two\\\n  three\"\n", "one twothree"},
    {"double-quoted with an escaped break and empty lines", "k: \"one\\\n\n\n  two\"\n", "one\n\ntwo"},
    {"double-quoted, folded", "k: \"one\n  two\n\n  three  \"\n", "one two\nthree  "},
    {"double-quoted, with a blank kept by an escape", "k: \"one\n  \\  two\"\n", "one   two"},
    {"JSON in double quotes over lines", "k: \"{\\\"a\\\": 1,\n  \\\"b\\\": 2}\"\n", R"({"a": 1, "b": 2})"},
    {"literal", "k: |\n  one\n    two\n\n  three\n", "one\n  two\n\nthree\n"},
    {"literal, stripped", "k: |-\n  one\n\n\n", "one"},
    {"literal, kept", "k: |+\n  one\n\n \nl: 1\n", "one\n\n\n"},
    {"literal, clipped", "k: |\n  one\n\n\n", "one\n"},
    {"literal without a last break", "k: |\n  one\n  two", "one\ntwo"},
    {"literal that begins with empty lines", "k: |\n\n \n  one\n", "\n\none\n"},
    {"literal with an indentation indicator", "k: |2\n    one\n   two\n  three\n", "  one\n two\nthree\n"},
    {"literal with both indicators", "k: |1-\n  one\n two\n", " one\ntwo"},
    {"literal with a header comment", "k: |-  # why\n  one\n", "one"},
    {"literal with tabs", "k: |\n  one\t\n  \ttwo\n", "one\t\n\ttwo\n"},
    {"literal with lines of blanks", "k: |\n  one\n     \n  two\n", "one\n   \ntwo\n"},
    {"literal of blanks only", "k: |1\n    \n  \n", "   \n \n"},
    {"literal of empty lines, kept", "k: |+\n\n  \n", "\n\n"},
    {"literal without lines", "k: |\nl: 1\n", ""},
    {"literal in a sequence of a mapping", "k:\n- |\n  one\n  two\n", "one\ntwo\n"},
    {"literal as a document", "--- |\n one\n  two\n", "one\n two\n"},
    {"literal with comments behind it", "k: |\n  # no\n  one\n # yes\nl: 1\n", "# no\none\n"},
    {"folded", "k: >\n  one\n  two\n\n  three\n", "one two\nthree\n"},
    {"folded, stripped", "k: >-\n  one\n  two\n", "one two"},
    {"folded, kept", "k: >+\n  one\n  two\n\n\nl: 1\n", "one two\n\n\n"},
    {"folded with more-indented lines", "k: >\n  one\n    two\n    three\n  four\n  five\n", "one\n  two\n  three\nfour five\n"},
    {"folded with more-indented lines and empty ones", "k: >\n  one\n\n    two\n\n  three\n", "one\n\n  two\n\nthree\n"},
    {"folded with a line that begins with a tab", "k: >\n  one\n  \ttwo\n  three\n", "one\n\ttwo\nthree\n"},
    {"folded that begins with more-indented lines", "k: >2\n    one\n  two\n", "  one\ntwo\n"},
    {"folded that begins with empty lines", "k: >\n\n\n  one\n  two\n", "\n\none two\n"},
    {"folded with blanks at line ends", "k: >\n  one  \n  two\n", "one   two\n"},
    {"characters of several bytes", "k: |\n  \xC3\xA9\n  \xF0\x9F\x98\x80x\n", "\xC3\xA9\n\xF0\x9F\x98\x80x\n"},
    {"a tagged scalar", "k: !!str &a  'it''s'\n", "it's"},
    {"an anchored block scalar", "k: &a |\n  one\n  two\n", "one\ntwo\n"},
    {"a script with continuation lines", "k: |\n  run \\\n    --flag \\\n    value\n", "run \\\n  --flag \\\n  value\n"},
};

const Node* first_scalar(const Parsed& p) {
  const Node* found = nullptr;
  each_node(p.root(), [&](const Node& node) {
    if (found == nullptr && node.kind == Kind::scalar && node.value != "k") found = &node;
  });
  return found;
}

std::string with_breaks(std::string_view text, std::string_view line_break) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\n') {
      out += line_break;
    } else {
      out += byte;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a traced scalar has the value and the place of every byte, in every style") {
  for (const Case& c : kCases) {
    for (const std::string line_break : {"\n", "\r\n", "\r"}) {
      CAPTURE(c.what);
      CAPTURE(line_break);
      const Parsed p(with_breaks(c.yaml, line_break));
      REQUIRE_FALSE(p.stream.broken());
      const Node* node = first_scalar(p);
      REQUIRE(node != nullptr);
      CHECK(std::string(node->value) == c.value);
      CHECK(trace_fault(*node, p.source) == "");
      CHECK_FALSE(traced_as_a_whole(*node, p.source));
    }
  }
}

TEST_CASE("a word on line 7 of a block scalar is pointed at") {
  std::string yaml = "args:\n- |\n";
  for (int n = 1; n <= 9; ++n) yaml += "    echo " + std::string(n == 7 ? "seven" : "other") + "\n";
  for (const char* header : {"|", ">-"}) {
    std::string text = yaml;
    text.replace(text.find('|'), 1, header);
    const Parsed p(text);
    const TracedText traced = trace(*p.at("args")->items[0], p.source);
    const std::size_t at = traced.text().find("seven");
    const Span span = traced.slice(at, at + 5).span();
    CHECK(p.text(span) == "seven");
    CHECK(p.source.position(span.begin) == Position{.line = 9, .column = 10, .byte_column = 10});
  }
}

TEST_CASE("a character behind escapes is pointed at, an escape as a whole") {
  const Parsed p("k: \"a\\u20ACb\\\"c\"\n");
  const TracedText traced = trace(*p.at("k"), p.source);
  REQUIRE(traced.text() ==
          "a\xE2\x82\xAC"
          "b\"c");
  CHECK(p.text(traced.slice(1, 4).span()) == "\\u20AC");
  CHECK(p.text(traced.slice(2, 3).span()) == "\\u20AC");
  CHECK(p.text(traced.slice(4, 5).span()) == "b");
  CHECK(p.text(traced.slice(5, 6).span()) == "\\\"");
  CHECK(p.text(traced.slice(6, 7).span()) == "c");
}

TEST_CASE("a folded break is owed to the white space it was made of") {
  const Parsed p("k: >-\n  one\n  two\nl: one \n   two\n");
  CHECK(p.text(trace(*p.at("k"), p.source).slice(3, 4).span()) == "\n  ");
  CHECK(p.text(trace(*p.at("l"), p.source).slice(3, 4).span()) == " \n   ");
}

TEST_CASE("a text over lines spans from its first to its last byte") {
  const Parsed p("k: |\n  one\n  two\nl: 2\n");
  const TracedText traced = trace(*p.at("k"), p.source);
  CHECK(p.text(traced.span()) == "one\n  two\n");
  CHECK(p.text(traced.slice(2, 5).span()) == "e\n  t");
}

TEST_CASE("text behind an alias points at the anchored scalar") {
  const Parsed p("a: &x 'value'\nb: *x\n");
  const TracedText traced = trace(*p.written_at("b"), p.source);
  CHECK(traced.text() == "value");
  CHECK(traced.span() == Span{{0}, 7, 12});
}

TEST_CASE("what is no scalar has no text") {
  const Parsed p("l: [a]\nm: {k: v}\nu: *nowhere\ne:\n");
  for (const char* key : {"l", "m", "u", "e"}) CHECK(trace(*p.written_at(key), p.source).empty());
}

TEST_CASE("the breaks that only YAML 1.1 knows fold as in libyaml") {
  for (const char* line_break : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    for (const Case& c : kCases) {
      const Parsed p(with_breaks(c.yaml, line_break));
      CAPTURE(c.what);
      REQUIRE_FALSE(p.stream.broken());
      each_node(p.root(), [&](const Node& node) {
        if (node.kind == Kind::scalar) CHECK(trace_fault(node, p.source) == "");
      });
    }
  }
}
