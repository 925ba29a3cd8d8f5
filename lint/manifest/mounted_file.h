// SPDX-License-Identifier: Apache-2.0
// What a container finds under a path: the volume that is mounted there, and of that volume the key of a ConfigMap of the recipe.
// Everything else (the image, a claim, a Secret, a ConfigMap that is not here) leaves the content unknown.
#pragma once

#include <string>
#include <string_view>

#include "manifest/description.h"
#include "text/traced.h"

namespace fabriclint::manifest {

struct FileText {
  TracedText text;
  std::string layer;    // in words the author knows: "ConfigMap 'engine', key 'prefill.yaml'"
  std::string unknown;  // why the content is not known, as an ending of "not known: ..."; empty when it is
};

[[nodiscard]] FileText mounted_file(Reading& reading, const ContainerSource& source, const PodSource& pod, std::string_view path);

}  // namespace fabriclint::manifest
