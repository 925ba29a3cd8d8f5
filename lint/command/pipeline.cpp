// SPDX-License-Identifier: Apache-2.0
#include "command/pipeline.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include "rule/judge.h"

namespace fabriclint {
namespace {

template <typename Item>
void move_to(std::vector<Item>& target, std::vector<Item>&& items) {
  std::move(items.begin(), items.end(), std::back_inserter(target));
}

void count(FileClass file_class, bool told, Summary& summary) {
  switch (file_class) {
    case FileClass::template_:
      ++summary.skipped["templated"];
      break;
    case FileClass::other:
      // What is wrong with it is told all the same, so it was checked.
      if (told) {
        ++summary.files;
      } else {
        ++summary.skipped["without a workload"];
      }
      break;
    case FileClass::manifest:
    case FileClass::broken:
      ++summary.files;
      break;
  }
}

// What one recipe contributes. Only this outlives the trees of its files.
Outcome inspect_recipe(const SourceSet& sources, const RecipeFiles& recipe, const Ruleset& ruleset, const ReadOptions& options) {
  const RecipeModel model = model_of(sources, recipe, options);
  Judgement judgement = judge(ruleset, model.deployments);
  Outcome outcome{std::move(judgement.findings), {}};
  outcome.summary.undecided = std::move(judgement.undecided);
  for (std::optional<DeploymentVerdict>& verdict : judgement.verdicts) {
    if (verdict) outcome.summary.verdicts.push_back(*std::move(verdict));
  }
  for (const Deployment& deployment : model.deployments) outcome.summary.deployments += deployment.context ? 0 : 1;
  for (const ReadFile& file : model.files) {
    std::vector<Finding> problems;
    if (file.file_class != FileClass::template_) problems = judge_problems(ruleset, file.stream.problems);
    count(file.file_class, !problems.empty(), outcome.summary);
    move_to(outcome.findings, std::move(problems));
  }
  return outcome;
}

void add(Outcome& total, Outcome&& one) {
  move_to(total.findings, std::move(one.findings));
  move_to(total.summary.undecided, std::move(one.summary.undecided));
  move_to(total.summary.verdicts, std::move(one.summary.verdicts));
  total.summary.files += one.summary.files;
  total.summary.deployments += one.summary.deployments;
  for (const auto& [why, files] : one.summary.skipped) total.summary.skipped[why] += files;
}

unsigned thread_count(unsigned jobs, std::size_t recipes) {
  constexpr std::size_t kRecipesPerThread = 4;  // fewer are done before a thread has started
  const std::size_t wanted = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<std::size_t>(recipes / kRecipesPerThread, 1, wanted));
}

}  // namespace

Outcome inspect(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& options, unsigned jobs, Progress* progress) {
  std::vector<Outcome> outcomes(manifests.recipes.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](Progress* listener) {
    for (std::size_t i = next++; i < outcomes.size(); i = next++) {
      outcomes[i] = inspect_recipe(manifests.sources, manifests.recipes[i], ruleset, options);
      if (listener != nullptr) listener->say(i, outcomes.size());
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < thread_count(jobs, outcomes.size()); ++i) threads.emplace_back(work, nullptr);
  work(progress);
  threads.clear();

  Outcome total;
  total.summary.rules = ruleset.rules.size();
  for (Outcome& outcome : outcomes) add(total, std::move(outcome));
  total.findings = sorted_and_joined(std::move(total.findings), manifests.sources);
  return total;
}

}  // namespace fabriclint
