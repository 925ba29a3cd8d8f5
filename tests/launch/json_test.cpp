// SPDX-License-Identifier: Apache-2.0
#include "launch/json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using json::Kind;
using json::Node;
using sample::CommandLine;

// The tree as nlohmann would have built it.
nlohmann::json rebuilt(const Node& node) {
  switch (node.kind) {
    case Kind::string:
      return node.text.text();
    case Kind::array: {
      nlohmann::json array = nlohmann::json::array();
      for (const Node& item : node.items) array.push_back(rebuilt(item));
      return array;
    }
    case Kind::object: {
      nlohmann::json object = nlohmann::json::object();
      for (const json::Member& member : node.members) object[member.key.text()] = rebuilt(member.value);
      return object;
    }
    default:
      return nlohmann::json::parse(node.text.text());
  }
}

}  // namespace

TEST_CASE("every key and every value of JSON points at its place") {
  CommandLine line;
  const json::Parsed parsed = json::parse(line.text(R"( {"a" : "x y", "n":-1.5e3,"t":true , "z":null,"l":[ "p",2,{}],"o":{"k":[]}} )"));
  REQUIRE(parsed.root);
  const Node& root = *parsed.root;
  CHECK(root.kind == Kind::object);
  CHECK(line.at(root.text.span()) == R"({"a" : "x y", "n":-1.5e3,"t":true , "z":null,"l":[ "p",2,{}],"o":{"k":[]}})");
  CHECK(line.at(root.member("a")->key.span()) == "a");
  CHECK(line.at(root.find("a")->text.span()) == "x y");
  CHECK(line.at(root.find("n")->text.span()) == "-1.5e3");
  CHECK(line.at(root.find("t")->text.span()) == "true");
  CHECK(root.find("t")->kind == Kind::boolean);
  CHECK(line.at(root.find("z")->text.span()) == "null");
  CHECK(root.find("z")->kind == Kind::null);
  CHECK(line.at(root.find("l")->text.span()) == R"([ "p",2,{}])");
  CHECK(line.at(root.find("l")->items.at(0).text.span()) == "p");
  CHECK(line.at(root.find("l")->items.at(1).text.span()) == "2");
  CHECK(line.at(root.find("l")->items.at(2).text.span()) == "{}");
  CHECK(line.at(root.find("o")->find("k")->text.span()) == "[]");
  CHECK(root.find("none") == nullptr);
}

TEST_CASE("scalars alone are JSON, too") {
  CommandLine line;
  for (const std::string text : {"1", "-0.5", "\"x\"", "true", "false", "null", " 12 ", "1e5"}) {
    CAPTURE(text);
    const json::Parsed parsed = json::parse(line.text(text));
    REQUIRE(parsed.root);
    CHECK(rebuilt(*parsed.root) == nlohmann::json::parse(text));
  }
}

TEST_CASE("escapes are decoded and the text around them keeps its place") {
  CommandLine line;
  const json::Parsed parsed = json::parse(line.text(R"(["a\"b\\\/c\n\t\u0041\u00e9\uD83D\uDE00z"])"));
  REQUIRE(parsed.root);
  const TracedText& text = parsed.root->items.at(0).text;
  CHECK(text.text() == "a\"b\\/c\n\tA\xC3\xA9\xF0\x9F\x98\x80z");
  CHECK(line.at(text.slice(0, 1).span()) == "a");
  CHECK(line.at(text.slice(1, 2).span()) == "\\\"");
  CHECK(line.at(text.slice(text.size() - 1).span()) == "z");
}

TEST_CASE("of equal keys the last wins") {
  CommandLine line;
  const json::Parsed parsed = json::parse(line.text(R"({"a":1,"a":2})"));
  REQUIRE(parsed.root);
  CHECK(parsed.root->members.size() == 2);
  CHECK(parsed.root->find("a")->text.text() == "2");
}

TEST_CASE("a text that is no JSON says what is wrong and where") {
  struct Case {
    std::string_view text;
    std::string_view message;
    std::string_view at;
  };
  CommandLine line;
  for (const Case& each :
       {Case{R"({"a":1} x)", "something follows the end of the JSON", "x"},
        Case{R"({"a":1}})", "something follows the end of the JSON", "}"}, Case{R"({"a":1)", "the JSON breaks off", "1"},
        Case{R"({"a":"x)", "the JSON breaks off", "\"x"}, Case{"", "the JSON is empty", ""}, Case{R"({'a':1})", "this is no JSON", "'"},
        Case{R"({a:1})", "this is no JSON", "a"}, Case{"[1,]", "this is no JSON", "]"}, Case{R"({"a" "b"})", "this is no JSON", "\"b\""},
        Case{"[1 x]", "this is no JSON", "x"}, Case{"tru", "the JSON breaks off", "tru"}, Case{R"(["\x"])", "this is no JSON", "\"\\x"},
        Case{"  ", "the JSON breaks off", " "}}) {
    CAPTURE(each.text);
    const json::Parsed parsed = json::parse(line.text(each.text));
    CHECK_FALSE(parsed.root);
    CHECK(parsed.message == each.message);
    CHECK(line.at(parsed.at.span()) == each.at);
  }
}

TEST_CASE("JSON may be 64 levels deep and 256 KiB long") {
  CommandLine line;
  CHECK(json::parse(line.text(std::string(64, '[') + std::string(64, ']'))).root);
  CHECK(json::parse(line.text(std::string(65, '[') + std::string(65, ']'))).message == "the JSON is nested too deeply");
  CHECK(json::parse(line.text(std::string(200000, '['))).message == "the JSON is nested too deeply");
  CHECK(json::parse(line.text("\"" + std::string(300000, 'x') + "\"")).message == "the JSON is longer than 256 KiB");
}

TEST_CASE("random JSON is read as nlohmann reads it, and damaged JSON is refused when nlohmann refuses it") {
  std::mt19937 random(20240);  // NOLINT(cert-msc51-cpp): the same every time
  const std::string alphabet = R"({}[]:,"\ tu1-.e0a)";
  CommandLine line;
  for (int round = 0; round < 3000; ++round) {
    std::string text = R"({"a":[1,-2.5e1,"x\ty",{"b":null}],"c":{"d":[true,false,[]]},"e":"\u00e9"})";
    for (int n = round % 4; n > 0; --n) text[random() % text.size()] = alphabet[random() % alphabet.size()];
    const bool valid = nlohmann::json::accept(text);
    const json::Parsed parsed = json::parse(line.text(text));
    CAPTURE(text);
    REQUIRE(parsed.root.has_value() == valid);
    if (valid) REQUIRE(rebuilt(*parsed.root) == nlohmann::json::parse(text));
    if (!valid) REQUIRE_FALSE(parsed.message.empty());
  }
}

}  // namespace fabriclint
