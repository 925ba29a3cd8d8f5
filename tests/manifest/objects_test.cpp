// SPDX-License-Identifier: Apache-2.0
#include "recipe_of.h"

using namespace fabriclint;
using testing::RecipeOf;

TEST_CASE("every document with apiVersion and kind is an object, in order") {
  const RecipeOf of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\njust: values\n---\n---\napiVersion: v1\nkind: Pod\n");
  REQUIRE(of.recipe.objects.size() == 2);
  CHECK(of.recipe.objects[0].name == "a");
  CHECK(of.recipe.objects[0].document == 0);
  CHECK(of.recipe.objects[1].kind == "Pod");
  CHECK(of.recipe.objects[1].name.empty());
  CHECK(of.recipe.objects[1].document == 3);
}

TEST_CASE("the items of a List are objects of their own, also of nested and typed lists") {
  const RecipeOf of(
      "apiVersion: v1\nkind: List\nitems:\n"
      "- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n"
      "- apiVersion: v1\n  kind: ConfigMapList\n  items:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n"
      "- null\n- text\n");
  REQUIRE(of.recipe.objects.size() == 2);
  CHECK(of.recipe.objects[1].name == "b");
}

TEST_CASE("items of a typed list need not repeat their kind, and a list without items holds nothing") {
  const RecipeOf of(
      "apiVersion: v1\nkind: PodList\nitems:\n- {metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}\n- null\n"
      "---\napiVersion: v1\nkind: List\nitems: null\n---\napiVersion: v1\nkind: List\nitems:\n- {metadata: {name: q}}\n");
  REQUIRE(of.recipe.objects.size() == 1);
  CHECK(of.recipe.objects[0].kind == "Pod");
  CHECK(of.recipe.objects[0].api_version == "v1");
  CHECK(of.component("p").containers.size() == 1);
}

TEST_CASE("lists nested without end are not followed without end") {
  std::string text = "{apiVersion: v1, kind: Pod, metadata: {name: p}}";
  for (int i = 0; i < 50; ++i) text = "{apiVersion: v1, kind: List, items: [" + text + "]}";
  const RecipeOf of(text);
  CHECK(of.recipe.objects.size() == 1);
}

TEST_CASE("documents that are no mapping, or whose kind is no text, are no objects") {
  CHECK(RecipeOf("- a\n- b\n").recipe.objects.empty());
  CHECK(RecipeOf("text\n").recipe.objects.empty());
  CHECK(RecipeOf("apiVersion: v1\nkind: [Pod]\n").recipe.objects.empty());
  CHECK(RecipeOf("apiVersion: v1\nkind:\n").recipe.objects.empty());
}
