// SPDX-License-Identifier: Apache-2.0
#include "command/pipeline.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include "rule/check.h"

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

// Whether everything was judged that can report in this part of a file. A document that deploys nothing (a ConfigMap) may be read by a
// deployment of a file that nobody asked for, and that one is not judged.
bool is_settled(const RecipeModel& model, const ReadFile& file, Extent part) {
  if (file.file_class != FileClass::manifest && file.file_class != FileClass::other) return false;
  const auto& deployments = model.deployments;
  if (std::none_of(deployments.begin(), deployments.end(), [](const Deployment& one) { return one.context; })) return true;
  return std::all_of(file.stream.documents.begin(), file.stream.documents.end(), [&](const yaml::Document& document) {
    if (document.root == nullptr || document.span.end < part.begin || part.end < document.root->span.begin) return true;
    return std::any_of(deployments.begin(), deployments.end(), [&](const Deployment& one) {
      return !one.context && one.span.source == file.id && document.span.begin <= one.span.begin && one.span.begin <= document.span.end;
    });
  });
}

// Findings of the file itself: of its YAML, and of its suppressions where it is a manifest. Others may mention the program in a comment
// and mean something else.
std::vector<Finding> inspect_file(const RecipeModel& model, const ReadFile& file, const Ruleset& ruleset, const LevelOf& level_of,
                                  const IsSuppressed& covered, Suppressions& suppressions, std::vector<Finding>& suppressed) {
  if (file.file_class == FileClass::template_) return {};
  std::vector<Finding> findings;
  for (Finding& finding : judge_problems(ruleset, problems_of(file.stream), level_of)) {
    (covered(finding) ? suppressed : findings).push_back(std::move(finding));
  }
  if (file.file_class != FileClass::manifest) return findings;
  const auto settled = [&](Extent part) { return is_settled(model, file, part); };
  move_to(findings, judge_problems(ruleset, suppressions.problems(file.id, settled), level_of));
  return findings;
}

// What one recipe contributes. Only this outlives the trees of its files.
Outcome inspect_recipe(const SourceSet& sources, const RecipeFiles& recipe, const Ruleset& ruleset, const ReadOptions& options,
                       const Inspection& how) {
  const RecipeModel model = model_of(sources, recipe, options);
  Suppressions suppressions = suppressions_of(sources, model, ruleset, how.today);
  const IsSuppressed covered = [&](const Finding& finding) {
    // Both are asked: each is to know that it was of use.
    const bool by_project = how.is_suppressed && how.is_suppressed(finding);
    return suppressions.covers(finding) || by_project;
  };
  Judgement judgement = judge(ruleset, model.deployments, covered, how.level_of);
  std::vector<Finding> suppressed = std::move(judgement.suppressed);
  Outcome outcome{std::move(judgement.findings), {}, {}};
  outcome.summary.undecided = std::move(judgement.undecided);
  for (std::optional<DeploymentVerdict>& verdict : judgement.verdicts) {
    if (verdict) outcome.summary.verdicts.push_back(*std::move(verdict));
  }
  for (const Deployment& deployment : model.deployments) outcome.summary.deployments += deployment.context ? 0 : 1;
  for (const ReadFile& file : model.files) {
    std::vector<Finding> problems = inspect_file(model, file, ruleset, how.level_of, covered, suppressions, suppressed);
    count(file.file_class, !problems.empty(), outcome.summary);
    move_to(outcome.findings, std::move(problems));
    if (is_settled(model, file, kWholeFile)) outcome.settled.push_back(file.id);
  }
  outcome.summary.suppressed = sorted_and_joined(std::move(suppressed), sources).size();
  return outcome;
}

void add(Outcome& total, Outcome&& one) {
  move_to(total.findings, std::move(one.findings));
  move_to(total.settled, std::move(one.settled));
  move_to(total.summary.undecided, std::move(one.summary.undecided));
  move_to(total.summary.verdicts, std::move(one.summary.verdicts));
  total.summary.files += one.summary.files;
  total.summary.deployments += one.summary.deployments;
  total.summary.suppressed += one.summary.suppressed;
  for (const auto& [why, files] : one.summary.skipped) total.summary.skipped[why] += files;
}

unsigned thread_count(unsigned jobs, std::size_t recipes) {
  constexpr std::size_t kRecipesPerThread = 4;  // fewer are done before a thread has started
  const std::size_t wanted = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<std::size_t>(recipes / kRecipesPerThread, 1, wanted));
}

}  // namespace

Suppressions suppressions_of(const SourceSet& sources, const RecipeModel& model, const Ruleset& ruleset, Day today) {
  Suppressions suppressions(ruleset, sources, today);
  for (const auto* files : {&model.files, &model.context}) {
    for (const ReadFile& file : *files) {
      if (file.file_class != FileClass::template_) suppressions.read(file.stream, file.id);
    }
  }
  return suppressions;
}

Outcome inspect(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& options, const Inspection& how) {
  std::vector<Outcome> outcomes(manifests.recipes.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](Progress* listener) {
    for (std::size_t i = next++; i < outcomes.size(); i = next++) {
      outcomes[i] = inspect_recipe(manifests.sources, manifests.recipes[i], ruleset, options, how);
      if (listener != nullptr) listener->say(i, outcomes.size());
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < thread_count(how.jobs, outcomes.size()); ++i) threads.emplace_back(work, nullptr);
  work(how.progress);
  threads.clear();

  Outcome total;
  total.summary.rules = ruleset.rules.size();
  for (Outcome& outcome : outcomes) add(total, std::move(outcome));
  total.findings = sorted_and_joined(std::move(total.findings), manifests.sources);
  return total;
}

}  // namespace fabriclint
