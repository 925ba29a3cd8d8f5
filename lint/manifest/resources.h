// SPDX-License-Identifier: Apache-2.0
// What a container gets of the node: amounts by resource name, and the names of the pod's claims it uses. Every layer's limits and requests
// are united, the later layer winning per resource, as the Dynamo operator does with a service's `resources` and those of mainContainer.
// v1alpha1 spells GPUs as `gpu` (of the kind `gpuType`, else nvidia.com/gpu) and everything else under `custom`, all as strings; what it
// writes elsewhere the API server drops, and what is no quantity the operator drops (ai-dynamo/dynamo:
// deploy/operator/api/v1alpha1/common.go, shared_spec_conversion.go itemToResourceList).
#pragma once

#include <string>

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts resource.*, limit.*, request.*, resource-unparsable, container.claims and container.claim-requests, the gaps and the anchors of
// these.
void read_resources(Reading& reading, const ContainerSource& source, Container& container);

// Makes every amount unknown: something outside the manifest decides them.
void hide_resources(Container& container, const std::string& why);

}  // namespace fabriclint::manifest
