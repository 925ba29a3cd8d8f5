// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/quantity.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "text/ascii.h"

namespace fabriclint {
namespace {

struct Suffix {
  std::string_view text;
  double factor = 1;
};

constexpr std::array kSuffixes = {
    Suffix{"", 1},        Suffix{"n", 1e-9},    Suffix{"u", 1e-6},    Suffix{"m", 1e-3},    Suffix{"k", 1e3},     Suffix{"M", 1e6},
    Suffix{"G", 1e9},     Suffix{"T", 1e12},    Suffix{"P", 1e15},    Suffix{"E", 1e18},    Suffix{"Ki", 0x1p10}, Suffix{"Mi", 0x1p20},
    Suffix{"Gi", 0x1p30}, Suffix{"Ti", 0x1p40}, Suffix{"Pi", 0x1p50}, Suffix{"Ei", 0x1p60},
};

// Divides by a power of ten instead of multiplying with its inexact inverse: 500m is 0.5, not nearly so.
double scaled(double number, double factor) {
  return factor < 1 ? number / std::round(1 / factor) : number * factor;
}

}  // namespace

std::optional<double> to_quantity(std::string_view text) {
  if (text == "inf") return std::numeric_limits<double>::infinity();
  constexpr std::size_t kLongestNumber = 64;
  if (text.empty() || text.size() > kLongestNumber) return std::nullopt;
  std::size_t at = text[0] == '+' || text[0] == '-' ? 1 : 0;
  const std::size_t begin = text[0] == '+' ? 1 : 0;
  std::size_t digits = 0;
  bool point = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
    } else {
      ++digits;
    }
  }
  if (digits == 0) return std::nullopt;
  double number = 0;
  const auto read = std::from_chars(text.data() + begin, text.data() + at, number, std::chars_format::fixed);
  if (read.ec != std::errc() || read.ptr != text.data() + at) return std::nullopt;
  std::string_view suffix = text.substr(at);
  for (const Suffix& known : kSuffixes) {
    if (known.text == suffix) return scaled(number, known.factor);
  }
  if (suffix[0] != 'e' && suffix[0] != 'E') return std::nullopt;
  suffix.remove_prefix(suffix.size() > 1 && suffix[1] == '+' ? 2 : 1);
  int exponent = 0;
  const auto power = std::from_chars(suffix.data(), suffix.data() + suffix.size(), exponent);
  if (power.ec != std::errc() || power.ptr != suffix.data() + suffix.size() || exponent > 300 || exponent < -300) return std::nullopt;
  return exponent < 0 ? number / std::pow(10, -exponent) : number * std::pow(10, exponent);
}

Decoded decode_quantity(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  const std::optional<double> number = to_quantity(text.text());
  if (!number) return Decoded::unknown("the text is no Kubernetes quantity");
  constexpr double kExact = 0x1p53;
  if (std::abs(*number) <= kExact && std::floor(*number) == *number) {
    return Decoded::one(fmt::format("{}", static_cast<std::int64_t>(*number)), text);
  }
  return Decoded::one(fmt::format("{}", *number), text);
}

}  // namespace fabriclint
