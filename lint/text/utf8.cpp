// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.h"

#include <algorithm>
#include <cstring>

namespace fabriclint::utf8 {

Step decode(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(text[offset + n]); };
  const Step bad{.code_point = 0, .size = 1, .valid = false};
  const unsigned lead = byte(0);
  if (lead < 0x80) return {.code_point = lead, .size = 1, .valid = true};

  std::uint8_t size = 0;
  char32_t value = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2, value = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3, value = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4, value = lead & 0x07U, least = 0x10000;
  } else {
    return bad;
  }
  if (text.size() - offset < size) return bad;
  for (std::size_t n = 1; n < size; ++n) {
    if (!is_continuation(text[offset + n])) return bad;
    value = (value << 6U) | (byte(n) & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return bad;
  return {.code_point = value, .size = size, .valid = true};
}

void append(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t bits) { out.push_back(static_cast<char>(static_cast<unsigned char>(bits))); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

std::size_t first_invalid(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    const Step step = decode(text, offset);
    if (!step.valid) return offset;
    offset += step.size;
  }
  return text.size();
}

bool is_ascii(std::string_view text) {
  // Eight bytes at a time: this runs over every file of a run.
  std::size_t offset = 0;
  for (; text.size() - offset >= sizeof(std::uint64_t); offset += sizeof(std::uint64_t)) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + offset, sizeof block);
    if ((block & 0x8080808080808080U) != 0) return false;
  }
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(offset), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::size_t count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

std::size_t advance(std::string_view text, std::size_t offset, std::size_t count) {
  // Eight bytes at a time: a code point begins in each of them that is no continuation byte.
  constexpr std::size_t kBlock = sizeof(std::uint64_t);
  for (; count >= kBlock && text.size() - offset >= kBlock; offset += kBlock) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + offset, kBlock);
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    const std::uint64_t continuations = (block >> 7U) & ~(block >> 6U) & kOnes;
    count -= kBlock - (continuations * kOnes >> 56U);  // the product's highest byte is the sum of all bytes
  }
  const auto skip_rest = [&] {
    while (offset < text.size() && is_continuation(text[offset])) ++offset;
  };
  skip_rest();
  for (; count > 0 && offset < text.size(); --count) {
    ++offset;
    skip_rest();
  }
  return offset;
}

}  // namespace fabriclint::utf8
