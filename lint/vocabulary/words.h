// SPDX-License-Identifier: Apache-2.0
// The plain decoders: lists separated by commas, and text without regard to case.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

[[nodiscard]] Decoded decode_csv(const TracedText& text, const Vocabulary& vocabulary);
[[nodiscard]] Decoded decode_lower(const TracedText& text, const Vocabulary& vocabulary);
[[nodiscard]] Decoded decode_upper(const TracedText& text, const Vocabulary& vocabulary);

// The elements between the separators, as they stand; one empty element for an empty text.
[[nodiscard]] std::vector<TracedText> split(const TracedText& text, char separator);

[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string upper(std::string_view text);

}  // namespace fabriclint
