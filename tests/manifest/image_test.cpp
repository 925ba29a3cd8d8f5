// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "manifest/recipe_of.h"

namespace fabriclint {
namespace {

using testing::RecipeOf;
using testing::show;

std::string of_image(const std::string& image, std::string_view path) {
  const RecipeOf of("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      command: [x]\n" +
                    (image.empty() ? image : "      image: '" + image + "'\n"));
  return show(of.main("p"), path);
}

std::string version(const std::string& tag) {
  const std::string shown = of_image("registry.example.com:5000/a/vllm-runtime:" + tag, "container.image-version");
  return shown.starts_with("unknown") ? "?" : shown;
}

}  // namespace

TEST_CASE("the version of an image is the release in its tag") {
  CHECK(version("1.3.0") == "known: 1.3.0");
  CHECK(version("v0.5.8") == "known: 0.5.8");
  CHECK(version("1.2.1-efa-amd64") == "known: 1.2.1");
  CHECK(version("v0.5.8-cu129_amd64") == "known: 0.5.8");
  CHECK(version("24.05-py3") == "known: 24.05");
}

TEST_CASE("a pre-release stays part of the version") {
  CHECK(version("1.3.0rc24") == "known: 1.3.0rc24");
  CHECK(version("1.5.0-dev.3") == "known: 1.5.0-dev.3");
  CHECK(version("0.5.6.post2") == "known: 0.5.6.post2");
  CHECK(version("1.3.0-rc1-efa") == "known: 1.3.0-rc1");
  CHECK(version("1.5.0-some-model-1.2-dev.1") == "known: 1.5.0-dev.1");
  CHECK(version("1.2.1-device") == "known: 1.2.1");
}

TEST_CASE("a tag that tells no release leaves the version unknown") {
  for (const std::string tag : {"latest", "my-tag", "${TAG}", "dep-1.2", "12", "1.2x", "1..2", "main-1.2.3", "1.2.", "v"}) {
    CAPTURE(tag);
    CHECK(version(tag) == "?");
  }
  CHECK(of_image("a/b", "container.image-version").starts_with("unknown"));
  CHECK(of_image("a/b:1.2.3@sha256:00", "container.image-version").starts_with("unknown"));
  CHECK(of_image("", "container.image-version") == "absent");
}

TEST_CASE("the name of an image has neither tag nor digest") {
  CHECK(of_image("registry:5000/a/b:1", "container.image-name") == "known: registry:5000/a/b");
  CHECK(of_image("registry:5000/a/b", "container.image-name") == "known: registry:5000/a/b");
  CHECK(of_image("a/b@sha256:00", "container.image-name") == "known: a/b");
  CHECK(of_image("a/b:1.2@sha256:00", "container.image-name") == "known: a/b");
  CHECK(of_image("${IMAGE}", "container.image-name").starts_with("unknown"));
  CHECK(of_image("", "container.image-name") == "absent");
}

}  // namespace fabriclint
