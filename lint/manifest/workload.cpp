// SPDX-License-Identifier: Apache-2.0
#include "manifest/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "manifest/description.h"

namespace fabriclint::manifest {

namespace {

constexpr std::size_t kWalkDepth = 32;
constexpr std::size_t kMostPods = 10'000;

// A mapping on the way from `spec` to a pod spec, with the key it stands under (null for an element of a list).
struct Step {
  const yaml::Node* mapping = nullptr;
  const yaml::Node* key = nullptr;
};

struct Found {
  std::vector<Step> path;  // the last is the pod spec
};

bool is_pod_spec(const yaml::Node* mapping) {
  const std::vector<const yaml::Node*> items = yaml::items_of(list_at(mapping, "containers").node);
  return !items.empty() && std::all_of(items.begin(), items.end(),
                                       [](const yaml::Node* item) { return item != nullptr && item->kind == yaml::Kind::mapping; });
}

// Depth first in file order. Depth is bounded here, the number of nodes by the limit on aliases in yaml/parse.h.
void walk(const yaml::Node* node, const yaml::Node* key, std::vector<Step>& path, std::vector<Found>& found) {
  node = yaml::resolve(node);
  if (node == nullptr || path.size() >= kWalkDepth || found.size() >= kMostPods) return;
  if (node->kind == yaml::Kind::sequence) {
    path.push_back({nullptr, key});
    for (const yaml::Node* item : node->items) walk(item, nullptr, path, found);
    path.pop_back();
    return;
  }
  if (node->kind != yaml::Kind::mapping) return;
  path.push_back({node, key});
  if (is_pod_spec(node)) {
    found.push_back({path});
  } else {
    for (const yaml::Field& field : yaml::Fields(node).all()) walk(field.value, field.key, path, found);
  }
  path.pop_back();
}

std::vector<Found> pod_specs(const Object& object) {
  std::vector<Found> found;
  std::vector<Step> path;
  const yaml::Field spec = yaml::Fields(object.root).find("spec");
  walk(spec.value, spec.key, path, found);
  return found;
}

// Keys between an object and its pod that say nothing about which pod it is.
bool is_structural(std::string_view key) {
  constexpr std::array<std::string_view, 8> kKeys = {"spec",    "template",    "podTemplate", "podTemplateSpec",
                                                     "podSpec", "jobTemplate", "roles",       "replicaSpecs"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

struct Name {
  const yaml::Node* item = nullptr;  // `name` of the nearest list element around the pod spec: a role, a group
  const yaml::Node* key = nullptr;   // the nearest telling key between the two
};

Name name_of(const Found& found) {
  Name name;
  for (std::size_t i = found.path.size(); i-- > 0 && name.item == nullptr;) {
    const Step& step = found.path[i];
    if (name.key == nullptr && yaml::is_text(step.key) && !is_structural(step.key->value)) name.key = step.key;
    const yaml::Node* written = step.key == nullptr ? yaml::Fields(step.mapping).value("name") : nullptr;
    if (yaml::is_text(written)) name.item = written;
  }
  return name;
}

// Each component's name and place: the list element's name, the key, or the object's name; where a role has several pods, both.
void name_components(const std::vector<Found>& pods, const Object& object, Span object_place, std::vector<ComponentSource>& components) {
  std::map<std::string_view, std::size_t> uses;
  for (const Found& pod : pods) {
    const Name name = name_of(pod);
    if (name.item != nullptr) ++uses[name.item->value];
  }
  for (std::size_t i = 0; i < pods.size(); ++i) {
    const Name name = name_of(pods[i]);
    const yaml::Node* shown = name.item != nullptr ? name.item : name.key;
    components[i].name = std::string(shown == nullptr ? object.name : shown->value);
    components[i].place = shown == nullptr ? object_place : shown->span;
    if (name.item == nullptr || name.key == nullptr || uses[name.item->value] < 2) continue;
    components[i].name = fmt::format("{}.{}", name.item->value, name.key->value);
    components[i].place = name.key->span;
  }
}

ComponentSource describe(Reading& reading, const Found& found, const Object& object) {
  ComponentSource component;
  const yaml::Node* spec = found.path.back().mapping;
  component.pod.section.node = spec;
  component.pod.section.key = found.path.back().key;
  // The pod's metadata stands beside its spec; a Pod's own is the object's.
  const yaml::Node* pod_template = found.path.size() > 1 ? found.path[found.path.size() - 2].mapping : object.root;
  const Section metadata = mapping_at(pod_template, "metadata");
  component.pod.labels = {{"metadata.labels", mapping_at(metadata.node, "labels")}};
  component.pod.annotations = {{"metadata.annotations", mapping_at(metadata.node, "annotations")}};
  for (std::size_t i = found.path.size(); i-- > 0;) {
    const yaml::Field replicas = yaml::Fields(found.path[i].mapping).find("replicas");
    if (replicas.key == nullptr) continue;
    put_field(reading, component.settings, "component.replicas", replicas, "replicas");
    break;
  }
  // kubernetes-sigs/lws: api/leaderworkerset/v1: the pods of one group, which work as one.
  for (const Step& step : found.path) {
    const yaml::Fields group(step.mapping);
    const yaml::Field size = group.find("size");
    if (size.key != nullptr && group.value("workerTemplate") != nullptr)
      put_field(reading, component.settings, "component.node-count", size, "size");
  }
  const Section containers = list_at(spec, "containers");
  for (const yaml::Node* item : yaml::items_of(containers.node)) {
    component.containers.push_back(listed_container(reading, *item, containers.key->span));
  }
  for (ContainerSource& sidecar : native_sidecars(reading, spec)) component.containers.push_back(std::move(sidecar));
  return component;
}

}  // namespace

bool has_pod_spec(const Object& object) {
  return !pod_specs(object).empty();
}

std::optional<Deployment> read_workload(Reading& reading, const Object& object) {
  const std::vector<Found> pods = pod_specs(object);
  if (pods.empty()) return std::nullopt;
  Deployment deployment = make_deployment(reading, object);
  std::vector<ComponentSource> components;
  components.reserve(pods.size());
  for (const Found& pod : pods) components.push_back(describe(reading, pod, object));
  name_components(pods, object, deployment.span, components);
  for (const ComponentSource& component : components) deployment.components.push_back(build_component(reading, component));
  return deployment;
}

}  // namespace fabriclint::manifest
