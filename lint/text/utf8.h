// SPDX-License-Identifier: Apache-2.0
// UTF-8 as bytes: decoding one code point, finding the first bad byte, counting code points. Strict (RFC 3629): overlong forms, surrogates
// and values above U+10FFFF are invalid. Nothing here allocates or knows what the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fabriclint::utf8 {

// One step through a text. An invalid sequence is one byte long, so that a caller always advances and loses nothing.
struct Step {
  char32_t code_point = 0;  // 0 when invalid
  std::uint8_t size = 0;    // bytes; 0 only at the end of the text
  bool valid = false;
};

[[nodiscard]] Step decode(std::string_view text, std::size_t offset);

// Appends a code point; the caller guarantees a Unicode scalar value.
void append(std::string& out, char32_t code_point);

// Byte offset of the first byte that does not belong to valid UTF-8; text.size() when there is none.
[[nodiscard]] std::size_t first_invalid(std::string_view text);

[[nodiscard]] bool is_ascii(std::string_view text);

// Bytes 10xxxxxx, which never begin a code point.
[[nodiscard]] constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Code points that begin in the text: exact for valid UTF-8; in other bytes everything but a continuation byte counts as one.
[[nodiscard]] std::size_t count(std::string_view text);

// The offset `count` code points behind the code point at `offset`; the size of the text when it has fewer.
[[nodiscard]] std::size_t advance(std::string_view text, std::size_t offset, std::size_t count);

// The encoded byte order mark.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace fabriclint::utf8
