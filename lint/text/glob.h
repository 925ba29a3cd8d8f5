// SPDX-License-Identifier: Apache-2.0
// Matches names against patterns in which `*` stands for any run of bytes, the empty one included ("rdma/*", "*.nvidia.com/gpu"). Nothing
// else is special, matching is case-sensitive and covers the whole text. Linear in pattern and text: no pattern makes it backtrack.
#pragma once

#include <string_view>

namespace fabriclint {

[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace fabriclint
