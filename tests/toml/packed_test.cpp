// SPDX-License-Identifier: Apache-2.0
#include "toml/packed.h"

#include <doctest/doctest.h>

#include <string>

#include "toml/node.h"

using namespace fabriclint;

TEST_CASE("what the build writes becomes the tree that it was") {
  const toml::Node root = toml::unpack(
      "d1:4:rule"
      "d1:1:a"
      "d5:4:text5:l\nong"
      "6:number"
      "i-12e"
      "4:flagt"
      "4:listl2:1:x0:"
      "5:emptyd0:",
      SourceId{3});
  REQUIRE(root.find("rule") != nullptr);
  const toml::Node& rule = *root.find("rule")->find("a");
  CHECK(rule.find("text")->text == "l\nong");
  CHECK(rule.find("number")->integer == -12);
  CHECK(rule.find("number")->text == "-12");
  CHECK(rule.find("flag")->boolean);
  REQUIRE(rule.find("list")->items.size() == 2);
  CHECK(rule.find("list")->items[1].text.empty());
  REQUIRE(rule.find("empty") != nullptr);
  CHECK(rule.find("empty")->is_table());
  CHECK(rule.span.source == SourceId{3});
  CHECK(rule.packed);
  CHECK(root.members.front().key_span.source == SourceId{3});
}

TEST_CASE("anything else is an empty table, wherever it breaks off") {
  const std::string whole = "d2:1:ai1e1:bl2:1:x1:y";
  CHECK(toml::unpack(whole, SourceId{}).members.size() == 2);
  for (const std::string broken : {"", "x", "3:abc", "d1:1:a", "d1:1:ax", "d1:9:a1:b", "d1:i1e1:b", "d1:1:ai1x", "d1:-1:a1:b",
                                   "d-1:", "d9:1:a1:b", "d99999999999999999999:", "d1:1:al7:1:b"}) {
    CAPTURE(broken);
    CHECK(toml::unpack(broken, SourceId{}).members.empty());
  }
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(toml::unpack(whole.substr(0, size), SourceId{}).members.empty());
}
