// SPDX-License-Identifier: Apache-2.0
// Names a finding for whoever must know it again: SARIF viewers, merge request widgets, a review bot, a baseline. It is made of what the
// finding is about (rule, path from the root of the repository, deployment, component, setting), without line numbers, so that it survives
// edits of neighbouring lines. It is a promise: a change of the algorithm makes every known finding new, so it would be "v2" beside this.
#pragma once

#include <span>

#include "finding/finding.h"
#include "report/repository.h"
#include "text/source.h"

namespace fabriclint {

// Gives the findings of a run their fingerprints: 16 hexadecimal digits, ":", and a number that tells those apart that agree in everything
// else. To be called before any of them is left out, so that leaving one out does not give its number to another.
void give_fingerprints(std::span<Finding> findings, const SourceSet& sources, const Repository& repository);

}  // namespace fabriclint
