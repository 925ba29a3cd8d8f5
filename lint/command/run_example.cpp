// SPDX-License-Identifier: Apache-2.0
#include "command/run_example.h"

#include <chrono>
#include <utility>

#include "command/rulesets.h"

namespace fabriclint {
namespace {

// An example must not change its meaning with time.
constexpr Day kToday = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

}  // namespace

ExampleRun run_example(const Ruleset& ruleset, const Example& example, std::string manifest) {
  ExampleRun run{.manifests = {}, .id = {}, .project = project_from("assume", example.assume, ruleset), .outcome = {}};
  run.id = run.manifests.sources.add("example.yaml", std::move(manifest));
  run.manifests.recipes.push_back({{run.id}, {}});
  ReadOptions read = read_options(ruleset);
  read.assumptions = std::move(run.project.loaded.project.assumptions);
  run.outcome = inspect(run.manifests, ruleset, read, {.jobs = 1, .progress = nullptr, .today = kToday});
  return run;
}

}  // namespace fabriclint
