// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/c_integer.h"

#include <cstdint>
#include <limits>

#include "text/ascii.h"

namespace fabriclint {
namespace {

// The value of a digit in any base up to 16; 16 for anything else.
unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

}  // namespace

// Written out because strtoll itself depends on the locale of the process and needs a terminated string without embedded zeros.
std::int64_t to_c_integer(std::string_view text) {
  std::size_t at = text.find_first_not_of(kSpaces);
  if (at == std::string_view::npos) return 0;
  const bool negative = text[at] == '-';
  if (text[at] == '-' || text[at] == '+') ++at;
  unsigned base = 10;
  if (at < text.size() && text[at] == '0') {
    base = 8;
    if (at + 2 < text.size() && (text[at + 1] == 'x' || text[at + 1] == 'X') && digit(text[at + 2]) < 16) {
      base = 16;
      at += 2;
    }
  }
  const std::uint64_t limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1 : 0);
  std::uint64_t value = 0;
  for (; at < text.size() && digit(text[at]) < base; ++at) {
    const unsigned next = digit(text[at]);
    value = value > (limit - next) / base ? limit : value * base + next;
  }
  if (!negative) return static_cast<std::int64_t>(value);
  return value == limit ? std::numeric_limits<std::int64_t>::min() : -static_cast<std::int64_t>(value);
}

Decoded decode_c_integer(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  if (text.empty()) {
    Decoded unset;
    unset.state = Decoded::State::absent;
    return unset;
  }
  return Decoded::one(std::to_string(to_c_integer(text.text())), text);
}

}  // namespace fabriclint
