// SPDX-License-Identifier: Apache-2.0
// yaml-cpp as an independent witness: on well-formed input it must see the tree that we see. It is given nothing that libyaml refuses,
// because 0.7.0 does not survive hostile input (docs/decisions/0001-yaml-libraries.md).
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "parsed.h"

using namespace fabriclint;

namespace {

using yaml::Kind;

// The first difference, with the path to it; empty when the trees are equal.
std::string difference(const yaml::Node* ours, const YAML::Node& theirs, const std::string& path) {
  ours = yaml::resolve(ours);
  if (ours == nullptr) return theirs.IsNull() ? "" : path + ": we see nothing";
  switch (ours->kind) {
    case Kind::scalar:
      if (yaml::is_null(*ours) != theirs.IsNull()) return path + ": one of us sees null";
      if (theirs.IsNull()) return "";
      if (!theirs.IsScalar()) return path + ": only we see a scalar";
      if (theirs.Scalar() != ours->value) return path + ": '" + std::string(ours->value) + "' against '" + theirs.Scalar() + "'";
      return "";
    case Kind::sequence: {
      if (!theirs.IsSequence()) return path + ": only we see a sequence";
      if (theirs.size() != ours->items.size()) return path + ": sequences of different length";
      for (std::size_t n = 0; n < ours->items.size(); ++n) {
        if (auto found = difference(ours->items[n], theirs[n], path + "[" + std::to_string(n) + "]"); !found.empty()) return found;
      }
      return "";
    }
    case Kind::mapping: {
      if (!theirs.IsMap()) return path + ": only we see a mapping";
      std::size_t n = 0;
      for (const auto& entry : theirs) {
        if (n == ours->entries.size()) return path + ": they see more entries";
        const auto& [key, value] = ours->entries[n++];
        if (auto found = difference(key, entry.first, path + " key " + std::to_string(n)); !found.empty()) return found;
        if (auto found = difference(value, entry.second, path + "." + std::string(key->value)); !found.empty()) return found;
      }
      return n == ours->entries.size() ? "" : path + ": we see more entries";
    }
    case Kind::alias:
      break;
  }
  return path + ": an alias that leads to an alias";
}

std::string difference(const std::string& text) {
  const yaml::Parsed p(text);
  if (!p.stream.problems.empty()) return "not well-formed: " + p.stream.problems[0].message;
  const std::vector<YAML::Node> theirs = YAML::LoadAll(text);
  if (theirs.size() != p.stream.documents.size()) {
    return std::to_string(p.stream.documents.size()) + " documents against " + std::to_string(theirs.size());
  }
  for (std::size_t n = 0; n < theirs.size(); ++n) {
    if (auto found = difference(p.root(n), theirs[n], "document " + std::to_string(n)); !found.empty()) return found;
  }
  return "";
}

// No empty lines follow a kept block at the end of a text or a kept folded one: yaml-cpp 0.7.0 drops one of them there.
const std::vector<const char*> kDocuments = {
    "word\n",
    "a: 1\nb: two words\nc: 3.5\n",
    "a:\nb: ~\nc: null\nd: ''\ne: \"null\"\n",
    "- a\n- b\n-\n- - nested\n  - list\n",
    "list:\n- unindented\n- items\nafter: x\n",
    "list:\n  - indented\n  - name: x\n    value: y\n",
    "a: [1, two, 'three', \"four\", [five], {six: 7}]\n",
    "{a: 1, b: {c: d}, e: [f, g]}\n",
    "a: [\n  1,\n  2,\n]\nb: {\n  c: d,\n}\n",
    "single: 'it''s'\ndouble: \"tab\\tquote\\\"back\\\\slash\\u00e9\\x41\"\n",
    "a: 'one\n  two\n\n  three'\nb: \"one\n  two\n\n  three\"\n",
    "a: \"one \\\n  two\"\n",
    "a: plain\n  over\n\n  lines\nb: x\n",
    "a: |\n  one\n    two\n\n  three\nb: |-\n  stripped\nc: |+\n  kept\n\nd: x\n",
    "a: >\n  one\n  two\n\n  three\nb: >-\n  stripped\n  text\nc: >+\n  kept\nd: x\n",
    "a: >\n  one\n    more\n    indented\n  two\n",
    "a: |2\n    two more\n  none\nb: >1-\n  x\n y\n",
    "- |\n literal in a list\n- >\n folded in a list\n- end\n",
    "args:\n- |\n  set -e\n  # no comment\n  run --flag='{\"a\": 1}' \\\n    --more\n",
    "a: &x 1\nb: *x\nc: [*x, *x]\n",
    "base: &base\n  k: v\n  l: [1, 2]\nuse: *base\n",
    "base: &base {k: v}\nmerged:\n  <<: *base\n  own: 1\n",
    "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: [*a, *b]\n",
    "a: &k key\n? *k\n: value\n",
    "? complex\n: value\n? [a, b]\n: {c: d}\n",
    "a: !!str 1\nb: !local {c: d}\nc: !!int '3'\n",
    "# comment\na: 1 # trailing\n# between\nb: 'x # y'  # after\n",
    "a: 1\n---\nb: 2\n---\n- c\n",
    "---\na: 1\n...\n---\nb: 2\n...\n",
    "%YAML 1.1\n---\na: 1\n",
    "\"quoted key\": 1\n'other key': 2\nplain key: 3\n",
    "url: http://example.org:8080/a#b\ntime: 12:30:45\nrange: a::b\n",
    "caf\xC3\xA9: \xE2\x82\xAC\nemoji: \"\xF0\x9F\x98\x80\"\nlast: x\n",
    "a: 1\r\nb: |\r\n  one\r\n  two\r\nc: 'x\r\n  y'\r\n",
    "deep:\n  a:\n    b:\n      c:\n      - d:\n          e: f\n",
    "template: {{ x }}\n",
    "env:\n- {name: UCX_TLS, value: \"rc,cuda_copy\"}\n- {name: EMPTY, value: }\n- {name: NONE}\n",
    "a:   \n  # only a comment\nb: 1\n",
    "tabs:\ta\tb\t# c\n",
    "a: b",
};

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> paths;
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  if (root == nullptr) return paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(root) / "fixtures")) {
    if (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("our tree of inline documents of every style equals yaml-cpp's") {
  for (const char* text : kDocuments) {
    INFO(std::string(text));
    CHECK(difference(text) == "");
  }
}

TEST_CASE("our tree of every well-formed fixture equals yaml-cpp's") {
  std::size_t compared = 0;
  for (const auto& path : fixtures()) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    const yaml::Parsed p(text.str());
    if (!p.stream.problems.empty()) continue;
    INFO(path.string());
    CHECK(difference(text.str()) == "");
    for (const yaml::Document& document : p.stream.documents) {
      yaml::each_node(document.root, [&](const yaml::Node& node) {
        if (node.kind != Kind::scalar) return;
        CHECK(yaml::trace_fault(node, p.source) == "");
        CHECK_FALSE(yaml::traced_as_a_whole(node, p.source));
      });
    }
    ++compared;
  }
  CHECK(compared > 0);
}

TEST_CASE("the comparison sees a difference") {
  const yaml::Parsed p("a: [1, {b: c}]\n");
  CHECK(difference(p.root(), YAML::Load("a: [1, {b: c}]"), "") == "");
  for (const char* other : {"a: [1, {b: d}]", "a: [1, {c: c}]", "a: [1]", "a: [1, {b: c}]\nx: y", "a: [1, [b]]", "a: [~, {b: c}]", "{}"}) {
    CHECK(difference(p.root(), YAML::Load(other), "") != "");
  }
}
