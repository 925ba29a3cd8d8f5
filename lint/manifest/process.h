// SPDX-License-Identifier: Apache-2.0
// From a container's command line to its settings: which engine it starts, the flags, configuration files and KV connectors this one gets,
// and the variables that a script changes before it. A container may start several engine processes; what they do not agree on is unknown.
#pragma once

#include "manifest/description.h"
#include "manifest/environment.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

// Puts launch.*, arg.*, config.*, env.* of the script and the connectors. container.settings holds the image and the variables of the
// manifest already.
void read_process(Reading& reading, const ContainerSource& source, const PodSource& pod, const ContainerEnvironment& environment,
                  Container& container);

}  // namespace fabriclint::manifest
