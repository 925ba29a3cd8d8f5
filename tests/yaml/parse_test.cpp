// SPDX-License-Identifier: Apache-2.0
#include "yaml/parse.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "parsed.h"
#include "yaml/comments.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

TEST_CASE("scalars keep their style, their value and the span of what was written") {
  const Parsed p(
      "plain: two words   # comment\n"
      "single: 'it''s'\n"
      "double: \"a\\tb\"\n"
      "literal: |\n"
      "  line\n"
      "folded: >-\n"
      "  line\n");
  REQUIRE_FALSE(p.stream.broken());
  CHECK(p.at("plain")->style == Style::plain);
  CHECK(p.text(p.at("plain")) == "two words");
  CHECK(p.at("single")->style == Style::single_quoted);
  CHECK(p.at("single")->value == "it's");
  CHECK(p.text(p.at("single")) == "'it''s'");
  CHECK(p.at("double")->style == Style::double_quoted);
  CHECK(p.at("double")->value == "a\tb");
  CHECK(p.text(p.at("double")) == "\"a\\tb\"");
  CHECK(p.at("literal")->style == Style::literal);
  CHECK(p.at("literal")->value == "line\n");
  CHECK(p.at("folded")->style == Style::folded);
  CHECK(p.at("folded")->value == "line");
}

TEST_CASE("an anchored or tagged node begins at its value") {
  const Parsed p(
      "a: &x 1\n"
      "b: !!str &y 'two'\n"
      "c: &z !local {k: v}\n"
      "d: &m   # why\n"
      "  k: v\n"
      "e: &s\n"
      "- 1\n"
      "f: &t |\n"
      "  text\n"
      "g: &n\n");
  REQUIRE_FALSE(p.stream.broken());
  CHECK(p.text(p.at("a")) == "1");
  CHECK(p.at("a")->anchor == "x");
  CHECK(p.text(p.at("b")) == "'two'");
  CHECK(p.at("b")->anchor == "y");
  CHECK(p.at("b")->tag == "tag:yaml.org,2002:str");
  CHECK(p.text(p.at("c")) == "{k: v}");
  CHECK(p.at("c")->tag == "!local");
  CHECK(p.text(p.at("d")) == "k: v");
  CHECK(p.text(p.at("e")) == "- 1");
  CHECK(p.text(p.at("f")) == "|\n  text");
  CHECK(p.text(p.at("g")).empty());
  CHECK(p.at("g")->anchor == "n");
}

TEST_CASE("block collections end with their last word, flow collections with their bracket") {
  const Parsed p(
      "map:\n"
      "  a: 1\n"
      "  b: 2   # two\n"
      "\n"
      "# after\n"
      "list:\n"
      "- x\n"
      "-   y\n"
      "\n"
      "flow: [1, {a: b} ]  # end\n"
      "pair: [ a: b , c]\n"
      "nested:\n"
      "  - - deep\n"
      "last: {}\n");
  REQUIRE_FALSE(p.stream.broken());
  CHECK(p.text(p.at("map")) == "a: 1\n  b: 2");
  CHECK(p.text(p.at("list")) == "- x\n-   y");
  CHECK(p.text(p.at("flow")) == "[1, {a: b} ]");
  CHECK(p.at("flow")->flow);
  CHECK(p.text(p.at("flow")->items[1]) == "{a: b}");
  CHECK(p.text(p.at("pair")->items[0]) == "a: b");
  CHECK(p.text(p.at("nested")) == "- - deep");
  CHECK(p.text(p.at("nested")->items[0]) == "- deep");
  CHECK_FALSE(p.at("nested")->flow);
  CHECK(p.text(p.at("last")) == "{}");
  CHECK(p.root()->span.end == p.source.text().size() - 1);
}

TEST_CASE("a missing value is an empty span right after its colon or dash") {
  const Parsed p(
      "a:\n"
      "b:   # none\n"
      "c:\n"
      "-\n"
      "- x\n"
      "d: {k, l: , \"m\":, n }\n");
  REQUIRE_FALSE(p.stream.broken());
  for (const char* key : {"a", "b"}) {
    const Node* value = p.at(key);
    CHECK(value->span.empty());
    CHECK(p.source.text()[value->span.begin - 1] == ':');
    CHECK(is_null(*value));
  }
  const Node* item = p.at("c")->items[0];
  CHECK(item->span.empty());
  CHECK(p.source.text()[item->span.begin - 1] == '-');
  const auto entries = p.at("d")->entries;
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].value->span.begin == entries[0].key->span.end);
  CHECK(entries[1].value->span.begin == entries[1].key->span.end + 1);
  CHECK(entries[2].value->span.begin == entries[2].key->span.end + 1);
  CHECK(entries[3].value->span.begin == entries[3].key->span.end);
  for (const Entry& entry : entries) CHECK(entry.value->span.empty());
}

