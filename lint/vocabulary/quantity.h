// SPDX-License-Identifier: Apache-2.0
// Kubernetes quantities (kubernetes/apimachinery: pkg/api/resource/quantity.go): a decimal number with an optional suffix: n u m k M G T P
// E, Ki Mi Gi Ti Pi Ei, or a decimal exponent. Numbers are doubles here: exact up to 2^53, which is all that comparing needs.
#pragma once

#include <optional>
#include <string_view>

#include "vocabulary/decoder.h"

namespace fabriclint {

// Nothing for text that is no quantity. "inf" is one too: it is how UCX's sizes say "no limit".
[[nodiscard]] std::optional<double> to_quantity(std::string_view text);

[[nodiscard]] Decoded decode_quantity(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
