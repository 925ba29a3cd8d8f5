// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "manifest/claims.h"
#include "manifest/container.h"
#include "manifest/defaults.h"
#include "manifest/description.h"
#include "manifest/mounts.h"
#include "manifest/nodes.h"
#include "manifest/placement.h"
#include "manifest/security.h"

namespace fabriclint::manifest {

namespace {

void put_entries_of(Reading& reading, const std::vector<Layer>& layers, const std::string& prefix, Component& component) {
  for (const Layer& layer : layers) {
    if (!layer.section.opaque.empty()) component.gaps.push_back({prefix, layer.section.opaque});
    put_entries(reading, component.settings, prefix, layer.section.node, layer.name);
    if (layer.section.key != nullptr) component.anchors.push_back({prefix, layer.section.key->span});
  }
}

// kubectl keeps the whole object in this one; it says nothing that the object does not.
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

void put_annotations(Reading& reading, const std::vector<Layer>& layers, Component& component) {
  std::vector<Layer> others = layers;
  for (Layer& layer : others) {
    if (yaml::Fields(layer.section.node).find(kLastApplied).key == nullptr) continue;
    for (const yaml::Field& field : yaml::Fields(layer.section.node).all()) {
      if (!yaml::is_text(field.key) || field.key->value == kLastApplied || has_placeholder(field.key->value)) continue;
      put_field(reading, component.settings, fmt::format("pod.annotation.{}", field.key->value), field, layer.name);
    }
    layer.section.node = nullptr;
  }
  put_entries_of(reading, others, "pod.annotation.", component);
}

// As they are written, so that what the operator drops is among them.
void put_container_names(Reading& reading, const PodSource& pod, Component& component) {
  const Section list = list_at(pod.section.node, "containers");
  if (!list.opaque.empty()) component.gaps.push_back({"pod.containers", list.opaque});
  if (list.node == nullptr) return;
  std::vector<TracedText> names;
  std::string why;
  for (const yaml::Node* item : yaml::items_of(list.node)) {
    Value name = reading.scalar(yaml::Fields(item).value("name"));
    if (name.is_known()) {
      names.push_back(std::move(name.items.front()));
    } else {
      why = name.why.empty() ? "a container has no name" : name.why;
    }
  }
  component.settings.put(make_setting("pod.containers", Value::open_list(std::move(names), std::move(why)), pod.prefix + "containers",
                                      list.key->span, list.node->span));
}

void read_pod(Reading& reading, const PodSource& pod, bool by_operator, Component& component) {
  const yaml::Node* spec = pod.section.node;
  component.anchors.push_back({"pod.", pod.section.place(component.span)});
  if (!pod.section.opaque.empty()) component.gaps.push_back({"pod.", pod.section.opaque});
  put_container_names(reading, pod, component);
  put_scalar(reading, component.settings, "pod.host-network", spec, "hostNetwork", pod.prefix + "hostNetwork");
  put_scalar(reading, component.settings, "pod.host-pid", spec, "hostPID", pod.prefix + "hostPID");
  put_scalar(reading, component.settings, "pod.host-ipc", spec, "hostIPC", pod.prefix + "hostIPC");
  put_entries_of(reading, {{pod.prefix + "nodeSelector", mapping_at(spec, "nodeSelector")}}, "pod.node-selector.", component);
  if (by_operator) put_operator_labels(reading.options, component);
  put_entries_of(reading, pod.labels, "pod.label.", component);
  put_annotations(reading, pod.annotations, component);
  read_pod_security(reading, pod, by_operator, component);
  read_placement(reading, pod, component);
  read_pod_claims(reading, spec, pod.prefix + "resourceClaims", component);
}

Gap fragment_gap() {
  return {"", "this is a Kustomize patch: what it does not write may come from its base"};
}

// Nothing follows from what is not written in a part that is not all there.
void forget_uncertain(Component& component) {
  const bool open = component.gap("") != nullptr;
  if (open) forget_conclusions(component);
  for (Container& container : component.containers) {
    if (open || container.gap("") != nullptr) forget_conclusions(container);
  }
}

bool starts_engine(const Container& container) {
  return container.settings.find("launch.engine") != nullptr;
}

std::size_t main_of(const Component& component, std::size_t named) {
  const std::vector<Container>& containers = component.containers;
  if (starts_engine(containers[named]) || containers[named].gap("launch.engine") != nullptr) return named;
  for (std::size_t i = 0; i < containers.size(); ++i) {
    if (starts_engine(containers[i])) return i;
  }
  return named;
}

}  // namespace

Component build_component(Reading& reading, const ComponentSource& source) {
  Component component;
  component.name = source.name;
  component.span = source.place;
  component.settings = source.settings;
  component.anchors.push_back({"", source.place});
  component.settings.put(
      make_setting("component.name", Value::known(TracedText::decoded(source.name, source.place)), "name", source.place, source.place));
  const std::string open(source.opaque.empty() ? reading.overlay() : source.opaque);
  if (!open.empty()) component.gaps.push_back({"", open});
  Surroundings surroundings{.pod = source.pod, .component = component.settings, .volumes = volumes_of(source.pod.section.node)};
  if (source.main < source.containers.size()) surroundings.main = &source.containers[source.main];
  read_pod(reading, source.pod, surroundings.by_operator(), component);

  for (const ContainerSource& described : source.containers) {
    Container container = build_container(reading, described, surroundings);
    if (!open.empty()) container.gaps.push_back({"", open});
    if (is_fragment(described)) {
      std::erase_if(container.gaps,
                    [](const Gap& gap) { return gap.prefix == "launch." || gap.prefix == "arg." || gap.prefix == "config."; });
      container.gaps.push_back(fragment_gap());
      if (&described == surroundings.main) component.gaps.push_back(fragment_gap());
    }
    component.containers.push_back(std::move(container));
  }
  read_nodes(reading, source.pod, component);
  check_claim_wiring(reading, source.pod.section.node, component);
  forget_uncertain(component);
  component.main = component.containers.empty() ? 0 : main_of(component, source.main);
  return component;
}

Deployment make_deployment(Reading& reading, const Object& object) {
  Deployment deployment;
  deployment.kind = std::string(object.kind);
  deployment.api_version = std::string(object.api_version);
  deployment.name = std::string(object.name);
  deployment.document = object.document;
  deployment.context = object.context;
  deployment.span = object.root->span;
  const yaml::Fields root(object.root);
  const yaml::Node* metadata = root.value("metadata");
  put_scalar(reading, deployment.settings, "deployment.kind", object.root, "kind", "kind");
  put_scalar(reading, deployment.settings, "deployment.api-version", object.root, "apiVersion", "apiVersion");
  put_scalar(reading, deployment.settings, "deployment.name", metadata, "name", "metadata.name");
  if (const std::string& fabric = reading.options.assumptions.fabric; !fabric.empty()) {
    deployment.settings.put(
        make_setting("cluster.fabric", Value::known(TracedText::made(fabric)), "[assume] of the project file", Span(), Span()));
  }
  if (const yaml::Field kind = root.find("kind"); kind.key != nullptr) deployment.span = kind.key->span;
  const yaml::Node* name = yaml::Fields(metadata).value("name");
  if (yaml::is_text(name)) deployment.span = name->span;
  deployment.anchors.push_back({"", deployment.span});
  return deployment;
}

void mark_fragment(Deployment& deployment) {
  const bool all = std::all_of(deployment.components.begin(), deployment.components.end(),
                               [](const Component& component) { return component.gap("") != nullptr; });
  if (!all) return;
  deployment.gaps.push_back(deployment.components.empty() ? fragment_gap() : Gap{"", *deployment.components.front().gap("")});
}

}  // namespace fabriclint::manifest
