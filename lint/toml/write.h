// SPDX-License-Identifier: Apache-2.0
// Values as TOML writes them, on one line and safe to show: control characters and what deceives the eye are escaped, so that the text can
// be read back.
#pragma once

#include <string>
#include <string_view>

#include "toml/node.h"

namespace fabriclint {

// A basic string, with its quotes.
[[nodiscard]] std::string toml_string(std::string_view text);
// A key, in quotes where it needs them.
[[nodiscard]] std::string toml_key(std::string_view key);
// Any value, arrays and tables included.
[[nodiscard]] std::string toml_value(const toml::Node& value);

}  // namespace fabriclint
