// SPDX-License-Identifier: Apache-2.0
#include "command/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

#include "command/version.h"
#include "project/levels.h"
#include "report/formats.h"
#include "report/report.h"
#include "rule/optional.h"
#include "text/path_glob.h"
#include "text/printable.h"

namespace fabriclint {
namespace {

// Off in `[levels]`, and no `[[path]]` has it on.
bool is_off(const std::string& rule, const Project& project) {
  const auto says = [&](const std::vector<RuleLevel>& levels, bool off) {
    return std::any_of(levels.begin(), levels.end(),
                       [&](const RuleLevel& level) { return level.rule == rule && level.level.has_value() != off; });
  };
  return says(project.levels, true) &&
         std::none_of(project.paths.begin(), project.paths.end(), [&](const PathLevels& path) { return says(path.levels, false); });
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
  const Summary summary;
  if (!configuration.loaded.problems.empty()) {
    format_named("text")->write(err, Report{configuration.rules.sources, {}, configuration.loaded.problems, summary, kVersion, ""},
                                {.color = color, .summary = false});
  }
  if (!configuration.rules.usable()) explain_unusable(configuration.rules, color, err);
  if (of_project) err << "fabriclint: the project file cannot be used\n";
}

void leave_out_off(Configuration& configuration, const std::vector<std::string>& enabled) {
  std::vector<std::string> names = configuration.project().enabled;
  names.insert(names.end(), enabled.begin(), enabled.end());
  leave_out_optional(configuration.ruleset(), names);
  std::erase_if(configuration.ruleset().rules, [&](const Rule& rule) { return is_off(rule.id, configuration.project()); });
}

LevelOf levels_in(const Configuration& configuration, const SourceSet& inputs) {
  const Project& project = configuration.project();
  if (project.levels.empty() && project.paths.empty()) return {};
  std::vector<std::string> paths;
  if (!project.paths.empty()) {
    for (std::uint32_t index = 0; index < inputs.size(); ++index) {
      paths.push_back(path_below(configuration.files.folder(), inputs[SourceId{index}].name()));
    }
  }
  return [levels = std::make_shared<const Levels>(project.levels, project.paths, paths)](const Rule& rule, Level own, SourceId file) {
    return levels->of(rule.id, rule.level, own, file);
  };
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
