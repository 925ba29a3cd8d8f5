// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <span>

#include "finding/finding.h"
#include "text/source.h"

namespace fabriclint {

// Shows what is wrong with a ruleset, a project file or a baseline, each problem at its place.
void show_problems(const SourceSet& sources, std::span<const Finding> problems, bool color, std::ostream& err);

}  // namespace fabriclint
