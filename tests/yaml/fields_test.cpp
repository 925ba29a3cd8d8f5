// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "parsed.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

namespace {

// "key=value" of every field, in order.
std::vector<std::string> all_of(const Node* node) {
  std::vector<std::string> out;
  for (const Field& field : Fields(node).all()) {
    out.push_back(std::string(field.key->value) + "=" + (field.value != nullptr ? std::string(field.value->value) : "?"));
  }
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("own keys win over merged ones, wherever the merge key stands") {
  const Parsed p("base: &b {x: merged, y: merged}\na:\n  <<: *b\n  x: own\nb:\n  x: own\n  <<: *b\n");
  for (const char* key : {"a", "b"}) {
    CHECK(Fields(p.at(key)).value("x")->value == "own");
    CHECK(Fields(p.at(key)).value("y")->value == "merged");
    CHECK(all_of(p.at(key)) == Texts{"x=own", "y=merged"});
    CHECK(Fields(p.at(key)).find("<<").key == nullptr);
  }
}

TEST_CASE("in a list of merges the earlier mapping wins") {
  const Parsed p("a: &a {x: a, y: a}\nb: &b {y: b, z: b}\nc:\n  <<: [*a, *b]\n  own: c\n");
  CHECK(all_of(p.at("c")) == Texts{"own=c", "x=a", "y=a", "z=b"});
  CHECK(Fields(p.at("c")).value("y")->value == "a");
}

TEST_CASE("of several merge keys the last wins, as of duplicate keys") {
  const Parsed p("a: &a {x: a, y: a}\nb: &b {y: b, z: b}\nc:\n  <<: *a\n  <<: *b\n");
  CHECK(Fields(p.at("c")).value("y")->value == "b");
  CHECK(Fields(p.at("c")).value("x")->value == "a");
  CHECK(all_of(p.at("c")) == Texts{"y=b", "z=b", "x=a"});
}

TEST_CASE("merges of merges are seen through") {
  const Parsed p("a: &a {x: 1, y: 1, z: 1}\nb: &b {<<: *a, y: 2, z: 2}\nc: {<<: *b, z: 3}\n");
  CHECK(all_of(p.at("c")) == Texts{"z=3", "y=2", "x=1"});
  CHECK(Fields(p.at("c")).value("x")->value == "1");
}

TEST_CASE("a mapping may be merged without an alias") {
  const Parsed p("a:\n  <<: {x: 1}\n  <<: [{y: 2}, {z: 3}]\n");
  CHECK(Fields(p.at("a")).value("x")->value == "1");
  CHECK(Fields(p.at("a")).value("z")->value == "3");
}

TEST_CASE("merging what is no mapping brings in nothing") {
  const Parsed p("s: &s text\nl: &l [text, [more]]\na: {<<: *s, x: 1}\nb: {<<: *l, x: 1}\nc: {<<: *nowhere, x: 1}\nd: {<<: , x: 1}\n");
  for (const char* key : {"a", "b", "c", "d"}) CHECK(all_of(p.at(key)) == Texts{"x=1"});
}

TEST_CASE("a quoted << is an ordinary key") {
  const Parsed p("a: {'<<': {x: 1}}\n");
  CHECK(Fields(p.at("a")).value("x") == nullptr);
  CHECK(Fields(p.at("a")).find("<<").value != nullptr);
}

TEST_CASE("the last of duplicate keys wins and keeps the place of the first") {
  const Parsed p("k: 1\nl: 2\nk: 3\n");
  CHECK(Fields(p.root()).value("k")->value == "3");
  CHECK(all_of(p.root()) == Texts{"k=3", "l=2"});
}

TEST_CASE("a field with a null value is there, its value is null") {
  const Parsed p("k:\n");
  const Field field = Fields(p.root()).find("k");
  REQUIRE(field.value != nullptr);
  CHECK(is_null(*field.value));
  CHECK(Fields(p.root()).find("missing").key == nullptr);
}

TEST_CASE("a merge cycle ends") {
  const Parsed p("a: &a\n  x: 1\n  <<: *a\n");
  CHECK(all_of(p.at("a")) == Texts{"x=1"});
  CHECK(Fields(p.at("a")).find("nothing").key == nullptr);
}

TEST_CASE("keys and values behind aliases are followed; an undefined one has no value") {
  const Parsed p("n: &n name\nv: &v {k: deep}\n*n : yes\nm: *v\nu: *nowhere\n");
  CHECK(Fields(p.root()).value("name")->value == "yes");
  CHECK(Fields(Fields(p.root()).value("m")).value("k")->value == "deep");
  CHECK(Fields(p.written_at("m")).is_mapping());
  const Field undefined = Fields(p.root()).find("u");
  CHECK(undefined.key != nullptr);
  CHECK(undefined.value == nullptr);
}

TEST_CASE("anything may be asked for fields and items") {
  const Parsed p("s: text\nl: [a, b]\nm: {k: v}\nx: &x q\nal: [*x, *nowhere]\n");
  CHECK_FALSE(Fields(nullptr).is_mapping());
  CHECK(Fields(nullptr).find("k").key == nullptr);
  CHECK(Fields(p.at("s")).all().empty());
  CHECK(Fields(p.at("l")).find("a").key == nullptr);
  CHECK(items_of(nullptr).empty());
  CHECK(items_of(p.at("m")).empty());
  CHECK(items_of(p.at("l")).size() == 2);
  const auto aliased = items_of(p.at("al"));
  REQUIRE(aliased.size() == 2);
  CHECK(aliased[0]->value == "q");
  CHECK(aliased[1] == nullptr);
}

TEST_CASE("null is what YAML 1.1 takes for null, never a quoted or tagged text") {
  const Parsed p("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: !!null x\n");
  for (const Field& field : Fields(p.root()).all()) {
    CAPTURE(field.key->value);
    CHECK(is_null(*field.value));
    CHECK_FALSE(is_text(field.value));
  }
  const Parsed q("a: ''\nb: \"null\"\nc: nULL\nd: !!str null\ne: ! ~\nf: |\ng: none\n");
  for (const Field& field : Fields(q.root()).all()) {
    CAPTURE(field.key->value);
    CHECK_FALSE(is_null(*field.value));
    CHECK(is_text(field.value));
  }
  CHECK_FALSE(is_text(p.root()));
  CHECK_FALSE(is_text(nullptr));
}

TEST_CASE("all fields of a big mapping are listed without quadratic work") {
  std::string text;
  for (int n = 0; n < 100'000; ++n) text += "key" + std::to_string(n) + ": 1\n";
  const Parsed p(text);
  CHECK(p.stream.problems.empty());
  CHECK(Fields(p.root()).all().size() == 100'000);
}
