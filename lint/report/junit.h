// SPDX-License-Identifier: Apache-2.0
// JUnit XML for the test pages of CI servers (GitLab, Jenkins): a suite for each file with findings, a test case for each finding. Errors
// and warnings are failures; notes pass, since they need no action, and say their sentence as output. A run without findings is one passed
// test case, since servers take a report without tests for a broken job. No times and no hosts, so two runs are equal.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

void write_junit(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
