// SPDX-License-Identifier: Apache-2.0
// The table `[assume]` of the project file: the fabric, the kernel, the environment of images, and the groups of nodes that
// `fabriclint facts` writes.
#pragma once

#include "model/assumptions.h"
#include "project/project.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

[[nodiscard]] Assumptions read_assumptions(const toml::Node& table, const ProjectWords& words, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
