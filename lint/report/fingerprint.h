// SPDX-License-Identifier: Apache-2.0
// Names a finding for whoever must know it again: SARIF viewers, merge request widgets, a review bot, a baseline. It is made of what the
// finding is about (rule, path from the root of the repository, deployment, component, setting), without line numbers, so that it survives
// edits of neighbouring lines. It is a promise: a change of the algorithm makes every known finding new, so it would be "v2" beside this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace fabriclint {

// Gives the findings of one report their fingerprints, in the order of the report: 16 hexadecimal digits, ":", and a number that tells
// those apart that agree in everything else.
class Fingerprints {
 public:
  // `uri`: where the finding is, as relative_uri() gives it.
  [[nodiscard]] std::string next(const Finding& finding, std::string_view uri);

 private:
  std::map<std::uint64_t, std::size_t> seen_;
};

}  // namespace fabriclint
