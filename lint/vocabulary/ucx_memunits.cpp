// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/ucx_memunits.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "vocabulary/words.h"

namespace fabriclint {
namespace {

std::optional<std::string> to_bytes(std::string_view text) {
  const std::string word = lower(text);
  if (word == "inf" || word == "auto") return word;
  std::uint64_t number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  std::string_view unit(read.ptr, static_cast<std::size_t>(word.data() + word.size() - read.ptr));
  unsigned shift = 0;
  if (!unit.empty() && unit != "b") {
    const std::size_t prefix = std::string_view("kmgtp").find(unit[0]);
    if (prefix == std::string_view::npos || (unit.size() == 2 && unit[1] != 'b') || unit.size() > 2) return std::nullopt;
    shift = static_cast<unsigned>(prefix + 1) * 10;
  }
  if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
  return std::to_string(number << shift);
}

}  // namespace

Decoded decode_ucx_memunits(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  constexpr std::string_view kRefused = "UCX does not accept the value as a size";
  std::optional<DecodedItem> otherwise;
  std::vector<DecodedItem> keyed;
  bool intra = false;
  bool inter = false;
  for (const TracedText& element : split(text, ',')) {
    const std::size_t colon = element.text().find(':');
    const bool has_key = colon != std::string::npos;
    const std::optional<std::string> bytes = to_bytes(has_key ? std::string_view(element.text()).substr(colon + 1) : element.text());
    if (!bytes) return Decoded::unknown(std::string(kRefused));
    if (has_key) {
      const std::string_view key = std::string_view(element.text()).substr(0, colon);
      bool& given = key == "intra" ? intra : inter;
      if ((key != "intra" && key != "inter") || given) return Decoded::unknown(std::string(kRefused));
      given = true;
      keyed.push_back({*bytes, element});
    } else {
      if (otherwise) return Decoded::unknown(std::string(kRefused));
      otherwise = DecodedItem{*bytes, element};
    }
  }
  if (!otherwise && !(intra && inter)) return Decoded::unknown(std::string(kRefused));
  if (otherwise && !(intra && inter)) keyed.insert(keyed.begin(), *std::move(otherwise));
  return Decoded::list(std::move(keyed));
}

}  // namespace fabriclint
