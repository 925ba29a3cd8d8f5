// SPDX-License-Identifier: Apache-2.0
// Where a node was written, made from the marks of its libyaml event: libyaml begins a node at its anchor or tag, ends a block scalar at
// the line after it, and puts the missing value of a flow mapping at the next token. All functions take and give byte offsets.
#pragma once

#include <cstdint>
#include <string_view>

namespace fabriclint::yaml {

// Past the anchor, the tag and the white space, breaks and comments after them; at most `end`.
[[nodiscard]] std::uint32_t skip_properties(std::string_view text, std::uint32_t begin, std::uint32_t end);

// Offset of the first byte after the header line (`|2-  # comment`) of the block scalar that begins at `begin`.
[[nodiscard]] std::uint32_t block_content_begin(std::string_view text, std::uint32_t begin);

// Past the indicators of a block scalar: `|`, `>-`, `|2+`.
[[nodiscard]] std::uint32_t block_indicators_end(std::string_view text, std::uint32_t begin);

// The end of the last line of a block scalar that is not blank, without its break; of the indicators when all lines are blank.
[[nodiscard]] std::uint32_t block_scalar_end(std::string_view text, std::uint32_t begin, std::uint32_t end);

// Where the missing value of a key stands: right after the colon between `key_end` and `mark`, or at `key_end` when there is no colon.
[[nodiscard]] std::uint32_t missing_value_at(std::string_view text, std::uint32_t key_end, std::uint32_t mark);

}  // namespace fabriclint::yaml
