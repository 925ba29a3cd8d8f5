// SPDX-License-Identifier: Apache-2.0
#include "command/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

#include "command/problems.h"
#include "project/levels.h"
#include "report/report.h"
#include "rule/optional.h"
#include "text/path_glob.h"
#include "text/printable.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// Off in `[levels]`, and no `[[path]]` has it on.
bool is_off(const std::string& rule, const Project& project) {
  const auto says = [&](const std::vector<RuleLevel>& levels, bool off) {
    return std::any_of(levels.begin(), levels.end(),
                       [&](const RuleLevel& level) { return level.rule == rule && level.level.has_value() != off; });
  };
  return says(project.levels, true) &&
         std::none_of(project.paths.begin(), project.paths.end(), [&](const PathLevels& path) { return says(path.levels, false); });
}

// By source: the path below the folder of the project file.
std::vector<std::string> paths_below(const Configuration& configuration, const SourceSet& inputs) {
  std::vector<std::string> paths;
  for (std::uint32_t index = 0; index < inputs.size(); ++index) {
    paths.push_back(path_below(configuration.files.folder(), inputs[SourceId{index}].name()));
  }
  return paths;
}

// Whether a search of these files and folders comes by every file that a pattern can match.
bool comes_by_all(std::string_view pattern, const fs::path& folder, const std::vector<std::string>& paths) {
  const fs::path part = (folder / fixed_part(pattern) / "").lexically_normal();
  return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
    if (path == "-") return false;
    std::error_code error;
    const fs::path searched = (fs::absolute(path, error) / "").lexically_normal();
    // Both end with a slash, that is, with an empty part.
    return !error &&
           std::mismatch(searched.begin(), std::prev(searched.end()), part.begin(), part.end()).first == std::prev(searched.end());
  });
}

}  // namespace

Configuration configure(const ProjectOptions& options, const std::vector<std::string>& rules, Examples examples) {
  Configuration configuration;
  SourceSet sources;
  configuration.files = find_project(options, sources);
  ProjectTree& files = configuration.files;
  LoadedProject& loaded = configuration.loaded;
  loaded.problems = std::move(files.problems);
  std::vector<std::vector<std::string>> layers = rule_paths(files, loaded.problems);
  layers.push_back(rules);
  // Without a tree that can be trusted, what is said about rules would be noise.
  if (!files.errors.empty() || !loaded.problems.empty()) {
    configuration.rules.sources = std::move(sources);
    return configuration;
  }
  const toml::Node* parameters = files.tree.find("parameters");
  configuration.rules =
      load_layers({.sources = std::move(sources), .layers = std::move(layers), .parameters = parameters, .examples = examples});
  if (files.files.empty()) return configuration;
  std::vector<Finding>& problems = configuration.rules.loaded.problems;
  const auto of_project = std::stable_partition(problems.begin(), problems.end(), [](const Finding& one) { return one.rule != "project"; });
  loaded = read_project(files.tree, words_of(configuration.ruleset()));
  std::move(of_project, problems.end(), std::back_inserter(loaded.problems));
  problems.erase(of_project, problems.end());
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), [](const Finding& a, const Finding& b) { return a.at < b.at; });
  return configuration;
}

void explain_unusable(const Configuration& configuration, bool color, std::ostream& err) {
  const bool of_project = !configuration.files.errors.empty() || !configuration.loaded.problems.empty();
  tell(configuration.files.errors, err);
  show_problems(configuration.rules.sources, configuration.loaded.problems, color, err);
  if (!configuration.rules.usable()) explain_unusable(configuration.rules, color, err);
  if (of_project) err << "fabriclint: the project file cannot be used\n";
}

void leave_out_off(Configuration& configuration, const std::vector<std::string>& enabled) {
  std::vector<std::string> names = configuration.project().enabled;
  names.insert(names.end(), enabled.begin(), enabled.end());
  Ruleset& ruleset = *configuration.rules.loaded.ruleset;
  leave_out_optional(ruleset, names);
  std::vector<std::string>& off = ruleset.off;
  std::erase_if(ruleset.rules, [&](const Rule& rule) {
    const bool left_out = is_off(rule.id, configuration.project());
    if (left_out) off.push_back(rule.id);
    return left_out;
  });
  std::sort(off.begin(), off.end());
}

LevelOf levels_in(const Configuration& configuration, const SourceSet& inputs) {
  const Project& project = configuration.project();
  if (project.levels.empty() && project.paths.empty()) return {};
  const std::vector<std::string> paths = project.paths.empty() ? std::vector<std::string>() : paths_below(configuration, inputs);
  return [levels = std::make_shared<const Levels>(project.levels, project.paths, paths)](const Rule& rule, Level own, SourceId file) {
    return levels->of(rule.id, rule.level, own, file);
  };
}

ProjectSuppressions suppressions_in(const Configuration& configuration, const SourceSet& inputs, Day today) {
  const std::vector<ProjectSuppression>& entries = configuration.project().suppressions;
  if (entries.empty()) return {{}, {}, today};
  return {entries, paths_below(configuration, inputs), today};
}

void add_suppression_problems(const Configuration& configuration, const ProjectSuppressions& suppressions,
                              const std::vector<std::string>& paths, const LevelOf& level_of, SourceSet& sources, Outcome& outcome) {
  if (configuration.project().suppressions.empty()) return;
  const std::set<SourceId> settled(outcome.settled.begin(), outcome.settled.end());
  std::vector<Problem> problems =
      suppressions.problems({.all = [&](std::string_view pattern) { return comes_by_all(pattern, configuration.files.folder(), paths); },
                             .settled = [&](SourceId file) { return settled.contains(file); },
                             .applies = [&](std::string_view rule) { return configuration.ruleset().find(rule) != nullptr; }});
  std::map<SourceId, SourceId> added;
  for (Problem& problem : problems) {
    const auto [place, fresh] = added.try_emplace(problem.at.source);
    const Source& file = configuration.rules.sources[problem.at.source];
    if (fresh) place->second = sources.add(file.name(), std::string(file.text()));
    problem.at.source = place->second;
  }
  std::vector<Finding> findings = judge_problems(configuration.ruleset(), problems, level_of);
  if (findings.empty()) return;
  std::move(findings.begin(), findings.end(), std::back_inserter(outcome.findings));
  outcome.findings = sorted_and_joined(std::move(outcome.findings), sources);
}

Exclusion exclusion_of(const Configuration& configuration) {
  const Project& project = configuration.project();
  if (project.excluded.empty()) return {};
  std::vector<PathGlob> globs;
  for (const std::string& pattern : project.excluded) globs.emplace_back(pattern);
  const auto excludes = [globs = std::move(globs), folder = configuration.files.folder()](std::string_view name) {
    const std::string below = path_below(folder, name);
    return std::any_of(globs.begin(), globs.end(), [&](const PathGlob& glob) { return glob.matches(below); });
  };
  return {excludes, project.force_exclude};
}

const RuleLevel* set_level(const Rule& rule, const Project& project) {
  const auto found = std::find_if(project.levels.begin(), project.levels.end(), [&](const RuleLevel& one) { return one.rule == rule.id; });
  return found == project.levels.end() ? nullptr : &*found;
}

std::string place_of(const SourceSet& sources, Span span) {
  const Source& source = sources[span.source];
  return fmt::format("{}:{}", printable(source.name()), line_of(source, span.begin));
}

}  // namespace fabriclint
