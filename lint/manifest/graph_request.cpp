// SPDX-License-Identifier: Apache-2.0
// DynamoGraphDeploymentRequest: the operator generates a graph from a model name and lays spec.overrides.dgd over it
// (ai-dynamo/dynamo: deploy/operator/api/v1beta1/dynamographdeploymentrequest_types.go). Only the override is in the files; the graph in
// the `status` of a live dump is a deployment of its own, and the operator's.
#include "manifest/defaults.h"
#include "manifest/description.h"

namespace fabriclint::manifest {

std::optional<Deployment> read_graph_request(Reading& reading, const Object& object) {
  const Section overrides = mapping_at(mapping_at(object.root, "spec").node, "overrides");
  const Section graph = mapping_at(overrides.node, "dgd");
  const std::string why = overrides.opaque.empty() ? graph.opaque : overrides.opaque;
  if (graph.node == nullptr && why.empty()) return std::nullopt;

  // The outer object is what the author applies; the inner one is laid over the graph that the operator generates.
  const Gap gap = {"", why.empty() ? "this is laid over the graph that the operator generates for the request" : why};
  Deployment outer = make_deployment(reading, object);
  outer.gaps.push_back(gap);
  if (graph.node == nullptr) return outer;

  Object inner = object;
  inner.root = graph.node;
  const std::string_view api_version = plain_text(graph.node, "apiVersion");
  if (!api_version.empty()) inner.api_version = api_version;
  const bool services =
      mapping_at(mapping_at(graph.node, "spec").node, "services").node != nullptr;  // a partial graph may leave out its version
  const bool old = api_version.empty() ? services : api_version == "nvidia.com/v1alpha1";
  std::optional<Deployment> deployment = old ? read_graph_v1alpha1(reading, inner) : read_graph_v1beta1(reading, inner);
  if (!deployment) return outer;
  outer.components = std::move(deployment->components);
  for (Component& component : outer.components) {
    component.gaps.push_back(gap);
    forget_conclusions(component);
    for (Container& container : component.containers) {
      container.gaps.push_back(gap);
      forget_conclusions(container);
    }
  }
  return outer;
}

}  // namespace fabriclint::manifest
