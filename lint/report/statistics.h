// SPDX-License-Identifier: Apache-2.0
// How often each rule found something: where to begin in a repository with many findings.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

// One line for each rule and level that found something, the most frequent first: "12  warning  rdma-missing-ipc-lock  summary", and an
// empty line; nothing without findings.
void write_statistics(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
