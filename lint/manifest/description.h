// SPDX-License-Identifier: Apache-2.0
// What every kind of manifest is brought to before anything is merged: which YAML describes a component's pod and each of its containers,
// and in which order of precedence. The readers of the kinds (dgd_v1alpha1, dgd_v1beta1, workload) produce it, build_component() makes the
// model from it; so each merge rule exists once, and a new kind needs no other code than its reader.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/reading.h"
#include "model/deployment.h"
#include "yaml/node.h"

namespace fabriclint::manifest {

// One place where the same thing can be written, under the words an author knows for it ("spec.envs", "mainContainer.env").
struct Layer {
  std::string name;
  Section section;
};

// How a `resources` mapping spells its amounts.
enum class ResourceStyle {
  kubernetes,  // limits and requests by resource name
  dynamo,      // v1alpha1: cpu, memory, gpu, gpuType and the mapping `custom`
};

struct ResourceLayer {
  Layer layer;
  ResourceStyle style = ResourceStyle::kubernetes;
};

struct ContainerSource {
  TracedText name;
  Span place;                            // to point at: the name, else the nearest key
  const yaml::Node* node = nullptr;      // the container as written; null when the manifest has none
  std::string opaque;                    // why the container, or what holds it, cannot be read; empty when it can
  std::string prefix;                    // of layer names: "mainContainer."
  std::vector<Layer> env;                // lowest precedence first, by name and as whole entries
  bool operator_env = false;             // the operator merges the variables, sorts them by name and adds its own
  std::vector<ResourceLayer> resources;  // lowest precedence first, by resource
  Span resource_place;                   // to point at when it has no resources at all: what would hold them
  Section env_from_secret;               // v1alpha1 `envFromSecret`; lost when the container has envFrom itself
  std::vector<Section> mounts;           // lists of volumeMounts
  Section compilation_cache;             // v1beta1 `compilationCache`: a claim, mounted somewhere
};

struct PodSource {
  Section section;     // the pod spec
  std::string prefix;  // of layer names: "extraPodSpec."
  std::vector<Layer> labels;
  std::vector<Layer> annotations;
};

struct ComponentSource {
  std::string name;
  Span place;
  std::string opaque;  // why the component cannot be read; empty when it can
  Settings settings;   // component.*
  PodSource pod;
  std::vector<ContainerSource> containers;
  std::size_t main = 0;  // index into containers
};

// A container that stands in a list of a pod spec.
[[nodiscard]] ContainerSource listed_container(Reading& reading, const yaml::Node& node, Span otherwise);
// The native sidecars of a pod spec (initContainers with `restartPolicy: Always`); other init containers are gone when the engine runs.
[[nodiscard]] std::vector<ContainerSource> native_sidecars(Reading& reading, const yaml::Node* pod_spec);

// The effective component. When the main container is fully known and starts no engine, and another container of the pod does, that one
// becomes the main container: it is what the component is about.
[[nodiscard]] Component build_component(Reading& reading, const ComponentSource& source);

// A deployment without components, with what every object has: kind, apiVersion, name.
[[nodiscard]] Deployment make_deployment(Reading& reading, const Object& object);
// A deployment of which every component is a fragment, or that writes none, is one itself: its base may have other components.
void mark_fragment(Deployment& deployment);

// The readers by kind. Nothing when the object runs no container; a Dynamo graph without components is a deployment all the same.
[[nodiscard]] std::optional<Deployment> read_graph_v1alpha1(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_graph_v1beta1(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_component_v1alpha1(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_component_v1beta1(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_graph_request(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_workload(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_inference_service(Reading& reading, const Object& object);
[[nodiscard]] std::optional<Deployment> read_serving_runtime(Reading& reading, const Object& object);

}  // namespace fabriclint::manifest
