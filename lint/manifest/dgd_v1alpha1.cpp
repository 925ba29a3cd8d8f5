// SPDX-License-Identifier: Apache-2.0
// The v1alpha1 spelling of a Dynamo graph and of one of its components: `services` as a mapping, dedicated fields under each service, and
// `extraPodSpec` with `mainContainer`, which wins over them (ai-dynamo/dynamo: deploy/operator/api/v1alpha1/common.go, internal/dynamo/
// graph.go).

#include "manifest/dgd.h"

namespace fabriclint::manifest {

namespace {

// `worker` with `subComponentType: prefill` is what v1beta1 calls `prefill` (shared_spec_conversion.go).
void put_type(Reading& reading, Settings& settings, const yaml::Node* service) {
  put_scalar(reading, settings, "component.type", service, "componentType", "componentType");
  const Setting* type = settings.find("component.type");
  const bool worker = type == nullptr || !type->value.is_known() || type->value.text() == "worker";
  const std::string_view sub = plain_text(service, "subComponentType");
  if (worker && (sub == "prefill" || sub == "decode" || has_placeholder(sub))) {
    put_scalar(reading, settings, "component.type", service, "subComponentType", "subComponentType");
  }
}

void put_shared_memory(Reading& reading, Settings& settings, const yaml::Node* service) {
  const Section written = mapping_at(service, "sharedMemory");
  const yaml::Node* memory = written.node;
  put_scalar(reading, settings, "component.shared-memory", memory, "size", "sharedMemory.size");
  const std::string_view disabled = plain_text(memory, "disabled");
  if (!written.opaque.empty() || has_placeholder(disabled)) {
    const std::string why = written.opaque.empty() ? std::string(kPlaceholderReason) : written.opaque;
    settings.put(make_setting("component.shared-memory", Value::unknown(why), "sharedMemory", written.key->span, written.key->span));
  }
  if (disabled != "true") return;
  const yaml::Field field = yaml::Fields(memory).find("disabled");
  settings.put(make_setting("component.shared-memory", Value::known(TracedText::made("0")), "sharedMemory.disabled", field.key->span,
                            field.value->span));
}

ContainerSource main_container(const yaml::Node* service, const Section& pod, Span place, const Section& graph_env) {
  const Section written = mapping_at(pod.node, "mainContainer");
  ContainerSource main;
  main.name = TracedText::made("main");
  main.place = written.place(place);
  main.node = written.node;
  main.opaque = pod.opaque.empty() ? written.opaque : pod.opaque;
  main.prefix = "mainContainer.";
  main.operator_env = true;
  main.env = {{"spec.envs", graph_env}, {"envs", list_at(service, "envs")}, {"mainContainer.env", list_at(written.node, "env")}};
  main.env_from_secret.key = yaml::Fields(service).find("envFromSecret").key;
  main.env_from_secret.node = yaml::Fields(service).value("envFromSecret");
  main.resources = {{{"resources", mapping_at(service, "resources")}, ResourceStyle::dynamo},
                    {{"mainContainer.resources", mapping_at(written.node, "resources")}, ResourceStyle::kubernetes}};
  main.resource_place = place;
  main.mounts = {list_at(written.node, "volumeMounts"), list_at(service, "volumeMounts")};
  return main;
}

// The operator makes a container from `frontendSidecar` and calls it so.
void add_frontend_sidecar(const yaml::Node* service, std::vector<ContainerSource>& containers) {
  const Section written = mapping_at(service, "frontendSidecar");
  if (written.node == nullptr) return;
  ContainerSource sidecar;
  sidecar.name = TracedText::made("sidecar-frontend");
  sidecar.place = written.key->span;
  sidecar.node = written.node;
  sidecar.prefix = "frontendSidecar.";
  sidecar.operator_env = true;
  sidecar.env = {{"frontendSidecar.envs", list_at(written.node, "envs")}};
  sidecar.env_from_secret.key = yaml::Fields(written.node).find("envFromSecret").key;
  sidecar.env_from_secret.node = yaml::Fields(written.node).value("envFromSecret");
  containers.push_back(std::move(sidecar));
}

ComponentSource describe_service(Reading& reading, std::string_view name, Span place, const yaml::Node* service, const Section& graph_env) {
  ComponentSource component;
  component.name = std::string(name);
  component.place = place;
  put_type(reading, component.settings, service);
  put_scalar(reading, component.settings, "component.replicas", service, "replicas", "replicas");
  put_scalar(reading, component.settings, "component.node-count", mapping_at(service, "multinode").node, "nodeCount",
             "multinode.nodeCount");
  put_shared_memory(reading, component.settings, service);

  const Section metadata = mapping_at(service, "extraPodMetadata");
  component.pod.section = mapping_at(service, "extraPodSpec");
  component.pod.prefix = "extraPodSpec.";
  component.pod.labels = {{"labels", mapping_at(service, "labels")}, {"extraPodMetadata.labels", mapping_at(metadata.node, "labels")}};
  component.pod.annotations = {{"annotations", mapping_at(service, "annotations")},
                               {"extraPodMetadata.annotations", mapping_at(metadata.node, "annotations")}};

  component.containers.push_back(main_container(service, component.pod.section, place, graph_env));
  const yaml::Node* pod = component.pod.section.node;
  for (const yaml::Node* item : yaml::items_of(list_at(pod, "containers").node)) {
    // The operator drops a container of this name: mainContainer is the one.
    if (item == nullptr || item->kind != yaml::Kind::mapping || plain_text(item, "name") == "main") continue;
    component.containers.push_back(listed_container(reading, *item, component.pod.section.place(place)));
  }
  add_frontend_sidecar(service, component.containers);
  for (ContainerSource& sidecar : native_sidecars(reading, pod)) component.containers.push_back(std::move(sidecar));
  return component;
}

}  // namespace

std::optional<Deployment> read_graph_v1alpha1(Reading& reading, const Object& object) {
  Deployment deployment = make_deployment(reading, object);
  const Section spec = mapping_at(object.root, "spec");
  put_scalar(reading, deployment.settings, "deployment.backend-framework", spec.node, "backendFramework", "spec.backendFramework");
  const Section graph_env = list_at(spec.node, "envs");
  const Section services = mapping_at(spec.node, "services");
  for (const std::string& why : {spec.opaque, services.opaque}) {
    if (!why.empty()) deployment.gaps.push_back({"", why});
  }
  for (const yaml::Field& field : yaml::Fields(services.node).all()) {
    // A service that is null is none (in a patch: it is taken away).
    if (!yaml::is_text(field.key) || (field.value != nullptr && yaml::is_null(*field.value))) continue;
    const Section service = as_mapping(field);
    ComponentSource source = describe_service(reading, field.key->value, field.key->span, service.node, graph_env);
    source.opaque = service.opaque;
    deployment.components.push_back(build_component(reading, source));
  }
  mark_part_of_graph(spec.node, services, "components", deployment);
  return deployment;
}

std::optional<Deployment> read_component_v1alpha1(Reading& reading, const Object& object) {
  return read_single_component(reading, object, "serviceName", describe_service);
}

}  // namespace fabriclint::manifest
