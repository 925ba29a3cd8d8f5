// SPDX-License-Identifier: Apache-2.0
// The security contexts of a pod and of its containers: who a container runs as, and which capabilities it gets. Both lists of capabilities
// are also kept as they are written, since a wrong name in them is silently nothing. A pod's own context has no capabilities: what stands
// there has no effect.
#pragma once

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts pod.capabilities and pod.fs-group; `by_operator`: the operator sets the group where the pod has no security context
// (ai-dynamo/dynamo: deploy/operator/internal/dynamo/graph.go).
void read_pod_security(Reading& reading, const PodSource& pod, bool by_operator, Component& component);

// Puts container.run-as-user, container.privileged, container.allow-privilege-escalation and container.capabilities*.
void read_security(Reading& reading, const ContainerSource& source, const PodSource& pod, Container& container);

}  // namespace fabriclint::manifest
