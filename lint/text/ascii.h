// SPDX-License-Identifier: Apache-2.0
// Letters as C sees them in the locale that every program starts with, whatever the locale is now.
#pragma once

#include <string_view>

namespace fabriclint {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// What isspace(3) takes.
inline constexpr std::string_view kSpaces = " \t\n\v\f\r";

}  // namespace fabriclint
