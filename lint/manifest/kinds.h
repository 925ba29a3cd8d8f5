// SPDX-License-Identifier: Apache-2.0
// Which apiVersion and kind is read by which reader: one table, in kinds.cpp. A kind that it does not name is read as a workload when pod
// specs are found in its `spec`; so new operators need no change here.
#pragma once

#include "manifest/recipe.h"

namespace fabriclint::manifest {

// True when the object runs containers, or is looked up by objects that do.
[[nodiscard]] bool matters(const Object& object);

}  // namespace fabriclint::manifest
