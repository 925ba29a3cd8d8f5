// SPDX-License-Identifier: Apache-2.0
// UCX's switches (openucx/ucx: src/ucs/config/parser.c, ucs_config_sscanf_bool and _ternary): y, yes, n, no, try, maybe, auto in any case,
// 1 and 0, and `on` and `off` in lower case only. `true` and `false` are none of them: UCX refuses to start.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

// "yes", "no", "try" or "auto"; anything else is unknown.
[[nodiscard]] Decoded decode_ucx_ternary(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
