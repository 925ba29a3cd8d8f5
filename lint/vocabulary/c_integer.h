// SPDX-License-Identifier: Apache-2.0
// Numbers as C programs read them from their environment: strtoll with base 0 (NVIDIA/nccl: src/misc/param.cc). Blanks before the number
// and anything behind it are ignored, 0x and 0 choose the base, what is too large is clamped; text that is no number silently reads as 0.
#pragma once

#include <cstdint>
#include <string_view>

#include "vocabulary/decoder.h"

namespace fabriclint {

[[nodiscard]] std::int64_t to_c_integer(std::string_view text);

// The number in decimal. Empty text is absent: the program keeps its default.
[[nodiscard]] Decoded decode_c_integer(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
