// SPDX-License-Identifier: Apache-2.0
#include "toml/packed.h"

#include <doctest/doctest.h>

#include <string>

using namespace fabriclint;

TEST_CASE("what the build writes becomes the tree that it was") {
  const toml::Node root = toml::unpack(
      "d4:rule"
      "d1:a"
      "d4:text5:l\nong"
      "6:number"
      "i-12e"
      "4:flagt"
      "4:listl1:x0:ee"
      "5:emptyde"
      "ee",
      SourceId{3});
  REQUIRE(root.find("rule") != nullptr);
  const toml::Node& rule = *root.find("rule")->find("a");
  CHECK(rule.find("text")->text == "l\nong");
  CHECK(rule.find("number")->integer == -12);
  CHECK(rule.find("number")->text == "-12");
  CHECK(rule.find("flag")->boolean);
  REQUIRE(rule.find("list")->items.size() == 2);
  CHECK(rule.find("list")->items[1].text.empty());
  REQUIRE(root.find("rule")->find("empty") != nullptr);
  CHECK(root.find("rule")->find("empty")->is_table());
  CHECK(rule.span.source == SourceId{3});
  CHECK(root.members.front().key_span.source == SourceId{3});
}

TEST_CASE("anything else is an empty table, wherever it breaks off") {
  const std::string whole = "d1:ai1e1:bl2:xyee";
  CHECK(toml::unpack(whole, SourceId{}).members.size() == 2);
  for (const std::string broken : {"", "x", "3:abc", "d1:a", "d1:ax", "d9:a1:be", "di1e1:be", "d1:ai1xe", "d-1:a1:be"}) {
    CAPTURE(broken);
    CHECK(toml::unpack(broken, SourceId{}).members.empty());
  }
  for (std::size_t size = 0; size < whole.size(); ++size) (void)toml::unpack(whole.substr(0, size), SourceId{});
}
