// SPDX-License-Identifier: Apache-2.0
#include "manifest/dgd.h"

namespace fabriclint::manifest {

Deployment read_single_component(Reading& reading, const Object& object, std::string_view name_key, Describe describe) {
  Deployment deployment = make_deployment(reading, object);
  const Section spec = mapping_at(object.root, "spec");
  if (spec.node == nullptr) {
    if (!spec.opaque.empty()) deployment.gaps.push_back({"", spec.opaque});
    mark_fragment(deployment);
    return deployment;
  }
  put_scalar(reading, deployment.settings, "deployment.backend-framework", spec.node, "backendFramework", "spec.backendFramework");
  const yaml::Field name = yaml::Fields(spec.node).find(name_key);
  const bool named = yaml::is_text(name.value);
  deployment.components.push_back(build_component(
      reading, describe(reading, named ? name.value->value : object.name, named ? name.value->span : deployment.span, spec.node, {})));
  return deployment;
}

void mark_part_of_graph(const yaml::Node* spec, const Section& components, std::string_view other_key, Deployment& graph) {
  const bool written = components.key != nullptr || yaml::Fields(spec).find(other_key).key != nullptr;
  if (!graph.components.empty() || !written) mark_fragment(graph);
}

}  // namespace fabriclint::manifest
