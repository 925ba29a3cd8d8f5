// SPDX-License-Identifier: Apache-2.0
// A recipe is what is deployed together: the documents of the files of one folder. References between documents (ConfigMap,
// ResourceClaimTemplate, ComputeDomain) are looked up in the same file first, then in the others; what the recipe does not hold, or what
// several other files define (folders keep variants side by side), is unknown, never absent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/assumptions.h"
#include "model/deployment.h"
#include "text/source.h"
#include "vocabulary/engine.h"
#include "vocabulary/instance.h"
#include "vocabulary/object_types.h"
#include "vocabulary/operator.h"
#include "yaml/node.h"

namespace fabriclint {

// A Kubernetes object in a recipe: a document with apiVersion and kind.
struct Object {
  std::string_view kind;
  std::string_view api_version;
  std::string_view name;        // metadata.name; empty when it has none
  std::string_view name_space;  // metadata.namespace; empty when whoever applies the file decides
  const yaml::Node* root = nullptr;
  SourceId source;
  std::uint32_t document = 0;
  bool context = false;  // of a file that is read for what it says about others; nothing is reported on it
};

struct Recipe {
  const SourceSet* sources = nullptr;
  std::vector<Object> objects;
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

// What the readers take from the ruleset (knowledge of the domain stays in TOML) and from the project file.
struct ReadOptions {
  Engines engines;
  OperatorAdditions operator_additions;
  // Names of Secrets that hold credentials and nothing that this program judges, as lower-case patterns in which `*` stands for anything
  // ("*hf*token*"). A container that takes all variables of another Secret has an environment that is not known.
  std::vector<std::string> credential_secrets;
  // Which fields objects may have; null: not looked at.
  const ObjectTypes* object_types = nullptr;
  Instances instances;
  // Node labels that hold the instance type, and the GPU product.
  std::vector<std::string> instance_type_labels;
  std::vector<std::string> gpu_product_labels;
  // What the project file states beside that.
  Assumptions assumptions;
};

// The deployments of a recipe, one per object that runs containers, in the order of the objects.
[[nodiscard]] std::vector<Deployment> read_deployments(const Recipe& recipe, const ReadOptions& options);

}  // namespace fabriclint
