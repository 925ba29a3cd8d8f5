// SPDX-License-Identifier: Apache-2.0
// Colours of the text report, as rustc has them. Without colour everything passes through unchanged.
#pragma once

#include <string>
#include <string_view>

#include "finding/finding.h"

namespace fabriclint {

// SGR parameters of ECMA-48.
inline constexpr std::string_view kBold = "1";
inline constexpr std::string_view kFrame = "1;34";  // gutter, arrows and secondary labels

[[nodiscard]] constexpr std::string_view paint_of(Level level) {
  return level == Level::error ? "1;31" : level == Level::warning ? "1;33" : "1;36";
}

[[nodiscard]] inline std::string painted(bool color, std::string_view paint, std::string_view text) {
  if (!color || text.empty()) return std::string(text);
  std::string out = "\x1b[";
  out += paint;
  out += 'm';
  out += text;
  out += "\x1b[0m";
  return out;
}

}  // namespace fabriclint
