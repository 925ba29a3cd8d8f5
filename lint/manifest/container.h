// SPDX-License-Identifier: Apache-2.0
// The settings of one container: image, security context, capabilities, host paths, resources, environment and what its command line
// starts.
#pragma once

#include <map>
#include <string_view>

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// The hostPath volumes of a pod: the scalar that holds the path, by the volume's name.
using HostPaths = std::map<std::string_view, const yaml::Node*>;
[[nodiscard]] HostPaths host_paths_of(const yaml::Node* pod_spec);

// True when the manifest writes no image, command or args: it is a patch, or the operator's defaults run here.
[[nodiscard]] bool is_fragment(const ContainerSource& source);

// `pod_spec` decides what the container leaves open (runAsUser).
[[nodiscard]] Container build_container(Reading& reading, const ContainerSource& source, const PodSource& pod, const HostPaths& host_paths);

}  // namespace fabriclint::manifest
