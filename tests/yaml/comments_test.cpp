// SPDX-License-Identifier: Apache-2.0
#include "yaml/comments.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "parsed.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

namespace {

std::vector<std::string> comments_of(const std::string& text) {
  const Parsed p(text);
  std::vector<std::string> comments;
  for (const Span comment : find_comments(p.stream, p.source.text())) comments.emplace_back(p.text(comment));
  return comments;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("comments stand on their own line or after white space") {
  CHECK(comments_of("# one\na: 1 # two\n  # three\nb: 2\t#four\n") == Texts{"# one", "# two", "# three", "#four"});
  CHECK(comments_of("a: 1#2\nb: x#y # z\n") == Texts{"# z"});
  CHECK(comments_of("#") == Texts{"#"});
  CHECK(comments_of("# a\r\nb: 1 # c\r\n") == Texts{"# a", "# c"});
}

TEST_CASE("a number sign inside a quoted scalar is content") {
  CHECK(comments_of("a: ' # no' # yes\n").size() == 1);
  CHECK(comments_of("a: \"x\n  # no\n  y\" # yes\n") == Texts{"# yes"});
  CHECK(comments_of("' # no': 1\n").empty());
  CHECK(comments_of("a: &x ' # no'\nb: !!str \" # no\"\n").empty());
}

TEST_CASE("a number sign inside a block scalar is content, in its header and behind it a comment") {
  CHECK(comments_of("a: |  # header\n  # no\n  x # no\n# behind\nb: 1\n") == Texts{"# header", "# behind"});
  CHECK(comments_of("a: >-\n  x\n\n  # no\n\n # less indented\nb: 1 # yes\n") == Texts{"# less indented", "# yes"});
  CHECK(comments_of("a: &x |  # header\n  # no\n") == Texts{"# header"});
}

TEST_CASE("a comment ends a plain scalar") {
  const Parsed p("a: one\n  two # yes\nb: 1\n");
  CHECK(p.at("a")->value == "one two");
  CHECK(find_comments(p.stream, p.source.text()).size() == 1);
}

TEST_CASE("comments between properties and value are found") {
  CHECK(comments_of("a: &x # one\n  # two\n  k: v\n") == Texts{"# one", "# two"});
  CHECK(comments_of("--- # document\na: 1\n... # end\n# last\n") == Texts{"# document", "# end", "# last"});
  CHECK(comments_of("[ # one\n1, # two\n] # three\n") == Texts{"# one", "# two", "# three"});
}

TEST_CASE("comments before the place where reading stopped are kept") {
  const auto comments = comments_of("# one\na: 1 # two\n---\nb: [\n");
  REQUIRE(comments.size() >= 2);
  CHECK(comments[1] == "# two");
}
