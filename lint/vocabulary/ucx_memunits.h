// SPDX-License-Identifier: Apache-2.0
// UCX's sizes (openucx/ucx: src/ucs/sys/string.c, ucs_str_to_memunits; src/ucs/config/parser.c, key-value lists): a number with an optional
// K, M, G, T or P and an optional B, in any case, `inf`, `auto`. A threshold may be given for each reach: `intra:V,inter:V`, where an
// element without a key is the default of the keys that are not named.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

// Every size that applies, in bytes as decimal text, or "inf" or "auto"; each with the element it came from. Unknown when one of them is no
// size, a key is neither `intra` nor `inter`, or a key is left without a value: UCX refuses the whole value then.
[[nodiscard]] Decoded decode_ucx_memunits(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
