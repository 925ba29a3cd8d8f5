// SPDX-License-Identifier: Apache-2.0
// How deep a TOML text nests, told from its tokens alone. toml++ builds a table for every part of a dotted key and frees them recursively,
// so a key of a hundred thousand dots would exhaust the stack; its own limit counts brackets only. This looks before toml++ does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fabriclint::toml {

// Offset of the first byte that lies deeper than `limit` levels (parts of the table's name, parts of keys, arrays and inline tables all
// count); nothing when there is none. Text that is no TOML is followed as far as toml++ would follow it, or further.
[[nodiscard]] std::optional<std::uint32_t> first_too_deep(std::string_view text, std::size_t limit);

}  // namespace fabriclint::toml
