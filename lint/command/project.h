// SPDX-License-Identifier: Apache-2.0
// The project file of a run: the one that --config names, else `fabriclint.toml` in the working directory or the nearest folder above it,
// up to the root of the repository.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "command/files.h"
#include "command/options.h"
#include "project/project.h"
#include "rule/ruleset.h"
#include "text/source.h"

namespace fabriclint {

struct ProjectRun {
  SourceSet sources;
  LoadedProject loaded;
  std::vector<ReadError> errors;  // a file that could not be read

  [[nodiscard]] bool usable() const { return errors.empty() && loaded.problems.empty(); }
};

// The words that project files may use come from the ruleset.
[[nodiscard]] ProjectRun find_project(const ProjectOptions& options, const Ruleset& ruleset);
// A project file that is given as text.
[[nodiscard]] ProjectRun project_from(std::string_view name, std::string_view text, const Ruleset& ruleset);

// Says on `err` what is wrong with a project file that is not usable.
void explain_unusable(const ProjectRun& run, bool color, std::ostream& err);

}  // namespace fabriclint
