// SPDX-License-Identifier: Apache-2.0
// The one table of output formats. The command line takes names and help from it; a new format is a file pair and a line in formats.cpp.
#pragma once

#include <ostream>
#include <span>
#include <string_view>

#include "report/report.h"

namespace fabriclint {

struct Format {
  std::string_view name;
  std::string_view summary;  // one line for --help
  void (*write)(std::ostream&, const Report&, const Style&);
  bool needs_change = false;  // Report::review must be there
};

// In the order in which help shows them; the first is the default.
[[nodiscard]] std::span<const Format> formats();
// The format of that name, or null.
[[nodiscard]] const Format* format_named(std::string_view name);

}  // namespace fabriclint
