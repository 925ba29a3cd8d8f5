// SPDX-License-Identifier: Apache-2.0
// Finds the comments of a file, which libyaml drops: a '#' at the start of a line or after white space, outside every scalar that may hold
// one. One pass over the text; the caller has the scalars from libyaml's marks.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/span.h"
#include "yaml/node.h"

namespace fabriclint::yaml {

// Bytes in which '#' is content: a quoted scalar, or the lines below the header of a block scalar. Plain scalars never hold such a '#'.
struct Opaque {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The comments of text[begin, end), in order; `opaque` is in increasing order.
[[nodiscard]] std::vector<Comment> find_comments(std::string_view text, SourceId source, std::uint32_t begin, std::uint32_t end,
                                                 std::span<const Opaque> opaque);

}  // namespace fabriclint::yaml
