// SPDX-License-Identifier: Apache-2.0
// Finds the comments of a file, which libyaml drops: a '#' at the start of a line or after white space, outside every scalar that may hold
// one. One pass over the text, for those who want them: most files hold no comment that means something to anybody but people.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"
#include "yaml/node.h"

namespace fabriclint::yaml {

// The comments of `text`, which `stream` was read from, in order: each from its '#' to the end of the line.
[[nodiscard]] std::vector<Span> find_comments(const Stream& stream, std::string_view text);

}  // namespace fabriclint::yaml
