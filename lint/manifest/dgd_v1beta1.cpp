// SPDX-License-Identifier: Apache-2.0
// The v1beta1 spelling of a Dynamo graph and of one of its components: `components` as a list, each with an ordinary pod template whose
// container `main` is the component's (ai-dynamo/dynamo: deploy/operator/api/v1beta1/*_types.go).
#include "manifest/dgd.h"

namespace fabriclint::manifest {

namespace {

// Without a container of this name the operator adds one; what the graph sets for all components reaches it.
ContainerSource made_main(Span place) {
  ContainerSource main;
  main.name = TracedText::made("main");
  main.place = place;
  return main;
}

ComponentSource describe_component(Reading& reading, std::string_view name, Span place, const yaml::Node* written,
                                   const Section& graph_env) {
  ComponentSource component;
  component.name = std::string(name);
  component.place = place;
  put_scalar(reading, component.settings, "component.type", written, "type", "type");
  put_scalar(reading, component.settings, "component.replicas", written, "replicas", "replicas");
  put_scalar(reading, component.settings, "component.node-count", mapping_at(written, "multinode").node, "nodeCount",
             "multinode.nodeCount");
  put_scalar(reading, component.settings, "component.shared-memory", written, "sharedMemorySize", "sharedMemorySize");

  const Section pod_template = mapping_at(written, "podTemplate");
  const Section metadata = mapping_at(pod_template.node, "metadata");
  component.pod.section = mapping_at(pod_template.node, "spec");
  if (component.pod.section.key == nullptr) component.pod.section.key = pod_template.key;
  if (component.pod.section.opaque.empty()) component.pod.section.opaque = pod_template.opaque;
  component.pod.prefix = "podTemplate.spec.";
  component.pod.labels = {{"podTemplate.metadata.labels", mapping_at(metadata.node, "labels")}};
  component.pod.annotations = {{"podTemplate.metadata.annotations", mapping_at(metadata.node, "annotations")}};

  const Section containers = list_at(component.pod.section.node, "containers");
  bool found = false;
  for (const yaml::Node* item : yaml::items_of(containers.node)) {
    if (item == nullptr || item->kind != yaml::Kind::mapping) continue;
    if (!found && plain_text(item, "name") == "main") {
      found = true;
      component.main = component.containers.size();
    }
    component.containers.push_back(listed_container(reading, *item, containers.key->span));
  }
  if (!found) {
    component.main = component.containers.size();
    component.containers.push_back(made_main(containers.place(component.pod.section.place(place))));
  }
  ContainerSource& main = component.containers[component.main];
  main.operator_env = true;
  main.env.insert(main.env.begin(), Layer{"spec.env", graph_env});
  main.compilation_cache = mapping_at(written, "compilationCache");
  if (main.opaque.empty()) main.opaque = component.pod.section.opaque.empty() ? containers.opaque : component.pod.section.opaque;
  for (ContainerSource& sidecar : native_sidecars(reading, component.pod.section.node)) component.containers.push_back(std::move(sidecar));
  return component;
}

}  // namespace

std::optional<Deployment> read_graph_v1beta1(Reading& reading, const Object& object) {
  Deployment deployment = make_deployment(reading, object);
  const Section spec = mapping_at(object.root, "spec");
  put_scalar(reading, deployment.settings, "deployment.backend-framework", spec.node, "backendFramework", "spec.backendFramework");
  const Section graph_env = list_at(spec.node, "env");
  const Section components = list_at(spec.node, "components");
  for (const std::string& why : {spec.opaque, components.opaque}) {
    if (!why.empty()) deployment.gaps.push_back({"", why});
  }
  for (const yaml::Node* item : yaml::items_of(components.node)) {
    if (item == nullptr || item->kind != yaml::Kind::mapping) {
      if (item == nullptr || !yaml::is_null(*item)) deployment.gaps.push_back({"", "an element of 'components' is no component"});
      continue;
    }
    const yaml::Field name = yaml::Fields(item).find("name");
    const bool named = yaml::is_text(name.value);
    const Span place = named ? name.value->span : item->entries.empty() ? item->span : item->entries.front().key->span;
    deployment.components.push_back(
        build_component(reading, describe_component(reading, named ? name.value->value : std::string_view(), place, item, graph_env)));
  }
  mark_part_of_graph(spec.node, components, "services", deployment);
  return deployment;
}

std::optional<Deployment> read_component_v1beta1(Reading& reading, const Object& object) {
  return read_single_component(reading, object, "name", describe_component);
}

}  // namespace fabriclint::manifest
