// SPDX-License-Identifier: Apache-2.0
// A recipe out of the text of one file, and short ways to ask it. Everything lives as long as the object.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "manifest/recipe.h"
#include "text/source.h"
#include "yaml/parse.h"

namespace fabriclint::testing {

inline ReadOptions options() {
  ReadOptions options;
  options.engines = {{.name = "vllm", .modules = {"dynamo.vllm"}, .programs = {"vllm serve"}, .images = {"*/vllm-openai"}},
                     {.name = "sglang", .modules = {"dynamo.sglang"}, .programs = {}}};
  options.operator_additions.variables = {{.name = "POD_IP"},
                                          {.name = "TELEMETRY", .value = "n", .types = {"worker", "prefill", "decode"}},
                                          {.name = "DEPLOYMENT_CONFIG", .decides_resources = true}};
  options.operator_additions.labels = {{.key = "example.com/component", .path = "component.name"}, {.key = "example.com/type", .path = ""}};
  options.credential_secrets = {"*token*", "*credential*"};
  return options;
}

struct RecipeOf {
  explicit RecipeOf(std::string text, const ReadOptions& read = options()) {
    const SourceId id = sources.add("recipe.yaml", std::move(text));
    stream = yaml::parse(sources[id], id);
    recipe.sources = &sources;
    recipe.objects = objects_of(stream, id);
    deployments = read_deployments(recipe, read);
  }
  RecipeOf(const RecipeOf&) = delete;
  RecipeOf& operator=(const RecipeOf&) = delete;
  ~RecipeOf() = default;

  [[nodiscard]] const Deployment& deployment(std::size_t index = 0) const {
    REQUIRE(index < deployments.size());
    return deployments[index];
  }
  [[nodiscard]] const Component& component(std::string_view name) const {
    for (const Deployment& deployment : deployments) {
      for (const Component& component : deployment.components) {
        if (component.name == name) return component;
      }
    }
    FAIL("no component " << name);
    return deployments.front().components.front();
  }
  [[nodiscard]] const Container& main(std::string_view name) const {
    const Component& owner = component(name);
    REQUIRE(owner.main < owner.containers.size());
    return owner.containers[owner.main];
  }
  // The line (1-based) of a span.
  [[nodiscard]] std::uint32_t line(const Span& span) const { return sources[span.source].position(span.begin).line; }

  SourceSet sources;
  yaml::Stream stream;
  Recipe recipe;
  std::vector<Deployment> deployments;
};

// "known: x", "list: a, b", "unknown: why", "absent".
inline std::string show(const Part& part, std::string_view path) {
  const Setting* setting = part.settings.find(path);
  if (setting == nullptr) return "absent";
  if (setting->value.state == State::unknown) return "unknown: " + setting->value.why;
  return (setting->value.is_list ? "list: " : "known: ") + setting->value.text();
}

inline bool is_unknown(const Part& part, std::string_view path) {
  const Setting* setting = part.settings.find(path);
  return setting != nullptr ? setting->value.state == State::unknown : part.gap(path) != nullptr;
}

inline std::string layer(const Part& part, std::string_view path) {
  const Setting* setting = part.settings.find(path);
  return setting == nullptr ? "" : setting->origin.layer;
}

}  // namespace fabriclint::testing
