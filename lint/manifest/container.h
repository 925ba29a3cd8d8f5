// SPDX-License-Identifier: Apache-2.0
// The settings of one container: image, security context, mounts, resources, environment and what its command line starts.
#pragma once

#include <map>
#include <string_view>

#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// The volumes of a pod by name.
struct WrittenVolume {
  Span place;                             // of its name
  yaml::Field source;                     // the key that says what it is; none when nothing does
  const yaml::Node* host_path = nullptr;  // of a hostPath
  bool on_host = false;
  bool patched = false;  // a patch takes it away or replaces it
};
using Volumes = std::map<std::string_view, WrittenVolume>;

// What a container has from the pod and the component around it.
struct Surroundings {
  const PodSource& pod;
  const Settings& component;              // component.* and pod.*
  const ContainerSource* main = nullptr;  // the component's container
  Volumes volumes;

  // True for a pod of a Dynamo graph.
  [[nodiscard]] bool by_operator() const;
};

// True when the manifest writes no image, command or args: it is a patch, or the operator's defaults run here.
[[nodiscard]] bool is_fragment(const ContainerSource& source);

[[nodiscard]] Container build_container(Reading& reading, const ContainerSource& source, const Surroundings& pod);

}  // namespace fabriclint::manifest
