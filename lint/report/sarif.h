// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 as GitHub code scanning reads it: one run, the complete list of rules, regions of one line in code points, relative URIs,
// both fingerprints; no times, machines, absolute paths or suppressions, so two runs are equal byte for byte. Suppressed findings must not
// be passed in: GitHub opens alerts for them.
#pragma once

#include <cstddef>
#include <ostream>

#include "report/report.h"

namespace fabriclint {

// GitHub refuses a run with more results. The strongest are kept, and a notification in the run says how many there were.
inline constexpr std::size_t kMaxSarifResults = 25'000;

void write_sarif(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
