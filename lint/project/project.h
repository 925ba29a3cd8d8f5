// SPDX-License-Identifier: Apache-2.0
// The project file, `fabriclint.toml`: what a team says once for all its manifests. It is checked like a ruleset: an unknown key, a wrong
// type or a value that cannot be is a problem with its place in the file and a suggestion. Each table has a reader of its own (assume.h is
// the first), so that a new one is a file pair and one line in project.cpp. This stage reads one source; finding the file is the business
// of command/.
#pragma once

#include <string>
#include <vector>

#include "finding/finding.h"
#include "model/assumptions.h"
#include "text/source.h"

namespace fabriclint {

inline constexpr std::string_view kProjectFile = "fabriclint.toml";

// The words of the domain that a project file may use; they come from the ruleset.
struct ProjectWords {
  std::vector<std::string> fabrics;
};

struct Project {
  Assumptions assumptions;
};

struct LoadedProject {
  Project project;                // use it only when there are no problems
  std::vector<Finding> problems;  // of the rules "project" and "project-syntax", in order of their places
};

[[nodiscard]] LoadedProject load_project(const SourceSet& sources, SourceId id, const ProjectWords& words);

}  // namespace fabriclint
