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
  const Inputs inputs = read_manifests(options.paths, options.stdin_name, streams.in);
  tell(inputs.errors, streams.err);

  const ReadOptions read = read_options(rules.loaded.ruleset);
  std::vector<Deployment> deployments;
  std::vector<DeploymentFacts> facts;
  for (const SourceId id : inputs.ids) {
    Modelled modelled = model_of(inputs.sources, id, read);
    if (modelled.file_class == FileClass::broken)
      streams.err << "fabriclint: " << printable(inputs.sources[id].name()) << ": not valid YAML; see 'fabriclint check'\n";
    std::vector<DeploymentFacts> found = facts_of(rules.loaded.ruleset, modelled.deployments);
    std::move(found.begin(), found.end(), std::back_inserter(facts));
    std::move(modelled.deployments.begin(), modelled.deployments.end(), std::back_inserter(deployments));
  }
  const ModelReport report{inputs.sources, deployments, facts};
  options.format == "json" ? write_model_json(streams.out, report) : write_model_yaml(streams.out, report);
  if (!inputs.errors.empty()) return Exit::unreadable;
  if (deployments.empty()) {
    streams.err << "fabriclint: no deployment among the files\n";
    return Exit::unreadable;
  }
  return Exit::clean;
}

}  // namespace fabriclint
