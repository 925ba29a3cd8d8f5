// SPDX-License-Identifier: Apache-2.0
#include "manifest/strategic_merge.h"

#include <string>

#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::manifest;

namespace {

// A tree in flow style.
std::string show_node(const yaml::Node* node) {  // NOLINT(misc-no-recursion)
  node = yaml::resolve(node);
  if (node == nullptr) return "-";
  if (node->kind == yaml::Kind::scalar) return std::string(node->value);
  std::string text;
  if (node->kind == yaml::Kind::sequence) {
    for (const yaml::Node* item : node->items) text += (text.empty() ? "" : ", ") + show_node(item);
    return "[" + text + "]";
  }
  for (const yaml::Entry& entry : node->entries) text += (text.empty() ? "" : ", ") + show_node(entry.key) + ": " + show_node(entry.value);
  return "{" + text + "}";
}

std::string merged(const std::string& base, const std::string& patch) {
  SourceSet sources;
  const SourceId id = sources.add("two.yaml", base + "\n---\n" + patch + "\n");
  const yaml::Stream stream = yaml::parse(sources[id], id);
  REQUIRE(stream.documents.size() == 2);
  StrategicMerge merge;
  return show_node(merge.merge(stream.documents[0].root, stream.documents[1].root));
}

}  // namespace

TEST_CASE("mappings merge key by key, the patch's values win, null takes a key away") {
  CHECK(merged("{a: 1, b: {c: 2, d: 3}, e: 4}", "{b: {c: 5}, e: null, f: 6}") == "{a: 1, b: {c: 5, d: 3}, f: 6}");
}

TEST_CASE("containers, variables and volumes merge by name, mounts by path, other lists are replaced") {
  CHECK(merged("{containers: [{name: a, image: i, args: [1]}, {name: b}]}", "{containers: [{name: a, args: [2, 3]}, {name: c}]}") ==
        "{containers: [{name: a, image: i, args: [2, 3]}, {name: b}, {name: c}]}");
  CHECK(merged("{env: [{name: A, value: 1}]}", "{env: [{name: A, value: 2}]}") == "{env: [{name: A, value: 2}]}");
  CHECK(merged("{volumeMounts: [{mountPath: /a, name: x}]}", "{volumeMounts: [{mountPath: /b, name: x}]}") ==
        "{volumeMounts: [{mountPath: /a, name: x}, {mountPath: /b, name: x}]}");
  CHECK(merged("{tolerations: [{key: a}]}", "{tolerations: [{key: b}]}") == "{tolerations: [{key: b}]}");
}

TEST_CASE("$patch deletes an element and replaces a mapping") {
  CHECK(merged("{containers: [{name: a}, {name: b}]}", "{containers: [{name: a, $patch: delete}]}") == "{containers: [{name: b}]}");
  CHECK(merged("{spec: {a: 1}}", "{spec: {$patch: replace, b: 2}}") == "{spec: {$patch: replace, b: 2}}");
}

TEST_CASE("what is not written on one side is the other side's") {
  StrategicMerge merge;
  CHECK(merge.merge(nullptr, nullptr) == nullptr);
  CHECK(merged("{a: 1}", "text") == "text");
  CHECK(merged("{a: [1]}", "{a: {b: 1}}") == "{a: {b: 1}}");
}

TEST_CASE("merging without end stops and says so") {
  std::string wide = "{";
  for (int i = 0; i < 2000; ++i) wide += "k" + std::to_string(i) + ": 1, ";
  SourceSet sources;
  const SourceId id = sources.add("wide.yaml", wide + "z: 1}\n");
  const yaml::Stream stream = yaml::parse(sources[id], id);
  StrategicMerge merge;
  for (int i = 0; i < 100; ++i) (void)merge.merge(stream.documents[0].root, stream.documents[0].root);
  CHECK_FALSE(merge.exhausted());
  for (int i = 0; i < 1000; ++i) (void)merge.merge(stream.documents[0].root, stream.documents[0].root);
  CHECK(merge.exhausted());
}
