// SPDX-License-Identifier: Apache-2.0
// GitLab's Code Quality report: a JSON array, one object per finding. GitLab compares the fingerprints of a merge request with those of its
// target, so they must be unique in the file and survive moved lines; it does not show the name of a check, so that stands in front of the
// description. A finding of no file is left out: GitLab drops the report of a file in which one has no path.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

void write_gitlab(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
