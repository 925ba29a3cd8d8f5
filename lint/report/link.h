// SPDX-License-Identifier: Apache-2.0
// Places that a terminal opens when they are clicked: OSC 8 hyperlinks, as
// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda describes them. Terminals that do not know them show the text alone.
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"

namespace fabriclint {

// `shown` (printable), linked to the file `path` when the style says what folder paths begin at. Only characters that a URI may hold get
// into the sequence, so no file name can end it.
[[nodiscard]] std::string linked(const Style& style, std::string_view path, std::string_view shown);

}  // namespace fabriclint
