// SPDX-License-Identifier: Apache-2.0
// A recipe is what is deployed together: the documents of one file (of one folder, later). References between documents (ConfigMap,
// ResourceClaimTemplate, ComputeDomain) are looked up in it; what it does not hold is unknown, never absent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/deployment.h"
#include "text/source.h"
#include "vocabulary/engine.h"
#include "yaml/node.h"

namespace fabriclint {

// A Kubernetes object in a recipe: a document with apiVersion and kind.
struct Object {
  std::string_view kind;
  std::string_view api_version;
  std::string_view name;  // metadata.name; empty when it has none
  const yaml::Node* root = nullptr;
  SourceId source;
  std::uint32_t document = 0;
};

struct Recipe {
  const SourceSet* sources = nullptr;
  std::vector<Object> objects;

  // The object of this kind and name; null when the recipe does not hold it.
  [[nodiscard]] const Object* find(std::string_view kind, std::string_view name) const;
};

// What a file is, as far as it can be told without judging it.
enum class FileClass {
  manifest,   // at least one document deploys containers, or supports one that does
  other,      // valid YAML without a workload: a values file, a dashboard, a Service
  template_,  // does not parse, and holds template expressions of Helm, Jinja or Go
  broken,     // does not parse and is no template, or exceeds a limit
};
[[nodiscard]] FileClass classify(const yaml::Stream& stream, const Source& source);

// The Kubernetes objects of a file; items of a `kind: List` count as documents of their own.
[[nodiscard]] std::vector<Object> objects_of(const yaml::Stream& stream, SourceId source);

// What the readers take from the ruleset: knowledge of the domain stays in TOML.
struct ReadOptions {
  Engines engines;
  // Names of Secrets that hold credentials and nothing that this program judges, as lower-case patterns in which `*` stands for anything
  // ("*hf*token*"). A container that takes all variables of another Secret has an environment that is not known.
  std::vector<std::string> credential_secrets;
  // Names of variables from whose value an operator takes the resources of a graph's containers, over what is written for them.
  std::vector<std::string> resource_variables;
};

// The deployments of a recipe, one per object that runs containers, in document order.
[[nodiscard]] std::vector<Deployment> read_deployments(const Recipe& recipe, const ReadOptions& options);

}  // namespace fabriclint
