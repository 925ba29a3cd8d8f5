// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "text/source.h"
#include "toml/node.h"

namespace fabriclint::toml {
namespace {

struct Document {
  SourceSet sources;
  Parsed parsed;

  explicit Document(std::string text) { parsed = parse(sources[sources.add("a.toml", std::move(text))], SourceId{0}); }

  // The node behind keys separated by '/'; digits choose an element of an array.
  [[nodiscard]] const Node& at(std::string_view path) const {
    const Node* node = &parsed.root;
    while (!path.empty()) {
      const std::string_view key = path.substr(0, path.find('/'));
      path.remove_prefix(key.size() < path.size() ? key.size() + 1 : key.size());
      node = node->is_array() ? &node->items.at(static_cast<std::size_t>(key[0] - '0')) : node->find(key);
      REQUIRE(node != nullptr);
    }
    return *node;
  }
  [[nodiscard]] std::string_view written(std::string_view path) const { return sources.text(at(path).span); }
  [[nodiscard]] std::string_view problem_text() const { return sources.text(parsed.problems.at(0).at); }
  [[nodiscard]] Position problem_at() const { return sources[SourceId{0}].position(parsed.problems.at(0).at.begin); }
};

TEST_CASE("every scalar's span covers it as it is written") {
  const Document doc(
      "a = 'x'\nb = \"q\\\"w\" # c\nc=-1.5e3 \nd = true\ne =0xFF\nf = 1979-05-27T07:32:00Z\ng = 07:32:00 # x\nh = +12\ni = inf\nj = "
      "1_000\nk=''\nl=\"\"");
  CHECK(doc.parsed.problems.empty());
  CHECK(doc.written("a") == "'x'");
  CHECK(doc.written("b") == "\"q\\\"w\"");
  CHECK(doc.written("c") == "-1.5e3");
  CHECK(doc.written("d") == "true");
  CHECK(doc.written("e") == "0xFF");
  CHECK(doc.written("f") == "1979-05-27T07:32:00Z");
  CHECK(doc.written("g") == "07:32:00");
  CHECK(doc.written("h") == "+12");
  CHECK(doc.written("i") == "inf");
  CHECK(doc.written("j") == "1_000");
  CHECK(doc.written("k") == "''");
  CHECK(doc.written("l") == "\"\"");
  CHECK(doc.at("a").text == "x");
  CHECK(doc.at("b").text == "q\"w");
  CHECK(doc.at("e").integer == 255);
  CHECK(doc.at("c").number == doctest::Approx(-1500));
  CHECK(doc.at("d").boolean);
  CHECK(doc.at("f").kind == Kind::date);
}

TEST_CASE("columns behind non-ASCII text are bytes, not code points") {
  const Document doc("a = { \"größe\" = 'é', \"日本\" = ['ü', '𝄞', 3], c = \"日\" }\n[\"é\".x]\ny = 1");
  REQUIRE(doc.parsed.problems.empty());
  CHECK(doc.written("a/größe") == "'é'");
  CHECK(doc.written("a/日本") == "['ü', '𝄞', 3]");
  CHECK(doc.written("a/日本/1") == "'𝄞'");
  CHECK(doc.written("a/日本/2") == "3");
  CHECK(doc.written("a/c") == "\"日\"");
  CHECK(doc.written("a") == "{ \"größe\" = 'é', \"日本\" = ['ü', '𝄞', 3], c = \"日\" }");
  CHECK(doc.sources.text(doc.at("a").member("日本")->key_span) == "\"日本\"");
  CHECK(doc.written("é/x/y") == "1");
}

TEST_CASE("a multi-line string covers its fences") {
  const Document doc("m = '''\n  foo é\nbar'''\nn = \"\"\"a\\\n   b\"\"\" # c\no = '''x''''\np = 1");
  REQUIRE(doc.parsed.problems.empty());
  CHECK(doc.written("m") == "'''\n  foo é\nbar'''");
  CHECK(doc.at("m").text == "  foo é\nbar");
  CHECK(doc.written("n") == "\"\"\"a\\\n   b\"\"\"");
  CHECK(doc.at("n").text == "ab");
  CHECK(doc.written("o") == "'''x''''");
  CHECK(doc.written("p") == "1");
}

TEST_CASE("any character may follow a line break that a backslash takes away") {
  for (const char* character : {"é", "\u00a0", "\u1fff", "\u2028", "日", "𝄞"}) {
    CAPTURE(character);
    const Document doc(std::string("a = \"\"\"x\\\n  ") + character + "\"\"\"\nb = 1");
    if (doc.parsed.problems.empty()) CHECK(doc.written("b") == "1");
    CHECK(Document(std::string("a = \"\"\"x\\") + character + "\"\"\"").parsed.problems.size() == 1);
    CHECK(Document(std::string("a = [1,") + character + "]").parsed.problems.size() == 1);
    CHECK(Document(std::string(character) + " = 1").parsed.problems.size() <= 1);
  }
}

TEST_CASE("CRLF and a byte order mark shift nothing") {
  const Document doc("\xEF\xBB\xBFkey = 'a'\r\n[t]\r\nm = '''\r\nx\r\n'''\r\nlast = 2\r\n");
  REQUIRE(doc.parsed.problems.empty());
  CHECK(doc.written("key") == "'a'");
  CHECK(doc.sources.text(doc.parsed.root.members.at(0).key_span) == "key");
  CHECK(doc.written("t/m") == "'''\r\nx\r\n'''");
  CHECK(doc.written("t/last") == "2");
  CHECK(doc.written("t") == "[t]");
}

TEST_CASE("keys have the span of their own part, dotted or quoted") {
  const Document doc("[a.'b c'.d]\nx.\"y z\" = 1\n[[q.r]]\ns = 1\n[[q.r]]\ns = 2\n[q.r.sub]\nt = 3\n");
  REQUIRE(doc.parsed.problems.empty());
  const auto key = [&](std::string_view table, std::string_view name) { return doc.sources.text(doc.at(table).member(name)->key_span); };
  CHECK(key("", "a") == "a");
  CHECK(key("a", "b c") == "'b c'");
  CHECK(key("a/b c", "d") == "d");
  CHECK(key("a/b c/d", "x") == "x");
  CHECK(key("a/b c/d/x", "y z") == "\"y z\"");
  CHECK(doc.written("a/b c/d") == "[a.'b c'.d]");
  CHECK(doc.written("q/r/1") == "[[q.r]]");
  CHECK(doc.at("q/r/1").span.begin > doc.at("q/r/0").span.begin);
  CHECK(doc.at("q/r/1/sub/t").integer == 3);
}

TEST_CASE("inline tables and arrays over several lines cover their brackets") {
  const Document doc("a = [ # c ]\n  { x = ']' },\n  [],\n] # end\nb = {c.d = {}}\n");
  REQUIRE(doc.parsed.problems.empty());
  CHECK(doc.written("a") == "[ # c ]\n  { x = ']' },\n  [],\n]");
  CHECK(doc.written("a/0") == "{ x = ']' }");
  CHECK(doc.written("a/1") == "[]");
  CHECK(doc.written("b/c/d") == "{}");
}

TEST_CASE("members come in file order, not in order of their names") {
  const Document doc("z = 1\na = 2\n[m]\n[b]\n");
  std::string order;
  for (const Member& member : doc.parsed.root.members) order += member.key;
  CHECK(order == "zamb");
}

TEST_CASE("syntax errors carry the place and a sentence, and leave an empty tree") {
  const Document doc("good = 1\nbad = \n");
  REQUIRE(doc.parsed.problems.size() == 1);
  CHECK(doc.parsed.problems[0].rule == "ruleset-syntax");
  CHECK(doc.parsed.problems[0].level == Level::error);
  CHECK(doc.problem_at() == Position{2, 7, 7});
  CHECK(doc.parsed.problems[0].message.starts_with("This is not valid TOML: "));
  CHECK(doc.parsed.root.members.empty());
}

TEST_CASE("the place of a syntax error is the wrong character") {
  CHECK(Document("a = 1 b = 2").problem_text() == "b");
  CHECK(Document("é = 1").problem_text() == "é");
  CHECK(Document("a = \"\\q\"").problem_text() == "q");
  CHECK(Document("'ü' = 'é' x").problem_text() == "x");
}

TEST_CASE("a repeated key is pointed at itself") {
  CHECK(Document("a=1\nbb = 2\na  = 3").problem_text() == "a");
  CHECK(Document("a=1\n'a' = 3").problem_text() == "'a'");
  CHECK(Document("a=1\na=2").problem_at().line == 2);
}

TEST_CASE("bytes that are not UTF-8 are a problem at that byte") {
  const Document doc("a = 'x\xFFy'");
  REQUIRE(doc.parsed.problems.size() == 1);
  CHECK(doc.parsed.problems[0].at.begin == 6);
}

TEST_CASE("control characters are a problem, not a crash") {
  for (int c = 0; c < 32; ++c) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    CAPTURE(c);
    CHECK(Document("a = '" + std::string(1, static_cast<char>(c)) + "'").parsed.problems.size() == 1);
  }
  CHECK(Document(std::string("a = 1\0b", 7)).parsed.problems.size() == 1);
}

TEST_CASE("an empty file is an empty table") {
  const Document doc("");
  CHECK(doc.parsed.problems.empty());
  CHECK(doc.parsed.root.members.empty());
  CHECK(Document("# only a comment").parsed.problems.empty());
}

TEST_CASE("what exceeds a limit is refused before toml++ sees it") {
  SUBCASE("size") {
    CHECK(Document("# " + std::string(1U << 20U, 'x')).parsed.problems.at(0).message.find("bytes") != std::string::npos);
  }
  SUBCASE("brackets") {
    CHECK(Document("a = " + std::string(100'000, '[')).parsed.problems.at(0).message.find("64 levels") != std::string::npos);
  }
  SUBCASE("a dotted key") {
    std::string key = "a";
    for (int i = 0; i < 100'000; ++i) key += ".a";
    CHECK(Document(key + " = 1").parsed.problems.at(0).message.find("64 levels") != std::string::npos);
    CHECK(Document("[" + key + "]").parsed.problems.at(0).message.find("64 levels") != std::string::npos);
    CHECK(Document("x = {" + key + " = 1}").parsed.problems.at(0).message.find("64 levels") != std::string::npos);
  }
  SUBCASE("dotted keys in nested tables count together") {
    std::string text = "x = ";
    for (int i = 0; i < 20; ++i) text += "{a.b.c.d = ";
    CHECK(Document(text).parsed.problems.at(0).message.find("64 levels") != std::string::npos);
  }
}

TEST_CASE("sixty levels are read") {
  const Document doc("a = " + std::string(60, '[') + std::string(60, ']'));
  CHECK(doc.parsed.problems.empty());
}

TEST_CASE("dots in strings, comments and numbers are no levels") {
  const std::string dots(200, '.');
  CHECK(Document("a = '" + dots + "' # " + dots + "\n\"" + dots + "\" = '''\n" + dots + "\n'''\nb = [1.5, 2.5]\n[\"x" + dots + "\"]\n")
            .parsed.problems.empty());
}

TEST_CASE("a megabyte on one line is placed in linear time") {
  std::string text = "é = 0\n";
  text = "a = [";
  while (text.size() < 1'000'000) text += "'é',";
  text += "]";
  const Document doc(std::move(text));
  REQUIRE(doc.parsed.problems.empty());
  CHECK(doc.sources.text(doc.at("a").items.back().span) == "'é'");
}

TEST_CASE("no prefix and no mutation of a document crashes the reader") {
  const std::string text = "[a.\"b\"]\nx.y = {p = '''q\n''', r = [1, 2.5, \"é\\u00e9\"]}\n[[z]]\nd = 1979-05-27\n";
  for (std::size_t size = 0; size <= text.size(); ++size) (void)Document(text.substr(0, size));
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : {'"', '\'', '[', ']', '{', '}', '.', '=', ',', '\n', '#', '\\', '\0', '\xC3'}) {
      std::string changed = text;
      changed[at] = c;
      const Document doc(changed);
      for (const Finding& problem : doc.parsed.problems) {
        CHECK(problem.at.begin <= problem.at.end);
        CHECK(problem.at.end <= changed.size());
      }
    }
  }
}

}  // namespace
}  // namespace fabriclint::toml
