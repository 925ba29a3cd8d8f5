// SPDX-License-Identifier: Apache-2.0
#include "manifest/workload.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "manifest/description.h"
#include "manifest/pod_specs.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kNodeCount = "component.node-count";

// What an object of this sort is part of: it is laid over something, or something over it, that is not in the files.
constexpr std::string_view kPreset = "a service that uses this runtime may add to it";
constexpr std::string_view kOverPresets = "this is laid over presets of KServe that are not in these files";

void put_unknown_count(ComponentSource& component, const yaml::Node* key) {
  component.settings.put(make_setting(std::string(kNodeCount), Value::unknown("how many pods work as one is not written as a number here"),
                                      std::string(key->value), key->span, key->span));
}

// The workers beside one leader; the group is one larger.
void put_workers(Reading& reading, ComponentSource& component, const yaml::Field& workers) {
  const Value written = reading.scalar(workers.value);
  const std::string text = written.text();
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (!written.is_known() || error != std::errc() || end != text.data() + text.size() || count > 1'000'000) {
    put_unknown_count(component, workers.key);
    return;
  }
  component.settings.put(make_setting(std::string(kNodeCount),
                                      Value::known(TracedText::decoded(std::to_string(count + 1), workers.value->span)),
                                      std::string(workers.key->value), workers.key->span, workers.value->span));
}

// Pods that work as one, as the kinds say it: LeaderWorkerSet (kubernetes-sigs/lws: api/leaderworkerset/v1) and RoleBasedGroup write the
// size of the group, kthena (volcano-sh/kthena: pkg/apis/workload/v1alpha1) the workers beside the entry pod. Ray, MPI, PyTorch, Grove,
// KServe and OME decide it in several places.
void put_node_count(Reading& reading, const FoundPod& found, ComponentSource& component) {
  constexpr std::array<std::string_view, 5> kElsewhere = {"workerGroupSpecs", "mpiReplicaSpecs", "pytorchReplicaSpecs",
                                                          "podCliqueScalingGroups", "worker"};
  for (const Step& step : found.path) {
    const yaml::Fields group(step.mapping);
    const bool pattern = step.key != nullptr && step.key->value == "leaderWorkerPattern";
    const yaml::Field size = group.find("size");
    const yaml::Field workers = group.find("workerReplicas");
    const yaml::Field old_size = yaml::Fields(group.value("leaderWorkerSet")).find("size");  // sgl-project/rbg: v1alpha1
    if (size.key != nullptr && (pattern || group.value("workerTemplate") != nullptr)) {
      put_field(reading, component.settings, std::string(kNodeCount), size, "size");
    } else if (old_size.key != nullptr) {
      put_field(reading, component.settings, std::string(kNodeCount), old_size, "leaderWorkerSet.size");
    } else if (workers.key != nullptr && group.value("entryTemplate") != nullptr) {
      put_workers(reading, component, workers);
    }
    for (const std::string_view key : kElsewhere) {
      const yaml::Field field = group.find(key);
      if (field.value != nullptr && field.value->kind != yaml::Kind::scalar) put_unknown_count(component, field.key);
    }
  }
}

ComponentSource describe_pod(Reading& reading, const FoundPod& found) {
  ComponentSource component;
  component.opaque = found.opaque;
  component.pod.section.node = found.spec;
  component.pod.section.key = found.spec_key;
  component.pod.labels = {{"metadata.labels", mapping_at(found.metadata, "labels")}};
  component.pod.annotations = {{"metadata.annotations", mapping_at(found.metadata, "annotations")}};
  for (std::size_t i = found.path.size(); i-- > 0;) {
    const yaml::Field replicas = yaml::Fields(found.path[i].mapping).find("replicas");
    if (replicas.key == nullptr) continue;
    put_field(reading, component.settings, "component.replicas", replicas, "replicas");
    break;
  }
  put_node_count(reading, found, component);
  const Section runner = mapping_at(found.spec, "runner");
  if (runner.node != nullptr) component.containers.push_back(listed_container(reading, *runner.node, runner.key->span));
  const Section containers = list_at(found.spec, "containers");
  for (const yaml::Node* item : yaml::items_of(containers.node)) {
    if (item == nullptr || item->kind != yaml::Kind::mapping) {
      if (item == nullptr || !yaml::is_null(*item)) component.opaque = "not every element of 'containers' is a container";
      continue;
    }
    component.containers.push_back(listed_container(reading, *item, containers.key->span));
  }
  for (ContainerSource& sidecar : native_sidecars(reading, found.spec)) component.containers.push_back(std::move(sidecar));
  return component;
}

using Refine = void (*)(Reading&, const Object&, const FoundPod&, ComponentSource&);

std::optional<Deployment> read_pods(Reading& reading, const Object& object, Refine refine) {
  StrategicMerge merge;
  const std::vector<FoundPod> pods = find_pods(object, merge);
  if (pods.empty()) return std::nullopt;
  Deployment deployment = make_deployment(reading, object);
  const std::vector<PodName> names = names_of(pods, object.name);
  for (std::size_t i = 0; i < pods.size(); ++i) {
    ComponentSource component = describe_pod(reading, pods[i]);
    component.name = names[i].text;
    component.place = names[i].written == nullptr ? deployment.span : names[i].written->span;
    if (refine != nullptr) refine(reading, object, pods[i], component);
    deployment.components.push_back(build_component(reading, component));
  }
  return deployment;
}

// kserve/kserve: pkg/apis/serving/v1alpha2/llm_inference_service_types.go: with `prefill`, the pods beside it decode.
void refine_inference_service(Reading& reading, const Object& object, const FoundPod& found, ComponentSource& component) {
  if (component.opaque.empty()) component.opaque = kOverPresets;
  const yaml::Field prefill = yaml::Fields(yaml::Fields(object.root).value("spec")).find("prefill");
  if (prefill.key == nullptr || !reading.spend(0)) return;
  const bool prefills = std::any_of(found.path.begin(), found.path.end(), [&](const Step& step) { return step.key == prefill.key; });
  component.settings.put(make_setting("component.type",
                                      Value::known(TracedText::decoded(prefills ? "prefill" : "decode", prefill.key->span)), "spec.prefill",
                                      prefill.key->span, prefill.key->span));
}

void refine_runtime(Reading& /*reading*/, const Object& /*object*/, const FoundPod& /*found*/, ComponentSource& component) {
  if (component.opaque.empty()) component.opaque = kPreset;
}

}  // namespace

bool has_pod_spec(const Object& object) {
  StrategicMerge merge;
  return !find_pods(object, merge).empty();
}

std::optional<Deployment> read_workload(Reading& reading, const Object& object) {
  return read_pods(reading, object, nullptr);
}

std::optional<Deployment> read_inference_service(Reading& reading, const Object& object) {
  return read_pods(reading, object, refine_inference_service);
}

std::optional<Deployment> read_serving_runtime(Reading& reading, const Object& object) {
  return read_pods(reading, object, refine_runtime);
}

}  // namespace fabriclint::manifest
