// SPDX-License-Identifier: Apache-2.0
// GitHub's workflow commands (`::error file=...::message`): annotations on the run and on the changed files, without any upload or
// permission. The runner obeys each line of a log that begins with "::", so no path and no message may ever begin a line here. GitHub shows
// 10 errors, 10 warnings and 10 notices of a step; the strongest are written first, and a last plain line says how many there are when not
// all are shown.
#pragma once

#include <cstddef>
#include <ostream>

#include "report/report.h"

namespace fabriclint {

inline constexpr std::size_t kShownOfLevel = 10;

void write_github(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
