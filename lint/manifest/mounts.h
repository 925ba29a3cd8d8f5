// SPDX-License-Identifier: Apache-2.0
// What is mounted into a container: the kind of volume by path, the host's paths among them, and what stands at /dev/shm. The Dynamo
// operator takes /dev/shm of a component's main container for itself: it drops every volume called `shared-memory` and every mount there,
// and mounts a tmpfs of the component's size, 8Gi by default, unless that size is 0 (ai-dynamo/dynamo: deploy/operator/internal/dynamo/
// shared_memory.go). Elsewhere the pod's own mount counts, then the host's with hostIPC, then the 64Mi of the container runtime.
#pragma once

#include "manifest/container.h"

namespace fabriclint::manifest {

// The volumes of a pod by name; the last of equal names counts.
[[nodiscard]] Volumes volumes_of(const yaml::Node* pod_spec);

// Puts mount.PATH, mount-size.PATH, container.shared-memory, container.shared-memory-dropped and container.host-paths.
void read_mounts(Reading& reading, const ContainerSource& source, const Surroundings& pod, Container& container);

}  // namespace fabriclint::manifest
