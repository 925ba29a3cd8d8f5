// SPDX-License-Identifier: Apache-2.0
// A set of bytes that a text is searched for, as a table: one look for each byte, however many there are in the set.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace fabriclint {

class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (const char byte : bytes) has_[static_cast<unsigned char>(byte)] = true;
  }
  [[nodiscard]] constexpr bool has(char byte) const { return has_[static_cast<unsigned char>(byte)]; }
  // Where the first of them stands, from `at` on; the size of the text when there is none.
  [[nodiscard]] constexpr std::size_t first_in(std::string_view text, std::size_t at) const {
    while (at < text.size() && !has(text[at])) ++at;
    return at;
  }

 private:
  std::array<bool, 256> has_ = {};
};

}  // namespace fabriclint
