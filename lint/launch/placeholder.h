// SPDX-License-Identifier: Apache-2.0
// Parts of a command line that a tool fills in before Kubernetes sees the manifest: template expressions, and ${NAME} where no shell would
// expand it. The files do not say what will stand there, so they are holes.
#pragma once

#include <cstdint>

#include "launch/holed_text.h"

namespace fabriclint {

enum class Placeholder : std::uint8_t {
  template_expression,  // {{ ... }}
  braced_name           // ${NAME}: envsubst; for words that no shell reads
};

[[nodiscard]] HoledText with_holes(HoledText text, Placeholder kind);

}  // namespace fabriclint
