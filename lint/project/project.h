// SPDX-License-Identifier: Apache-2.0
// The project file, `fabriclint.toml`: what a team says once for all its manifests. It is checked like a ruleset: an unknown key, a wrong
// type or a value that cannot be is a problem with its place in the file and a suggestion. Each table has a reader of its own (assume.h,
// levels.h), so that a new one is a file pair and one line in project.cpp. This stage reads texts and trees; finding files, and those that
// a project file extends, is the business of command/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "model/assumptions.h"
#include "project/levels.h"
#include "project/suppress.h"
#include "text/source.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

inline constexpr std::string_view kProjectFile = "fabriclint.toml";

// The words of the domain that a project file may use; they come from the ruleset.
struct ProjectWords {
  std::vector<std::string> fabrics;
  std::vector<std::string> rules;
  std::vector<std::string> rulesets;  // that are off by default
  std::vector<std::string> fixed;     // rules that cannot be suppressed
};

// What a project file says. Paths to other files (`extends`, `rules`) and `[parameters]` are needed before the ruleset is there, so they
// are taken from the tree.
struct Project {
  Assumptions assumptions;
  std::vector<std::string> enabled;   // rulesets
  std::vector<std::string> excluded;  // patterns (text/path_glob.h)
  bool force_exclude = false;         // files that are named too
  std::optional<Level> fail_on;
  std::optional<Level> min_level;
  std::vector<RuleLevel> levels;
  std::vector<PathLevels> paths;
  std::vector<ProjectSuppression> suppressions;
};

struct LoadedProject {
  Project project;                // use it only when there are no problems
  std::vector<Finding> problems;  // of the rules "project" and "project-syntax", in order of their places
};

// A project file as a tree, and what is wrong with its syntax.
[[nodiscard]] toml::Parsed parse_project(const SourceSet& sources, SourceId id);

// What a file says on top of the ones that it extends: a later key replaces an earlier one, tables are merged key by key, and the lists
// that choose (rules, enable, exclude, path, suppress) add up.
void merge_project(toml::Node& tree, toml::Node&& later);

[[nodiscard]] LoadedProject read_project(const toml::Node& tree, const ProjectWords& words);

// Both in one, for a file that extends none.
[[nodiscard]] LoadedProject load_project(const SourceSet& sources, SourceId id, const ProjectWords& words);

}  // namespace fabriclint
