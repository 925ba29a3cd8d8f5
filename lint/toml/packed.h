// SPDX-License-Identifier: Apache-2.0
// A TOML tree that the build has parsed already (lint/command/embed.py): parsing the built-in ruleset would take longer than checking a
// file. The form is bencode (BEP 3) with `t` and `f` for booleans. Keys and values have no places of their own, only the file they are of:
// what is built in is checked by the tests, from its text.
#pragma once

#include <string_view>

#include "text/span.h"
#include "toml/node.h"

namespace fabriclint::toml {

// `packed` is what the build has written; anything else yields an empty table.
[[nodiscard]] Node unpack(std::string_view packed, SourceId file);

}  // namespace fabriclint::toml
