// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/object_types.h"

#include <doctest/doctest.h>

#include "text/source.h"
#include "toml/fields.h"
#include "toml/node.h"

using namespace fabriclint;

namespace {

// The types of a TOML text and what is wrong with it, one message for each line.
struct Loaded {
  explicit Loaded(const std::string& text) {
    const SourceId id = sources.add("types.toml", text);
    const toml::Parsed parsed = toml::parse(sources[id], id);
    toml::Diagnostics diagnostics;
    const toml::Node* objects = parsed.root.find("object");
    for (const toml::Member& member : objects->members) types.objects.push_back(read_object_kind(member, diagnostics));
    if (const toml::Node* defined = parsed.root.find("type")) {
      for (const toml::Member& member : defined->members) types.types.emplace(member.key, read_object_type(member, diagnostics));
    }
    link_types(types, objects->members.front(), diagnostics);
    for (const Finding& finding : diagnostics.findings()) problems += finding.message + "\n";
  }
  SourceSet sources;
  ObjectTypes types;
  std::string problems;
};

const std::string kObject = "[object.g]\napi-version = 'v1'\nkind = 'G'\nspec = 'Graph'\n";

}  // namespace

TEST_CASE("types say what a field holds, alone, in a list or in a mapping") {
  const Loaded loaded(kObject + "[type.Graph]\ncalled = 'graph'\nfields = { a = 'text', b = '[Graph]', c = '{quantity}' }\n");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.types.spec_of("v1", "G") != nullptr);
  const ObjectType& graph = *loaded.types.find(*loaded.types.spec_of("v1", "G"));
  CHECK(graph.fields.at("a").kind == FieldType::Kind::text);
  CHECK(graph.fields.at("b").many == FieldType::Many::list);
  CHECK(graph.fields.at("b").object == "Graph");
  CHECK(graph.fields.at("c").many == FieldType::Many::map);
  CHECK(loaded.types.spec_of("v2", "G") == nullptr);
}

TEST_CASE("a type has the fields of the one that it is like, and its own win") {
  const Loaded loaded(kObject +
                      "[type.Base]\ncalled = 'base'\nfields = { a = 'text', b = 'text' }\nelsewhere = { '*' = 'nowhere' }\n"
                      "[type.Graph]\ncalled = 'graph'\nlike = 'Base'\nfields = { b = 'integer' }\nelsewhere = { xy = 'there' }\n");
  CHECK(loaded.problems.empty());
  const ObjectType& graph = *loaded.types.find("Graph");
  CHECK(graph.fields.at("a").kind == FieldType::Kind::text);
  CHECK(graph.fields.at("b").kind == FieldType::Kind::integer);
  REQUIRE(graph.elsewhere.size() == 2);
  CHECK(graph.elsewhere.front().first == "xy");
}

TEST_CASE("a type that does not exist is a problem of the table") {
  const Loaded loaded(kObject + "[type.Graf]\ncalled = 'graph'\nfields = { a = 'Pod' }\n");
  CHECK(loaded.problems.find("'Graph'") != std::string::npos);
  CHECK(loaded.problems.find("'Pod'") != std::string::npos);
}
