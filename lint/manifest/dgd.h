// SPDX-License-Identifier: Apache-2.0
// What Dynamo's graphs and components of all versions have in common. Each version has a file of its own, dgd_VERSION.cpp.
#pragma once

#include <string_view>

#include "manifest/description.h"
#include "model/deployment.h"
#include "yaml/node.h"

namespace fabriclint::manifest {

// The component as a version writes it. `graph_env`: variables of the whole graph.
using Describe = ComponentSource (*)(Reading& reading, std::string_view name, Span place, const yaml::Node* written,
                                     const Section& graph_env);

// A document that holds one component, whose name stands under `name_key`.
[[nodiscard]] Deployment read_single_component(Reading& reading, const Object& object, std::string_view name_key, Describe describe);

// Marks a graph that may be part of another one. The operator prunes what its version does not know: a graph that has its components under
// the key of the other version runs none, and is whole.
void mark_part_of_graph(const yaml::Node* spec, const Section& components, std::string_view other_key, Deployment& graph);

}  // namespace fabriclint::manifest
