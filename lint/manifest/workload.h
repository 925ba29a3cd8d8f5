// SPDX-License-Identifier: Apache-2.0
// Plain workloads of any kind, found by structure: every mapping below `spec` with a list `containers` of mappings is a pod spec. So Pod,
// Deployment, Job, LeaderWorkerSet and the kinds of operators that this program has never heard of are read alike.
#pragma once

#include "manifest/recipe.h"

namespace fabriclint::manifest {

[[nodiscard]] bool has_pod_spec(const Object& object);

}  // namespace fabriclint::manifest
