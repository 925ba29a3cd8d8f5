// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "text/ascii.h"
#include "vocabulary/c_integer.h"
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

// Whether a number stands at the beginning, as strtoll and strtod find it: blanks, a sign, digits. What follows is ignored.
bool begins_with_number(std::string_view text, bool fractions) {
  std::size_t at = text.find_first_not_of(kSpaces);
  if (at == std::string_view::npos) return false;
  if (text[at] == '-' || text[at] == '+') ++at;
  if (fractions && at < text.size() && text[at] == '.') ++at;
  return at < text.size() && is_digit(text[at]);
}

Mistake no_number(const TracedText& value, std::string_view what) {
  Mistake mistake;
  if (const std::optional<bool> meant = said(value.text())) {
    mistake.kind = "boolean";
    mistake.instead = *meant ? "1" : "0";
  } else {
    mistake.kind = "integer";
  }
  mistake.clause = fmt::format("'{}' is no {}", value.text(), what);
  return mistake;
}

std::size_t past_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// The factor of what stands behind a number as a unit of size (`M`, `KiB`, ` GB`), or 0.
std::int64_t unit_of_size(std::string_view suffix) {
  suffix.remove_prefix(std::min(suffix.find_first_not_of(kSpaces), suffix.size()));
  if (suffix.empty()) return 0;
  constexpr std::string_view kUnits = "kmg";
  const std::size_t unit = kUnits.find(static_cast<char>(suffix[0] | 0x20));
  if (unit == std::string_view::npos) return 0;
  const std::string rest = lower(suffix.substr(1));
  return rest.empty() || rest == "b" || rest == "ib" ? std::int64_t{1} << (10 * (unit + 1)) : 0;
}

// The number that was meant by `8M`, `512 KiB` or `8,388,608`, of which strtoll reads the first digits: empty where it is not certain,
// nothing for other texts.
std::optional<std::string> cut_short(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  const std::size_t end = past_digits(text, 0);
  if (end == 0 || end == text.size()) return std::nullopt;
  if (text[end] == '.' && unit_of_size(text.substr(past_digits(text, end + 1))) != 0) return "";
  constexpr std::size_t kDigitsOfAnySize = 9;
  if (const std::int64_t factor = unit_of_size(text.substr(end)); factor != 0) {
    return text[0] == '0' || end > kDigitsOfAnySize ? "" : std::to_string(to_c_integer(text.substr(0, end)) * factor);
  }
  std::string digits(text.substr(0, end));
  for (std::size_t at = end; at < text.size(); at += 4) {
    if (text[at] != ',' || past_digits(text, at + 1) != at + 4) return std::nullopt;
    digits += text.substr(at + 1, 3);
  }
  return digits;
}

}  // namespace

Judged judge_integer(const TracedText& value, const Variable& variable) {
  if (value.text().find_first_not_of(kSpaces) == std::string::npos) return std::nullopt;
  if (!begins_with_number(value.text(), false)) return no_number(value, "number");
  const std::int64_t number = to_c_integer(value.text());
  if (variable.invalid == "misread") {
    if (const std::optional<std::string> meant = cut_short(value.text())) {
      return Mistake{
          "size", fmt::format("'{}' is read as {}, since what follows the digits is left out", value.text(), number), *meant, {}};
    }
  }
  if (variable.min && number < *variable.min) return Mistake{"range", fmt::format("{} is less than {}", number, *variable.min), {}, {}};
  if (variable.max && number > *variable.max) return Mistake{"range", fmt::format("{} is more than {}", number, *variable.max), {}, {}};
  // Zero and less are how a reader is asked for its default where any other number counts something.
  if (variable.multiple_of && number > 0 && number % *variable.multiple_of != 0) {
    return Mistake{"range", fmt::format("{} is no multiple of {}", number, *variable.multiple_of), {}, {}};
  }
  return std::nullopt;
}

Judged judge_number(const TracedText& value, const Variable& /*variable*/) {
  if (value.text().find_first_not_of(kSpaces) == std::string::npos || begins_with_number(value.text(), true)) return std::nullopt;
  return no_number(value, "number");
}

}  // namespace fabriclint
