// SPDX-License-Identifier: Apache-2.0
// The files as they were before a change, made by undoing the diff.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "command/change.h"
#include "command/recipes.h"
#include "diff/unified_diff.h"
#include "text/source.h"

namespace fabriclint {

// What the change says about each source.
struct ChangedSource {
  const FileDiff* file = nullptr;          // null: not in the diff
  bool whole = false;                      // nothing is known of it as it was
  std::optional<std::string> before = {};  // its text before; nothing when it is new or that is not known
};

struct Changed {
  std::vector<std::optional<ChangedSource>> sources;  // nothing: the change did not touch it
  std::map<std::string, std::string> gone;            // path -> text, of files that are not where they were
  std::string problem;                                // why the diff does not fit the files; else empty
};

[[nodiscard]] Changed changed_sources(const Change& change, const SourceSet& sources);

// The recipes that the change took part in, as they were. A file that only moved keeps its new name, so that it is known again.
[[nodiscard]] Manifests manifests_before(const Change& change, const Changed& changed, const Manifests& now);

}  // namespace fabriclint
