// SPDX-License-Identifier: Apache-2.0
// The project file of a run, as a tree: the one that --config names, else `fabriclint.toml` in the working directory or the nearest folder
// above it, up to the root of the repository; on top of the files that it extends. What a repository says is a stranger's word: its project
// file leads to no file outside of the repository. What --config names is the user's own and may lead anywhere.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "command/files.h"
#include "command/options.h"
#include "project/project.h"
#include "rule/ruleset.h"
#include "text/source.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

struct ProjectTree {
  struct File {
    SourceId id;
    std::filesystem::path folder;  // absolute: what its paths are relative to
  };
  std::vector<File> files;      // in the order in which they were merged, so that the project file itself is the last; none: no project
  std::filesystem::path fence;  // the folder that nothing leads out of; empty: there is none
  toml::Node tree;
  std::vector<Finding> problems;
  std::vector<ReadError> errors;

  // What the patterns are relative to.
  [[nodiscard]] std::filesystem::path folder() const { return files.empty() ? std::filesystem::path() : files.back().folder; }
};

// Adds the files to `sources`.
[[nodiscard]] ProjectTree find_project(const ProjectOptions& options, SourceSet& sources);

// What `rules` names, as paths for read_inputs(): one layer for each file that says so. What may not be read is a problem.
[[nodiscard]] std::vector<std::vector<std::string>> rule_paths(const ProjectTree& project, std::vector<Finding>& problems);

// A project file that is given as text and extends none.
struct ProjectRun {
  SourceSet sources;
  LoadedProject loaded;

  [[nodiscard]] bool usable() const { return loaded.problems.empty(); }
};
[[nodiscard]] ProjectRun project_from(std::string_view name, std::string_view text, const Ruleset& ruleset);
// Says on `err` what is wrong with a project file that is not usable.
void explain_unusable(const ProjectRun& run, bool color, std::ostream& err);

// The words that project files may use.
[[nodiscard]] ProjectWords words_of(const Ruleset& ruleset);

// The path of an input below a folder, as patterns see it; empty when it lies elsewhere or is no file.
[[nodiscard]] std::string path_below(const std::filesystem::path& folder, std::string_view name);

}  // namespace fabriclint
