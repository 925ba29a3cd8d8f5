// SPDX-License-Identifier: Apache-2.0
// The report for people: each finding with its source lines as rustc and ruff show them, its help, and where to read on; then what could
// not be decided (if asked for), the verdict of each disaggregated deployment, and one sentence that counts it all.
#pragma once

#include <ostream>
#include <string>

#include "report/report.h"

namespace fabriclint {

void write_text(std::ostream& out, const Report& report, const Style& style);

// "2 errors, 1 warning in 3 files (4 deployments checked with 9 rules; 8 files skipped: 3 templated, 5 without a workload; 2 undecided)."
[[nodiscard]] std::string summary_sentence(const Report& report, const Style& style);

}  // namespace fabriclint
