// SPDX-License-Identifier: Apache-2.0
#include <iterator>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/files.h"
#include "command/pipeline.h"
#include "command/rulesets.h"
#include "report/model_report.h"
#include "rule/judge.h"
#include "text/printable.h"

namespace fabriclint {

Exit print_model(const ModelOptions& options, Streams& streams) {
  const RulesetRun rules = load_rules(options.rules);
  if (!rules.usable()) {
    explain_unusable(rules, false, streams.err);
    return Exit::usage;
  }
  const Manifests manifests = read_manifests(options.paths, options.stdin_name, streams.in);
  tell(manifests.errors, streams.err);

  const ReadOptions read = read_options(rules.loaded.ruleset);
  std::vector<Deployment> deployments;
  std::vector<DeploymentFacts> facts;
  for (const RecipeFiles& recipe : manifests.recipes) {
    RecipeModel model = model_of(manifests.sources, recipe, read);
    for (const ReadFile& file : model.files) {
      if (file.file_class == FileClass::broken)
        streams.err << "fabriclint: " << printable(manifests.sources[file.id].name()) << ": not valid YAML; see 'fabriclint check'\n";
    }
    for (Deployment& deployment : model.deployments) {
      if (!deployment.context) facts.push_back(facts_of(rules.loaded.ruleset, deployment, model.deployments));
    }
    for (Deployment& deployment : model.deployments) {
      if (!deployment.context) deployments.push_back(std::move(deployment));
    }
  }
  const ModelReport report{manifests.sources, deployments, facts};
  options.format == "json" ? write_model_json(streams.out, report) : write_model_yaml(streams.out, report);
  if (!manifests.errors.empty()) return Exit::unreadable;
  if (deployments.empty()) {
    streams.err << "fabriclint: no deployment among the files\n";
    return Exit::unreadable;
  }
  return Exit::clean;
}

}  // namespace fabriclint
