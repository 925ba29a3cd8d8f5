// SPDX-License-Identifier: Apache-2.0
// What a run works with: the project file, the rules of the program, of the project and of --rules, and what the project makes of them. The
// project file comes first, because it names rules and their parameters; what it says about them is read when they are there.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "command/options.h"
#include "command/pipeline.h"
#include "command/project.h"
#include "command/recipes.h"
#include "command/rulesets.h"
#include "project/project.h"
#include "project/suppress.h"
#include "rule/judge.h"
#include "text/source.h"

namespace fabriclint {

struct Configuration {
  RulesetRun rules;  // its sources hold the project files too
  ProjectTree files;
  LoadedProject loaded;  // `problems`: of the project file, wherever they were found

  [[nodiscard]] const Project& project() const { return loaded.project; }
  [[nodiscard]] const Ruleset& ruleset() const { return *rules.loaded.ruleset; }
  [[nodiscard]] bool usable() const { return files.errors.empty() && loaded.problems.empty() && rules.usable(); }
};

[[nodiscard]] Configuration configure(const ProjectOptions& options, const std::vector<std::string>& rules,
                                      Examples examples = Examples::without);

// Says on `err` what is wrong with a configuration that is not usable.
void explain_unusable(const Configuration& configuration, bool color, std::ostream& err);

// Takes out the rules that are off everywhere: of rulesets that neither the project nor `enabled` asks for, or by `[levels]`.
void leave_out_off(Configuration& configuration, const std::vector<std::string>& enabled);

// The levels of rules in the files of `inputs`, as judge() asks for them. Empty without any.
[[nodiscard]] LevelOf levels_in(const Configuration& configuration, const SourceSet& inputs);

// The suppressions of the project in the files of `inputs`.
[[nodiscard]] ProjectSuppressions suppressions_in(const Configuration& configuration, const SourceSet& inputs, Day today);

// What is wrong with them after a run over `paths`, as findings in the project file, which becomes one of the sources of the run.
void add_suppression_problems(const Configuration& configuration, const ProjectSuppressions& suppressions,
                              const std::vector<std::string>& paths, const LevelOf& level_of, SourceSet& sources, Outcome& outcome);

// What the project leaves out of folders, and of what is named.
[[nodiscard]] Exclusion exclusion_of(const Configuration& configuration);

// What `[levels]` says about a rule; null when nothing.
[[nodiscard]] const RuleLevel* set_level(const Rule& rule, const Project& project);

// A place as messages name it: "fabriclint.toml:3".
[[nodiscard]] std::string place_of(const SourceSet& sources, Span span);

}  // namespace fabriclint
