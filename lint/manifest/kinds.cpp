// SPDX-License-Identifier: Apache-2.0
#include "manifest/kinds.h"

#include <array>
#include <optional>

#include "manifest/description.h"
#include "manifest/field_check.h"
#include "manifest/workload.h"

namespace fabriclint::manifest {

namespace {

using Reader = std::optional<Deployment> (*)(Reading&, const Object&);

std::optional<Deployment> runs_nothing(Reading& /*reading*/, const Object& /*object*/) {
  return std::nullopt;
}

struct KindReader {
  std::string_view api_version;  // "*" for any
  std::string_view kind;         // "*" for any
  Reader read;
  bool supports = false;  // runs nothing itself and is looked up by objects that do
};

// The first match holds.
constexpr std::array kKindReaders = {
    KindReader{"nvidia.com/v1alpha1", "DynamoGraphDeployment", read_graph_v1alpha1},
    KindReader{"nvidia.com/v1beta1", "DynamoGraphDeployment", read_graph_v1beta1},
    KindReader{"nvidia.com/v1alpha1", "DynamoComponentDeployment", read_component_v1alpha1},
    KindReader{"nvidia.com/v1beta1", "DynamoComponentDeployment", read_component_v1beta1},
    KindReader{"nvidia.com/v1alpha1", "DynamoGraphDeploymentRequest", read_graph_request},
    KindReader{"nvidia.com/v1beta1", "DynamoGraphDeploymentRequest", read_graph_request},
    KindReader{"v1", "ConfigMap", runs_nothing, true},
    KindReader{"*", "ComputeDomain", runs_nothing, true},
    KindReader{"*", "ResourceClaim", runs_nothing, true},
    KindReader{"*", "ResourceClaimTemplate", runs_nothing, true},
    KindReader{"v1", "Secret", runs_nothing},
    KindReader{"*", "CustomResourceDefinition", runs_nothing},  // its schema describes pod specs
    KindReader{"*", "LLMInferenceService", read_inference_service},
    KindReader{"*", "LLMInferenceServiceConfig", read_inference_service},
    KindReader{"*", "ServingRuntime", read_serving_runtime},
    KindReader{"*", "ClusterServingRuntime", read_serving_runtime},
    KindReader{"*", "*", read_workload},  // Pod, Deployment, StatefulSet, Job, LeaderWorkerSet, ...
};

const KindReader& reader_of(const Object& object) {
  for (const KindReader& entry : kKindReaders) {
    if ((entry.api_version == "*" || entry.api_version == object.api_version) && (entry.kind == "*" || entry.kind == object.kind))
      return entry;
  }
  return kKindReaders.back();
}

}  // namespace

bool matters(const Object& object) {
  const KindReader& entry = reader_of(object);
  if (entry.read == runs_nothing) return entry.supports;
  const bool by_structure = entry.api_version == "*";
  return !by_structure || has_pod_spec(object);
}

}  // namespace fabriclint::manifest

namespace fabriclint {

std::vector<Deployment> read_deployments(const Recipe& recipe, const ReadOptions& options) {
  manifest::Reading reading(recipe, options);
  std::vector<Deployment> deployments;
  for (const Object& object : recipe.objects) {
    reading.enter(object);
    std::optional<Deployment> deployment = manifest::reader_of(object).read(reading, object);
    if (!deployment) continue;
    manifest::check_fields(reading, object, *deployment);
    deployments.push_back(std::move(*deployment));
  }
  return deployments;
}

}  // namespace fabriclint
