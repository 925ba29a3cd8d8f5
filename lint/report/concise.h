// SPDX-License-Identifier: Apache-2.0
// One line per finding, `file:line:column: level[rule] message`, for editors, problem matchers and grep. Nothing else is written: a run
// without findings writes nothing.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

void write_concise(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
