// SPDX-License-Identifier: Apache-2.0
#include "suppress/extent.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "text/source.h"
#include "yaml/comments.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

// What the comment that holds "X" covers, with '|' for line breaks.
std::string covered(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("f.yaml", text);
  const yaml::Stream stream = yaml::parse(sources[id], id);
  REQUIRE(!stream.broken());
  Layout layout(sources[id].text(), stream);
  for (const Span comment : yaml::find_comments(stream, sources[id].text())) {
    const Extent extent = layout.covered_by(comment);  // of all, in their order
    if (sources.text(comment).find('X') == std::string_view::npos) continue;
    std::string out = text.substr(extent.begin, extent.end - extent.begin);
    if (const std::size_t at = out.find(" # X"); at != std::string::npos) out.erase(at, 4);
    for (char& c : out) c = c == '\n' ? '|' : c;
    return out;
  }
  return "no comment";
}

}  // namespace

TEST_CASE("behind content: the line") {
  CHECK(covered("a: 1\nb: 2 # X\nc: 3\n") == "b: 2");
  CHECK(covered("a: # X\n  b: 1\n") == "a:");
  CHECK(covered("- name: n # X\n  value: v\n") == "- name: n");
  CHECK(covered("a: {b: 1, c: 2} # X\nd: 3\n") == "a: {b: 1, c: 2}");
}

TEST_CASE("behind content: a scalar that begins or ends on the line, as a whole") {
  CHECK(covered("- | # X\n  one\n  two\n- x\n") == "- ||  one|  two");
  CHECK(covered("a: \"one\n  two\" # X\nb: 2\n") == "\"one|  two\"");
  CHECK(covered("a: one\n  two # X\nb: 2\n") == "one|  two");
  CHECK(covered("[a, # X\n b]\n") == "[a,");
}

TEST_CASE("on its own line: the next entry or item with everything in it") {
  CHECK(covered("# X\na: 1\nb: 2\n") == "a: 1");
  CHECK(covered("a:\n  # X\n  b:\n    c: 1\n    d: 2\n  e: 3\n") == "b:|    c: 1|    d: 2");
  CHECK(covered("l:\n  # X\n  - name: n\n    value: v\n  - name: m\n") == "- name: n|    value: v");
  CHECK(covered("l:\n  - name: n\n    # X\n    value: v\n    more: w\n") == "value: v");
  CHECK(covered("l:\n# X\n- a\n- b\n") == "- a");
  CHECK(covered("# X\na: |\n  one\n\n  two\nb: 2\n") == "a: ||  one||  two");
  CHECK(covered("a:\n  # X\n  value\nb: 2\n") == "value");
}

TEST_CASE("on its own line: comments and empty lines stand between, and the end of a block does not count") {
  CHECK(covered("# X\n# another\n\n   # more\na: 1\nb: 2\n") == "a: 1");
  CHECK(covered("a:\n  b: 1\n  # X\nc: 2\nd: 3\n") == "c: 2");
}

TEST_CASE("on its own line in brackets: what begins on the next line") {
  CHECK(covered("[a,\n # X\n b, {c: 1,\n d: 2}, e,\n f]\n") == "b, {c: 1,| d: 2}");
  CHECK(covered("a: {\n # X\n b: [1,\n 2], c: 3,\n d: 4}\n") == "b: [1,| 2]");
  CHECK(covered("a: [b,\n # X\n]\nc: 1\n") == "]");
}

TEST_CASE("an item or a value may begin before its first word") {
  CHECK(covered("# X\n-\n  a: 1\n  b: 2\n- c\n") == "-|  a: 1|  b: 2");
  CHECK(covered("l:\n  # X\n  - &anchor\n    a: 1\n    b: 2\n  - c\n") == "- &anchor|    a: 1|    b: 2");
  CHECK(covered("l:\n  # X\n  - !tag\n    a: 1\n  - c\n") == "- !tag|    a: 1");
  CHECK(covered("# X\n? a\n: b\nc: d\n") == "? a|: b");
}

TEST_CASE("behind a lone dash: the item") {
  CHECK(covered("l:\n  - # X\n    a: 1\n    b: 2\n  - c\n").starts_with("a: 1"));
  CHECK(covered("-  - # X\n    a: 1\n   - b\n- c\n").starts_with("a: 1"));
}

TEST_CASE("at a document marker: the document") {
  CHECK(covered("a: 1\n--- # X\nb: 2\nc: 3\n---\nd: 4\n") == "---|b: 2|c: 3");
  CHECK(covered("a: 1\n# X\n---\nb: 2\nc: 3\n---\nd: 4\n") == "---|b: 2|c: 3");
  CHECK(covered("# X\n\n--- # other\n# other\na: 1\nb: 2\n") == "--- # other|# other|a: 1|b: 2");
  CHECK(covered("# X\n%YAML 1.1\n---\na: 1\nb: 2\n") == "%YAML 1.1|---|a: 1|b: 2");
  CHECK(covered("---\n# X\na: 1\nb: 2\n") == "a: 1");
  CHECK(covered("a: 1\n# X\n---\n---\nb: 2\n") == "---");
}

TEST_CASE("below the last node: nothing") {
  CHECK(covered("a: 1\n# X\n") == "");
  CHECK(covered("a: 1\n# X") == "");
  CHECK(covered("# X\n") == "");
  CHECK(covered("a: 1\n# X\n...\n") == "...");
}

TEST_CASE("an alias is the node that it stands as, not the one that it refers to") {
  CHECK(covered("a: &x {b: 1}\n# X\nc: *x\nd: 2\n") == "c: *x");
  CHECK(covered("- &x\n  b: 1\n# X\n- *x\n- 2\n") == "- *x");
}

TEST_CASE("line breaks of every kind, a byte order mark, and no break at the end") {
  CHECK(covered("a: 1\r\n# X\r\nb: 2\r\nc: 3\r\n") == "b: 2");
  CHECK(covered("a: 1\r# X\rb: 2\rc: 3") == "b: 2");
  CHECK(covered("\xEF\xBB\xBF# X\na: 1\nb: 2") == "a: 1");
  CHECK(covered("\xEF\xBB\xBF"
                "a: 1 # X\nb: 2") == "a: 1");
  CHECK(covered("a: 1\n# X\nb: 2") == "b: 2");
}

TEST_CASE("a comment on its own line is told from one behind content") {
  const std::string text = "\xEF\xBB\xBF# one\n  \t# two\na: 1 # three\n- # four\n";
  SourceSet sources;
  const SourceId id = sources.add("f.yaml", text);
  const yaml::Stream stream;
  const Layout layout(sources[id].text(), stream);
  std::string own;
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    const auto begin = static_cast<std::uint32_t>(at);
    own += layout.on_own_line({id, begin, begin + 1}) ? 'y' : 'n';
  }
  CHECK(own == "yynn");
}

TEST_CASE("many comments above much text cost no more than reading it") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "# X\n";
  text += std::string(2'000'000, '\n') + "[";
  for (int i = 0; i < 200'000; ++i) text += "a, ";
  text += "b]\n";
  SourceSet sources;
  const SourceId id = sources.add("f.yaml", text);
  const yaml::Stream stream = yaml::parse(sources[id], id);
  const std::vector<Span> comments = yaml::find_comments(stream, sources[id].text());
  REQUIRE(comments.size() == 1000);
  Layout layout(sources[id].text(), stream);
  std::uint32_t end = 0;
  for (const Span comment : comments) end = layout.covered_by(comment).end;
  CHECK(end == text.size() - 1);
}

}  // namespace fabriclint
