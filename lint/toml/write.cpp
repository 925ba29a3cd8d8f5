// SPDX-License-Identifier: Apache-2.0
#include "toml/write.h"

#include <fmt/format.h>

#include "text/printable.h"

namespace fabriclint {

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return printable(out) + '"';  // the escapes of what is left are TOML's
}

std::string toml_key(std::string_view key) {
  constexpr std::string_view kBare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  const bool bare = !key.empty() && key.find_first_not_of(kBare) == std::string_view::npos;
  return bare ? std::string(key) : toml_string(key);
}

// NOLINTNEXTLINE(misc-no-recursion): the reader of TOML limits how deep a file nests
std::string toml_value(const toml::Node& value) {
  if (value.is_string()) return toml_string(value.text);
  if (!value.is_array() && !value.is_table()) return value.text;
  std::string all;
  for (const toml::Node& item : value.items) all += (all.empty() ? "" : ", ") + toml_value(item);
  for (const toml::Member& member : value.members)
    all += (all.empty() ? "" : ", ") + toml_key(member.key) + " = " + toml_value(member.value);
  if (value.is_array()) return "[" + all + "]";
  return all.empty() ? "{}" : "{ " + all + " }";
}

}  // namespace fabriclint
