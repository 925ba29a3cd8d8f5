// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "recipe_of.h"

using namespace fabriclint;

namespace {

FieldType field(FieldType::Kind kind, FieldType::Many many = FieldType::Many::one, std::string object = {}) {
  return {.kind = kind, .many = many, .object = std::move(object)};
}

ObjectTypes small_api() {
  using Kind = FieldType::Kind;
  using Many = FieldType::Many;
  ObjectTypes types;
  types.objects = {{"nvidia.com/v1alpha1", "DynamoGraphDeployment", "Graph"}};
  types.types["Graph"] = {.called = "graph",
                          .like = {},
                          .fields = {{"services", field(Kind::object, Many::map, "Service")}, {"names", field(Kind::text, Many::list)}},
                          .elsewhere = {{"components", "belongs to v1beta1"}, {"x/*", "belongs under 'custom'"}}};
  types.types["Service"] = {.called = "service",
                            .like = {},
                            .fields = {{"text", field(Kind::text)},
                                       {"integer", field(Kind::integer)},
                                       {"number", field(Kind::number)},
                                       {"boolean", field(Kind::boolean)},
                                       {"quantity", field(Kind::quantity)},
                                       {"any", field(Kind::any)},
                                       {"labels", field(Kind::text, Many::map)}},
                            .elsewhere = {}};
  return types;
}

// The problems of a graph with this spec (in flow style), as "kind place: sentence".
std::vector<std::string> problems(const std::string& spec) {
  const ObjectTypes types = small_api();
  SourceSet sources;
  const SourceId id = sources.add("graph.yaml", "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nspec: " + spec + "\n");
  const yaml::Stream stream = yaml::parse(sources[id], id);
  ReadOptions options;
  options.object_types = &types;
  const std::vector<Deployment> deployments = read_deployments({&sources, objects_of(stream, id)}, options);
  std::vector<std::string> found;
  if (deployments.empty()) return {"no deployment"};
  for (const Setting& setting : deployments.front().settings.with_prefix("field.")) {
    found.push_back(setting.path.substr(6) + ": " + setting.value.text() + " @ " + std::string(sources.text(setting.origin.key)));
  }
  return found;
}

std::vector<std::string> of_service(const std::string& field) {
  return problems("\n  services:\n    s:\n      " + field);
}

}  // namespace

TEST_CASE("a value of the right type is no problem, nor is none at all") {
  for (const std::string good : {"text: a", "text: '1'", "text: !!str 1", "text:", "text: ~", "integer: 3", "integer: -3", "number: 1.5e3",
                                 "number: 2", "boolean: true", "boolean: off", "quantity: 8Gi", "quantity: 8", "quantity: '8'",
                                 "any: [1, {a: b}]", "labels: {a: b}", "labels: {}"}) {
    CAPTURE(good);
    CHECK(of_service(good).empty());
  }
}

TEST_CASE("a value of the wrong type is told where it stands, with what it should be") {
  const std::map<std::string, std::string> wrong = {
      {"text: 1", "must be a string, and a number stands here: write '\"1\"' @ 1"},
      {"text: yes", "must be a string, and a boolean stands here: write '\"yes\"' @ yes"},
      {"text: [a]", "must be a string, and a list stands here @ text"},
      {"integer: '3'", "must be a whole number, and a string stands here @ '3'"},
      {"integer: 1.5", "must be a whole number, and a number stands here @ 1.5"},
      {"boolean: 1", "must be true or false, and a number stands here @ 1"},
      {"quantity: true", "must be a quantity, and a boolean stands here @ true"},
      {"labels: a", "must be a mapping, and a string stands here @ labels"},
  };
  for (const auto& one : wrong) {
    const std::string& field = one.first;
    const std::string& sentence = one.second;
    CAPTURE(field);
    const std::string name = field.substr(0, field.find(':'));
    CHECK(of_service(field) == std::vector<std::string>{"wrong-type.spec.services.s." + name + ": " + sentence});
  }
  CHECK(of_service("labels: {a: 1}") ==
        std::vector<std::string>{"wrong-type.spec.services.s.labels.a: must be a string, and a number stands here: write '\"1\"' @ 1"});
  CHECK(problems("{names: [a, 2], services: {s: {}}}") ==
        std::vector<std::string>{"wrong-type.spec.names[1]: must be a string, and a number stands here: write '\"2\"' @ 2"});
}

TEST_CASE("a field that is not of the type belongs elsewhere, is misspelt, or is unknown") {
  CHECK(problems("{components: [], services: {s: {}}}") ==
        std::vector<std::string>{"elsewhere.spec.components: has no effect: belongs to v1beta1 @ components"});
  CHECK(problems("{x/y: 1, services: {s: {}}}") ==
        std::vector<std::string>{"elsewhere.spec.x/y: has no effect: belongs under 'custom' @ x/y"});
  CHECK(of_service("integre: 1") ==
        std::vector<std::string>{"misspelt.spec.services.s.integre: is no field of a service; did you mean 'integer'? @ integre"});
  CHECK(of_service("fabric: 1") ==
        std::vector<std::string>{"unknown.spec.services.s.fabric: is no field of a service that is known here @ fabric"});
}

TEST_CASE("placeholders, directives of patches and undefined aliases are not judged") {
  for (const std::string open :
       {"text: ${TEXT}", "integer: ${COUNT}", "labels: ${LABELS}", "$patch: delete", "integer: '{{ .n }}'", "labels: {$patch: replace}"}) {
    CAPTURE(open);
    CHECK(of_service(open).empty());
  }
}

TEST_CASE("very many problems are not all kept") {
  std::string fields = "text: a\n";
  for (int i = 0; i < 5000; ++i) fields += "      field" + std::to_string(i) + "x: 1\n";
  CHECK(of_service(fields).size() == 200);
}
