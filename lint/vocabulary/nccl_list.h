// SPDX-License-Identifier: Apache-2.0
// NCCL's lists of names (NVIDIA/nccl: src/misc/utils.cc, parseStringList): an optional `^` (exclude), then an optional `=` (exactly), then
// names separated by commas. No blanks are trimmed.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

[[nodiscard]] Decoded decode_nccl_elements(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
