// SPDX-License-Identifier: Apache-2.0
// A scalar without quotes that YAML takes for a number or a boolean. Where the API wants a string it refuses the object, so this decides
// whether anything is deployed at all. Only what every reader of Kubernetes agrees on counts (sigs.k8s.io/yaml, goyaml.v2 resolve.go): `y`,
// `n`, dates and sexagesimal numbers are left out.
#pragma once

#include "yaml/node.h"

namespace fabriclint::manifest {

[[nodiscard]] bool is_unquoted(const yaml::Node& scalar);

}  // namespace fabriclint::manifest
