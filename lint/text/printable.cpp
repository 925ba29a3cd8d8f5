// SPDX-License-Identifier: Apache-2.0
#include "text/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "text/utf8.h"

namespace fabriclint {

namespace {

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

// UAX #9 (bidirectional controls) and the default ignorable characters of Unicode that no script needs.
bool is_hidden(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool separator = c == 0x2028 || c == 0x2029;
  const bool bidirectional = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool without_width = c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
  return control || separator || bidirectional || without_width;
}

std::string escape(char32_t c) {
  const auto value = static_cast<std::uint32_t>(c);
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\r') return "\\r";
  if (c < 0x80) return fmt::format("\\x{:02x}", value);
  if (c < 0x10000) return fmt::format("\\u{:04x}", value);
  return fmt::format("\\U{:08x}", value);
}

}  // namespace

std::string printable(std::string_view bytes) {
  return printable(bytes, kUnlimited);
}

std::string printable(std::string_view bytes, std::size_t limit) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (bytes.size() <= limit && std::all_of(bytes.begin(), bytes.end(), is_plain)) return std::string(bytes);
  std::string out;
  std::size_t width = 0;
  // Where to cut, should the text turn out longer than the limit: one place must be left for the ellipsis.
  std::size_t cut = 0;
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    const utf8::Step step = utf8::decode(bytes, offset);
    const bool plain = step.valid && !is_hidden(step.code_point);
    if (plain) {
      out.append(bytes.substr(offset, step.size));
      ++width;
    } else {
      const std::string escaped =
          step.valid ? escape(step.code_point) : fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[offset]));
      out += escaped;
      width += escaped.size();
    }
    if (width > limit) {
      out.resize(cut);
      if (limit > 0) out += "\xE2\x80\xA6";
      return out;
    }
    if (width < limit) cut = out.size();
    offset += step.size;
  }
  return out;
}

}  // namespace fabriclint