TEST_CASE("a block scalar runs from its indicator to the end of its last line with a word") {
  const Parsed p(
      "a: |-   # why\n"
      "  one\n"
      "  two  \n"
      "\n"
      "\n"
      "# outside\n"
      "b: >+\n"
      "  three\n"
      "   \n"
      "c: |  # nothing\n"
      "\n"
      "d: |2\n"
      "    indented\n"
      "e: |\n"
      "  end of file");
  REQUIRE_FALSE(p.stream.broken());
  CHECK(p.text(p.at("a")) == "|-   # why\n  one\n  two  ");
  CHECK(p.text(p.at("b")) == ">+\n  three");
  CHECK(p.text(p.at("c")) == "|");
  CHECK(p.text(p.at("d")) == "|2\n    indented");
  CHECK(p.text(p.at("e")) == "|\n  end of file");
}

TEST_CASE("aliases stay aliases and know what they stand for") {
  const Parsed p("a: &x {k: v}\nb: *x\nc: [*x, *x]\n");
  REQUIRE(p.stream.problems.empty());
  const Node* alias = p.written_at("b");
  CHECK(alias->kind == Kind::alias);
  CHECK(alias->anchor == "x");
  CHECK(p.text(alias) == "*x");
  CHECK(alias->target == p.at("a"));
  CHECK(resolve(alias) == p.at("a"));
  CHECK(p.at("c")->items[1]->target == p.at("a"));
}

TEST_CASE("an anchor written twice means the last one before the alias") {
  const Parsed p("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");
  CHECK(p.at("b")->value == "1");
  CHECK(p.at("d")->value == "2");
}

TEST_CASE("documents are counted from 0, empty ones too") {
  const Parsed p("# first\n---\n---\na: 1\n...\n---\n# only a comment\n--- two\n");
  REQUIRE_FALSE(p.stream.broken());
  REQUIRE(p.stream.documents.size() == 4);
  CHECK(p.root(0) == nullptr);
  CHECK(p.root(1)->kind == Kind::mapping);
  CHECK(p.root(2) == nullptr);
  CHECK(p.root(3)->value == "two");
  for (std::uint32_t n = 0; n < 4; ++n) CHECK(p.stream.documents[n].index == n);
  CHECK(p.text(p.stream.documents[1].span) == "---\na: 1\n...");
}

TEST_CASE("a file without a document has none") {
  CHECK(Parsed("").stream.documents.empty());
  CHECK(Parsed("# a comment\n").stream.documents.empty());
  CHECK(Parsed("\xEF\xBB\xBF").stream.documents.empty());
  CHECK_FALSE(Parsed("").stream.broken());
}

TEST_CASE("anchors of one document are unknown to the next") {
  const Parsed p("a: &x 1\n---\nb: *x\n");
  REQUIRE(p.stream.problems.size() == 1);
  CHECK(p.stream.problems[0].kind == ProblemKind::undefined_alias);
  CHECK(p.text(p.stream.problems[0].at) == "*x");
  CHECK_FALSE(p.stream.broken());
  CHECK(p.stream.documents[1].root->entries[0].value->target == nullptr);
}

TEST_CASE("an alias inside the node it refers to is refused and leads nowhere") {
  const Parsed p("a: &x\n  k: [1, *x]\n");
  REQUIRE(p.stream.problems.size() == 1);
  CHECK(p.stream.problems[0].kind == ProblemKind::undefined_alias);
  CHECK(p.text(p.stream.problems[0].at) == "*x");
  const Node* list = Fields(p.at("a")).value("k");
  CHECK(resolve(list->items[1]) == nullptr);
}

TEST_CASE("a duplicate key is a problem at its second place, with the first one as context") {
  const Parsed p("env: 1\nargs: 2\n\"env\": 3\n");
  REQUIRE(p.stream.problems.size() == 1);
  const Problem& problem = p.stream.problems[0];
  CHECK(problem.kind == ProblemKind::duplicate_key);
  CHECK(p.text(problem.at) == "\"env\"");
  CHECK(p.text(problem.context) == "env");
  CHECK(problem.message.find("'env'") != std::string::npos);
  CHECK_FALSE(p.stream.broken());
}

TEST_CASE("every repetition of a key is reported in file order, in small and in big mappings") {
  for (const int others : {0, 3, 50}) {
    std::string text = "k: 1\nl: 1\n";
    for (int n = 0; n < others; ++n) text += "other" + std::to_string(n) + ": x\n";
    text += "l: 2\nk: 2\nk: 3\n";
    const Parsed p(text);
    CAPTURE(others);
    REQUIRE(p.stream.problems.size() == 3);
    CHECK(p.text(p.stream.problems[0].at) == "l");
    CHECK(p.text(p.stream.problems[1].at) == "k");
    CHECK(p.text(p.stream.problems[2].at) == "k");
    CHECK(p.stream.problems[2].context.begin == 0);
  }
}

