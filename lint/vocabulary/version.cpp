// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/version.h"

#include <charconv>
#include <cstddef>

namespace fabriclint {

std::optional<Version> to_version(std::string_view text) {
  constexpr std::size_t kMostNumbers = 8;
  if (text.starts_with('v')) text.remove_prefix(1);
  Version version;
  for (;;) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc()) {
      if (read.ec == std::errc::result_out_of_range || version.numbers.empty()) return std::nullopt;
      break;  // "6.8.x": the dot begins the suffix
    }
    version.numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (!text.starts_with('.') || version.numbers.size() == kMostNumbers) break;
    text.remove_prefix(1);
  }
  if (version.numbers.size() < 2) return std::nullopt;
  while (!version.numbers.empty() && version.numbers.back() == 0) version.numbers.pop_back();
  return version;
}

}  // namespace fabriclint
