// SPDX-License-Identifier: Apache-2.0
// From a container's command line to its settings: which engine it starts, the flags, configuration files and KV connectors this one gets,
// and the variables that a script changes before it. A container may start several engine processes; what they do not agree on is unknown.
#pragma once

#include <string>
#include <vector>

#include "launch/launch.h"
#include "manifest/description.h"
#include "manifest/environment.h"
#include "model/deployment.h"
#include "text/span.h"
#include "text/traced.h"

namespace fabriclint::manifest {

// The command line of a container, and what it starts.
struct WrittenLaunch {
  struct Words {
    std::vector<TracedText> texts;
    std::string unknown;  // why they cannot be read
    Span key;             // empty when nothing is written
  };
  Words command;
  Words args;
  bool image_decides = false;  // the command is the one that the image is known to have
  Launch launch;
};

// container.settings holds the image already.
[[nodiscard]] WrittenLaunch read_written_launch(Reading& reading, const ContainerSource& source, const ContainerEnvironment& environment,
                                                const Container& container);

// Puts launch.*, arg.*, config.*, env.* of the script and the connectors over what container.settings holds: the image and the variables of
// the manifest.
void read_process(Reading& reading, const ContainerSource& source, const PodSource& pod, const WrittenLaunch& written,
                  Container& container);

}  // namespace fabriclint::manifest
