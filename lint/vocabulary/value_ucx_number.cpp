// SPDX-License-Identifier: Apache-2.0
// UCX reads numbers with sscanf (openucx/ucx: src/ucs/config/parser.c, src/ucs/sys/string.c): blanks and a sign before the digits pass, and
// what follows a plain number is ignored ('1.5' and '8k' are integers to it). Only sizes and times look at what follows.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "text/ascii.h"
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

// The bytes of blanks, sign and digits at the beginning; zero when no digit stands there.
std::size_t integer_at_front(std::string_view text) {
  std::size_t at = text.find_first_not_of(kSpaces);
  if (at == std::string_view::npos) return 0;
  if (text[at] == '-' || text[at] == '+') ++at;
  if (at >= text.size() || !is_digit(text[at])) return 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

bool is_size(std::string_view text) {
  const std::string word = lower(text);
  if (word == "inf" || word == "auto") return true;
  const std::size_t end = integer_at_front(word);
  if (end == 0) return false;
  const std::string_view unit = std::string_view(word).substr(end);
  if (unit.empty()) return true;
  // The first two letters count: 'kb', and 'bb' too. 'e' is left alone: no release is known to take it, nor all known not to.
  if (std::string_view("bkmgtpe").find(unit[0]) == std::string_view::npos) return false;
  return unit.size() == 1 || unit[1] == 'b';
}

// '8 K', '8KiB', '8Ki': what was meant is clear.
std::string meant_size(std::string_view text) {
  const std::size_t end = integer_at_front(text);
  if (end == 0) return {};
  std::string unit;
  for (const char c : lower(text.substr(end))) {
    if (c != ' ') unit += c;
  }
  if (unit.empty()) return std::string(text.substr(0, end));
  constexpr std::string_view kPrefixes = "kmgtp";
  const std::string rest = unit.substr(1);
  if (kPrefixes.find(unit[0]) == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "i" && rest != "ib")) return {};
  return fmt::format("{}{}", text.substr(0, end), static_cast<char>(unit[0] - 'a' + 'A'));
}

Mistake no_size(const TracedText& whole, const TracedText& element) {
  Mistake mistake{"size", fmt::format("'{}' is no size", element.text()), meant_size(element.text()), {}};
  if (element.size() != whole.size()) mistake.element = element;
  return mistake;
}

Judged no_number(const TracedText& value, const Variable& variable, std::string_view kind) {
  return Mistake{std::string(kind), fmt::format("'{}' is not {}", value.text(), variable.type->expects), {}, {}};
}

}  // namespace

Judged judge_ucx_memunits(const TracedText& value, const Variable& /*variable*/) {
  if (is_size(value.text())) return std::nullopt;
  return no_size(value, value);
}

Judged judge_ucx_memunits_keyed(const TracedText& value, const Variable& variable) {
  if (is_size(value.text())) return std::nullopt;
  std::set<std::string, std::less<>> given;
  bool has_default = false;
  for (const TracedText& element : split(value, ',')) {
    const std::size_t colon = element.text().find(':');
    if (colon == std::string::npos) {
      if (!is_size(element.text())) return no_size(value, element);
      if (has_default) return Mistake{"list", fmt::format("'{}' is a second value without a key", element.text()), {}, element};
      has_default = true;
      continue;
    }
    const std::string key = element.text().substr(0, colon);
    bool known = variable.values.empty();
    for (const std::string& word : variable.values) known = known || word == key;
    if (!known) return Mistake{"list", fmt::format("the key '{}' is none of {}", key, joined(variable.values)), {}, element};
    const TracedText size = element.slice(colon + 1);
    if (!is_size(size.text())) return no_size(value, size.empty() ? element : size);
    if (!given.insert(key).second) return Mistake{"list", fmt::format("the key '{}' stands there twice", key), {}, element};
  }
  if (has_default) return std::nullopt;
  for (const std::string& key : variable.values) {
    if (!given.contains(key)) return Mistake{"list", fmt::format("the key '{}' is left without a value", key), {}, {}};
  }
  return std::nullopt;
}

Judged judge_ucx_uint(const TracedText& value, const Variable& variable) {
  if (integer_at_front(value.text()) > 0 || lower(value.text()) == "inf") return std::nullopt;
  // sscanf takes nothing of 'infinity', and releases differ in what they compare before: no judgement on words that begin so.
  if (lower(value.text()).starts_with("inf")) return std::nullopt;
  return no_number(value, variable, "integer");
}

Judged judge_ucx_ulunits(const TracedText& value, const Variable& variable) {
  if (lower(value.text()) == "auto") return std::nullopt;
  return judge_ucx_uint(value, variable);
}

Judged judge_ucx_int(const TracedText& value, const Variable& variable) {
  if (integer_at_front(value.text()) > 0) return std::nullopt;
  return no_number(value, variable, "integer");
}

Judged judge_ucx_hex(const TracedText& value, const Variable& variable) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string word = lower(value.text());
  if (word == "auto" || (word.starts_with("0x") && word.size() > 2 && kDigits.find(word[2]) != std::string_view::npos)) return std::nullopt;
  Judged mistake = no_number(value, variable, "number");
  // Without a letter it may be decimal.
  const bool hexadecimal = !word.empty() && word.find_first_not_of(kDigits) == std::string::npos;
  if (hexadecimal && word.find_first_of("abcdef") != std::string::npos) mistake->instead = "0x" + value.text();
  return mistake;
}

Judged judge_ucx_range(const TracedText& value, const Variable& variable) {
  const std::string_view text = value.text();
  const std::size_t dash = text.find('-');
  if (integer_at_front(text.substr(0, dash)) > 0 && (dash == std::string_view::npos || integer_at_front(text.substr(dash + 1)) > 0)) {
    return std::nullopt;
  }
  return no_number(value, variable, "number");
}

// What has a colon or a comma is for a variable with a value for each key, which a pattern of the catalogue may match too.
Judged judge_ucx_bandwidth(const TracedText& value, const Variable& variable) {
  const std::string word = lower(value.text());
  if (word == "auto" || word.find_first_of(":,") != std::string::npos) return std::nullopt;
  std::size_t at = std::min(word.find_first_of("bkmgt"), word.size());
  const bool number = integer_at_front(word) > 0 || word.starts_with('.') || word.starts_with("inf");
  if (at < word.size() && word[at] != 'b') ++at;
  if (number && at < word.size() && word[at] == 'b') return std::nullopt;
  return no_number(value, variable, "number");
}

Judged judge_ucx_double(const TracedText& value, const Variable& variable) {
  const std::string word = lower(value.text());
  const std::size_t sign = word.find_first_not_of(" \t\n\v\f\r+-");
  const bool number = integer_at_front(word) > 0 || (sign != std::string::npos && word[sign] == '.' && sign + 1 < word.size());
  if (number || word.starts_with("inf") || word.starts_with("nan") || word == "auto") return std::nullopt;
  return no_number(value, variable, "number");
}

Judged judge_ucx_time(const TracedText& value, const Variable& variable) {
  const std::string& text = value.text();
  if (lower(text) == "inf" || lower(text) == "auto") return std::nullopt;
  std::size_t at = integer_at_front(text);
  if (at > 0 && at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  if (at == 0) return no_number(value, variable, "time");
  // Upper case and other units are refused by 1.13 and perhaps not by others; a blank before the unit is refused by all.
  const std::string unit = lower(std::string_view(text).substr(at));
  if (unit.starts_with(' ') || unit == "sec" || unit == "min" || unit == "h" || unit == "d") return no_number(value, variable, "time");
  return std::nullopt;
}

}  // namespace fabriclint
