// SPDX-License-Identifier: Apache-2.0
#include "manifest/unquoted.h"

#include <algorithm>
#include <string_view>

#include "text/ascii.h"

namespace fabriclint::manifest {

namespace {

std::size_t digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// [-+]?(DIGITS[.DIGITS]|.DIGITS)([eE][-+]?DIGITS)?, or 0x and hexadecimal digits.
bool is_number(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  }
  const std::size_t whole = digits(text);
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (!text.empty() && text[0] == '.') {
    fraction = digits(text.substr(1));
    text.remove_prefix(1 + fraction);
  }
  if (whole + fraction == 0) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(text.size() > 1 && (text[1] == '+' || text[1] == '-') ? 2 : 1);
  return !text.empty() && digits(text) == text.size();
}

}  // namespace

bool is_unquoted(const yaml::Node& scalar) {
  if (scalar.kind != yaml::Kind::scalar || scalar.style != yaml::Style::plain || !scalar.tag.empty()) return false;
  return is_number(scalar.value) || yaml::is_boolean(scalar.value);
}

}  // namespace fabriclint::manifest
