// SPDX-License-Identifier: Apache-2.0
// What a container gets of the node: amounts by resource name, and the names of the pod's claims it uses. Every layer's limits and requests
// are united, the later layer winning per resource, as the Dynamo operator does with a service's `resources` and those of mainContainer.
// v1alpha1 spells GPUs as `gpu` (of the kind `gpuType`, else nvidia.com/gpu) and everything else under `custom`.
#pragma once

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts resource.*, limit.*, request.* and container.claims, the gaps and the anchors of these.
void read_resources(Reading& reading, const ContainerSource& source, Container& container);

}  // namespace fabriclint::manifest
