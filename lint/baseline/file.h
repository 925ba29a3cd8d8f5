// SPDX-License-Identifier: Apache-2.0
// The baseline as a file: JSON for people to review and for git to merge, one entry after the other in the order of path, rule and subject
// (schemas/baseline.schema.json). Read with the YAML reader, of whose language JSON is a part: it knows where everything stands and has
// limits. The file may come from a stranger's pull request, so it is checked like any input, and nothing in it is taken for granted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "baseline/baseline.h"
#include "finding/finding.h"
#include "text/source.h"

namespace fabriclint {

inline constexpr std::size_t kMostBaselineBytes = std::size_t{32} << 20U;

[[nodiscard]] std::string written(const Baseline& baseline);

struct LoadedBaseline {
  Baseline baseline;              // use it only when there are no problems
  std::vector<Finding> problems;  // each with a place in the file
};

[[nodiscard]] LoadedBaseline load_baseline(const SourceSet& sources, SourceId id);

// Whether a text was meant to be a baseline, however broken: such a file may be overwritten by a new one.
[[nodiscard]] bool looks_like_baseline(std::string_view text);

}  // namespace fabriclint
