// SPDX-License-Identifier: Apache-2.0
// Kleene's three truth values. `maybe` is what is not known; it spreads only where it matters: no AND maybe is no.
#pragma once

#include <algorithm>
#include <cstdint>

namespace fabriclint {

enum class Truth : std::uint8_t { no, maybe, yes };

[[nodiscard]] constexpr Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
  return std::min(a, b);
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) {
  return std::max(a, b);
}
[[nodiscard]] constexpr Truth opposite(Truth a) {
  return static_cast<Truth>(2 - static_cast<int>(a));
}

}  // namespace fabriclint
