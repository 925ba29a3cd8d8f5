// SPDX-License-Identifier: Apache-2.0
// What the nodes offer that a pod may run on. With an inventory (`[[assume.nodes]]` of the project file) these are its groups, less those
// whose labels contradict the pod's node selection; and, for what the nodes are, less those without the resources that it requests, as long
// as some are left. Without one, an instance type that the pod pins leads to the catalogue; everything else
// about the nodes is unknown then.
#pragma once

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts node.*; the containers of the component are there already, because what they request is looked up.
void read_nodes(Reading& reading, const PodSource& pod, Component& component);

}  // namespace fabriclint::manifest
