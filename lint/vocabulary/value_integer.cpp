// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

#include "vocabulary/c_integer.h"
#include "vocabulary/value_judges.h"

namespace fabriclint {
namespace {

constexpr std::string_view kBlanks = " \t\n\v\f\r";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether a number stands at the beginning, as strtoll and strtod find it: blanks, a sign, digits. What follows is ignored.
bool begins_with_number(std::string_view text, bool fractions) {
  std::size_t at = text.find_first_not_of(kBlanks);
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

}  // namespace

Judged judge_integer(const TracedText& value, const Variable& variable) {
  if (value.text().find_first_not_of(kBlanks) == std::string::npos) return std::nullopt;
  if (!begins_with_number(value.text(), false)) return no_number(value, "number");
  const std::int64_t number = to_c_integer(value.text());
  if (variable.min && number < *variable.min) return Mistake{"range", fmt::format("{} is less than {}", number, *variable.min), {}, {}};
  if (variable.max && number > *variable.max) return Mistake{"range", fmt::format("{} is more than {}", number, *variable.max), {}, {}};
  // Zero and less are how a reader is asked for its default where any other number counts something.
  if (variable.multiple_of && number > 0 && number % *variable.multiple_of != 0) {
    return Mistake{"range", fmt::format("{} is no multiple of {}", number, *variable.multiple_of), {}, {}};
  }
  return std::nullopt;
}

Judged judge_number(const TracedText& value, const Variable& /*variable*/) {
  if (value.text().find_first_not_of(kBlanks) == std::string::npos || begins_with_number(value.text(), true)) return std::nullopt;
  return no_number(value, "number");
}

}  // namespace fabriclint
