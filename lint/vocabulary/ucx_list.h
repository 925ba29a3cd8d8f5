// SPDX-License-Identifier: Apache-2.0
// UCX's list of transports as UCX itself reads it (openucx/ucx: src/ucs/config/parser.c, ucs_config_sscanf_allow_list;
// src/ucp/core/ucp_context.c, aliases and auxiliaries):
//   a,b      allows exactly these, after aliases are followed; an element that names nothing is ignored
//   ^a,b     `^` as the first character of the value denies the whole list; anywhere else it is part of a name
//   all      everything, and only as the one element; `^all` is the same, `all,x` is refused, and the `all` of `x,all` is ignored
//   \a       the transport of that very name, no alias
//   a:aux    may only help to connect: carries no data, so it is not counted as admitted; `^a:aux` takes no data path away
// No blanks are trimmed, case matters, an empty list admits nothing.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

// The transports that may carry data, each with the element that admits it (the whole text, when it is admitted by not being denied).
[[nodiscard]] Decoded decode_ucx_admitted(const TracedText& text, const Vocabulary& vocabulary);

// The transports that an allow list names, each with the element that names it; an empty list for deny lists and `all`.
[[nodiscard]] Decoded decode_ucx_listed(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
