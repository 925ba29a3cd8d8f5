// SPDX-License-Identifier: Apache-2.0
// Plain workloads of any kind: each pod that find_pods() sees is a component. So Pod, Deployment, Job, LeaderWorkerSet and the kinds of
// operators that this program has never heard of are read alike.
#pragma once

#include "manifest/recipe.h"

namespace fabriclint::manifest {

[[nodiscard]] bool has_pod_spec(const Object& object);

}  // namespace fabriclint::manifest
