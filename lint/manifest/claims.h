// SPDX-License-Identifier: Apache-2.0
// Dynamic resource allocation: the pod's claims, the templates they are made from, and the device classes these ask for (k8s.io/api:
// resource/v1/types.go; ResourceClaimTemplate nests the spec of the claim in its own). A ComputeDomain creates the template of its channel
// itself (NVIDIA/k8s-dra-driver-gpu: api/nvidia.com/resource/v1beta1/computedomain.go).
#pragma once

#include "manifest/reading.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts pod.claims, pod.claim-templates and pod.device-classes.
void read_pod_claims(Reading& reading, const yaml::Node* pod_spec, const std::string& layer, Component& component);

// Puts what does not fit together, once the containers are read: container.claims-undeclared and pod.claims-unused.
void check_claim_wiring(Reading& reading, const yaml::Node* pod_spec, Component& component);

}  // namespace fabriclint::manifest
