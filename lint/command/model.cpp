// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/configuration.h"
#include "command/files.h"
#include "command/pipeline.h"
#include "command/rulesets.h"
#include "report/model_report.h"
#include "rule/judge.h"
#include "text/printable.h"
#include "text/suggest.h"

namespace fabriclint {
namespace {

// What a report is made of, one entry for each deployment in each list.
struct Models {
  std::vector<Deployment> deployments;
  std::vector<DeploymentFacts> facts;
  std::vector<std::optional<DeploymentVerdict>> verdicts;
};

template <typename Item>
void append(std::vector<Item>& all, std::vector<Item> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

Models read_models(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& read, const LevelOf& level_of,
                   const ProjectSuppressions& of_project, Streams& streams) {
  Models models;
  for (const RecipeFiles& recipe : manifests.recipes) {
    RecipeModel model = model_of(manifests.sources, recipe, read);
    for (const ReadFile& file : model.files) {
      if (file.file_class == FileClass::broken)
        streams.err << "fabriclint: " << printable(manifests.sources[file.id].name()) << ": not valid YAML; see 'fabriclint check'\n";
    }
    append(models.facts, facts_of(ruleset, model.deployments));
    Suppressions suppressions = suppressions_of(manifests.sources, model, ruleset, streams.today);
    const auto covered = [&](const Finding& finding) { return suppressions.covers(finding) || of_project.covers(finding); };
    append(models.verdicts, judge(ruleset, model.deployments, covered, level_of).verdicts);
    std::erase_if(model.deployments, [](const Deployment& deployment) { return deployment.context; });
    append(models.deployments, std::move(model.deployments));
  }
  return models;
}

// Leaves only the components of these names, and the deployments that have one.
Models narrowed(Models models, const std::vector<std::string>& names) {
  Models narrow;
  for (std::size_t i = 0; i < models.deployments.size(); ++i) {
    Deployment& deployment = models.deployments[i];
    std::vector<Component> components;
    std::vector<std::vector<ContainerFacts>> facts;
    for (std::size_t j = 0; j < deployment.components.size(); ++j) {
      if (std::find(names.begin(), names.end(), deployment.components[j].name) == names.end()) continue;
      components.push_back(std::move(deployment.components[j]));
      facts.push_back(std::move(models.facts[i].components[j]));
    }
    if (components.empty()) continue;
    deployment.components = std::move(components);
    models.facts[i].components = std::move(facts);
    narrow.deployments.push_back(std::move(deployment));
    narrow.facts.push_back(std::move(models.facts[i]));
    narrow.verdicts.push_back(std::move(models.verdicts[i]));
  }
  return narrow;
}

// The first of `names` that no component has; null when there is none.
const std::string* missing(const std::vector<std::string>& names, const std::set<std::string>& known) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return !known.contains(name); });
  return found == names.end() ? nullptr : &*found;
}

std::set<std::string> component_names(const Models& models) {
  std::set<std::string> names;
  for (const Deployment& deployment : models.deployments) {
    for (const Component& component : deployment.components) names.insert(component.name);
  }
  return names;
}

void write(const ModelOptions& options, const ModelReport& report, Streams& streams) {
  if (options.format == "json") return write_model_json(streams.out, report);
  if (options.format == "yaml") return write_model_yaml(streams.out, report);
  constexpr std::size_t kNarrowest = 60;
  ModelStyle style{.color = wants_color(options.color, streams), .all = options.all};
  if (streams.columns > 0) style.width = std::max(kNarrowest, streams.columns);
  write_model_text(streams.out, report, style);
}

}  // namespace

Exit print_model(const ModelOptions& options, Streams& streams) {
  Configuration configuration = configure(options.project, options.rules);
  if (!configuration.usable()) {
    explain_unusable(configuration, false, streams.err);
    return Exit::usage;
  }
  leave_out_off(configuration, {});
  const Ruleset& ruleset = configuration.ruleset();
  const Manifests manifests = read_manifests(options.paths, options.stdin_name, streams.in, exclusion_of(configuration));
  tell(manifests.errors, streams.err);

  ReadOptions read = read_options(ruleset);
  read.assumptions = configuration.project().assumptions;
  Models models = read_models(manifests, ruleset, read, levels_in(configuration, manifests.sources),
                              suppressions_in(configuration, manifests.sources, streams.today), streams);
  if (!options.components.empty() && !models.deployments.empty()) {
    const std::set<std::string> known = component_names(models);
    if (const std::string* name = missing(options.components, known)) {
      const auto nearest = suggest(*name, std::vector<std::string>(known.begin(), known.end()));
      streams.err << "fabriclint: --component: there is no component '" << printable(*name) << "'"
                  << (nearest ? "; did you mean '" + printable(*nearest) + "'?" : "") << '\n';
      return Exit::usage;
    }
    models = narrowed(std::move(models), options.components);
  }
  const bool text = options.format == "text";
  if (!text || !models.deployments.empty()) write(options, {manifests.sources, models.deployments, models.facts, models.verdicts}, streams);
  if (!manifests.errors.empty()) return Exit::unreadable;
  if (models.deployments.empty()) {
    streams.err << "fabriclint: no deployment among the files\n";
    return Exit::unreadable;
  }
  return Exit::clean;
}

}  // namespace fabriclint
