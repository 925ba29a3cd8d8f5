// SPDX-License-Identifier: Apache-2.0
#include "command/pipeline.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include "command/rulesets.h"
#include "rule/judge.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

// What one file contributes. Only this outlives the file's tree.
struct FileResult {
  FileClass file_class = FileClass::other;
  std::size_t deployments = 0;
  Judgement judgement;
};

FileResult inspect_file(const SourceSet& sources, SourceId id, const Ruleset& ruleset, const ReadOptions& options) {
  const Modelled modelled = model_of(sources, id, options);
  FileResult result{modelled.file_class, modelled.deployments.size(), judge(ruleset, modelled.deployments, sources)};
  if (modelled.file_class != FileClass::template_) {
    std::vector<Finding> problems = judge_problems(ruleset, modelled.stream.problems);
    std::move(problems.begin(), problems.end(), std::back_inserter(result.judgement.findings));
  }
  return result;
}

void count(const FileResult& result, Summary& summary) {
  switch (result.file_class) {
    case FileClass::template_:
      ++summary.skipped["templated"];
      break;
    case FileClass::other:
      // What is wrong with it is told all the same, so it was checked.
      if (result.judgement.findings.empty()) {
        ++summary.skipped["without a workload"];
      } else {
        ++summary.files;
      }
      break;
    case FileClass::manifest:
    case FileClass::broken:
      ++summary.files;
      break;
  }
  summary.deployments += result.deployments;
}

unsigned thread_count(unsigned jobs, std::size_t files) {
  constexpr std::size_t kFilesPerThread = 8;  // fewer are done before a thread has started
  const std::size_t wanted = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<std::size_t>(files / kFilesPerThread, 1, wanted));
}

}  // namespace

Inputs read_manifests(const std::vector<std::string>& paths, std::string_view stdin_name, std::istream& in) {
  constexpr std::array<std::string_view, 2> kExtensions = {".yaml", ".yml"};
  return read_inputs({paths, kExtensions, yaml::Limits{}.bytes, stdin_name}, in);
}

Modelled model_of(const SourceSet& sources, SourceId id, const ReadOptions& options) {
  Modelled modelled;
  modelled.stream = yaml::parse(sources[id], id);
  modelled.file_class = classify(modelled.stream, sources[id]);
  if (modelled.file_class == FileClass::manifest) {
    modelled.deployments = read_deployments(Recipe{&sources, objects_of(modelled.stream, id)}, options);
  }
  return modelled;
}

Outcome inspect(const Inputs& inputs, const Ruleset& ruleset, unsigned jobs) {
  const ReadOptions options = read_options(ruleset);
  std::vector<FileResult> results(inputs.ids.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < results.size(); i = next++) results[i] = inspect_file(inputs.sources, inputs.ids[i], ruleset, options);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < thread_count(jobs, results.size()); ++i) threads.emplace_back(work);
  work();
  threads.clear();

  Outcome outcome;
  outcome.summary.rules = ruleset.rules.size();
  for (FileResult& result : results) {
    count(result, outcome.summary);
    std::move(result.judgement.findings.begin(), result.judgement.findings.end(), std::back_inserter(outcome.findings));
    std::move(result.judgement.undecided.begin(), result.judgement.undecided.end(), std::back_inserter(outcome.summary.undecided));
    for (std::optional<DeploymentVerdict>& verdict : result.judgement.verdicts) {
      if (verdict) outcome.summary.verdicts.push_back(*std::move(verdict));
    }
  }
  outcome.findings = sorted_and_joined(std::move(outcome.findings), inputs.sources);
  return outcome;
}

}  // namespace fabriclint
