// SPDX-License-Identifier: Apache-2.0
#include "command/run_example.h"

#include <utility>

#include "command/rulesets.h"

namespace fabriclint {

ExampleRun run_example(const Ruleset& ruleset, const Example& example, std::string manifest) {
  ExampleRun run{.manifests = {}, .id = {}, .project = project_from("assume", example.assume, ruleset), .outcome = {}};
  run.id = run.manifests.sources.add("example.yaml", std::move(manifest));
  run.manifests.recipes.push_back({{run.id}, {}});
  ReadOptions read = read_options(ruleset);
  read.assumptions = std::move(run.project.loaded.project.assumptions);
  run.outcome = inspect(run.manifests, ruleset, read, 1);
  return run;
}

}  // namespace fabriclint