TEST_CASE("merge keys and equal keys of different mappings are no duplicates") {
  CHECK(Parsed("a: &a {k: 1}\nb: &b {l: 2}\nc:\n  <<: *a\n  <<: *b\n").stream.problems.empty());
  CHECK(Parsed("- name: a\n- name: b\n").stream.problems.empty());
  CHECK(Parsed("? [a]\n: 1\n? [a]\n: 2\n").stream.problems.empty());
  CHECK(Parsed("'<<': 1\n\"<<\": 2\n").stream.problems.size() == 1);
}

TEST_CASE("positions are right after a byte order mark and after characters of several bytes") {
  const Parsed p("\xEF\xBB\xBFk\xC3\xA9: \"\xF0\x9F\x98\x80 v\"  # \xE2\x82\xAC\nnext: [\xE2\x82\xAC, x]\n");
  REQUIRE_FALSE(p.stream.broken());
  CHECK(p.text(p.root()->entries[0].key) == "k\xC3\xA9");
  CHECK(p.text(p.root()->entries[0].value) == "\"\xF0\x9F\x98\x80 v\"");
  CHECK(p.text(p.at("next")->items[1]) == "x");
  const std::vector<Span> comments = find_comments(p.stream, p.source.text());
  REQUIRE(comments.size() == 1);
  CHECK(p.text(comments[0]) == "# \xE2\x82\xAC");
}

TEST_CASE("positions are right far into a file that is not ASCII") {
  std::string text;
  for (int n = 0; n < 500; ++n)
    text += "k" + std::to_string(n) + ": \"\xC3\xA9" + std::string(static_cast<std::size_t>(n % 70), '-') + "\"\n";
  const Parsed p(text);
  REQUIRE(p.root()->entries.size() == 500);
  for (std::size_t n = 0; n < 500; ++n) {
    REQUIRE(p.text(p.root()->entries[n].key) == "k" + std::to_string(n));
    REQUIRE(p.text(p.root()->entries[n].value) == "\"" + std::string(p.root()->entries[n].value->value) + "\"");
  }
}

TEST_CASE("spans are right with the line breaks that only YAML 1.1 knows") {
  for (const std::string line_break : {"\n", "\r\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    const Parsed p(fmt::format("# c{0}a: 1{0}b: |{0}  x{0}c: 'q'{0}", line_break));
    CAPTURE(line_break);
    REQUIRE_FALSE(p.stream.broken());
    const std::vector<Span> comments = find_comments(p.stream, p.source.text());
    REQUIRE(comments.size() == 1);
    CHECK(p.text(comments[0]) == "# c");
    CHECK(p.text(p.at("a")) == "1");
    CHECK(p.text(p.at("b")) == "|" + line_break + "  x");
    CHECK(p.text(p.at("c")) == "'q'");
  }
}

TEST_CASE("what precedes a broken document is kept, the broken document is not") {
  const Parsed p("a: 1\n---\nb: 2\n---\nc: [1\n---\nd: 4\n");
  CHECK(p.stream.broken());
  REQUIRE(p.stream.documents.size() == 2);
  CHECK(p.root(1)->entries[0].value->value == "2");
  REQUIRE(p.stream.problems.size() == 1);
  CHECK(p.stream.problems[0].kind == ProblemKind::syntax);
}

TEST_CASE("a syntax problem has a message, a place and what it refers to") {
  const Parsed p("a: 'open\nb: 2\n");
  REQUIRE(p.stream.problems.size() == 1);
  const Problem& problem = p.stream.problems[0];
  CHECK(problem.kind == ProblemKind::syntax);
  CHECK(problem.message == "found unexpected end of stream");
  CHECK(problem.context_text == "while scanning a quoted scalar");
  CHECK(p.text(problem.context) == "'");
  // The end of the file as people see it: behind the last word.
  CHECK(p.source.position(problem.at.begin) == Position{.line = 2, .column = 5, .byte_column = 5});
}

TEST_CASE("a simple one-line scalar views the file, others are copied") {
  const Parsed p("a: plain\nb: 'quoted'\nc: 'it''s'\n");
  const auto views = [&](const Node* node) {
    return node->value.data() >= p.source.text().data() && node->value.data() < p.source.text().data() + p.source.text().size();
  };
  CHECK(views(p.at("a")));
  CHECK(views(p.at("b")));
  CHECK_FALSE(views(p.at("c")));
}

TEST_CASE("a stream can be moved, its nodes stay where they are") {
  const Source source("test.yaml", "a: \"x\\ty\"\n");
  Stream first = parse(source, SourceId{0});
  const Node* root = first.documents[0].root;
  const Stream second = std::move(first);
  CHECK(second.documents[0].root == root);
  CHECK(Fields(root).value("a")->value == "x\ty");
}
