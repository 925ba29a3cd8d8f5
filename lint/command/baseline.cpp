// SPDX-License-Identifier: Apache-2.0
#include "command/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "baseline/baseline.h"
#include "command/problems.h"
#include "report/echo.h"
#include "report/repository.h"
#include "text/counted.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// Whether the repository lacks the file, so that nothing can be found in it any more. A path with escapes is not looked for.
bool is_gone(const std::string& path, const Repository& repository) {
  if (path.find('%') != std::string::npos) return false;
  std::error_code error;
  const bool exists = fs::exists(fs::path(repository.root) / path, error);
  return !error && !exists;
}

void tell_stale(const std::vector<Stale>& stale, const SourceSet& sources, std::ostream& err) {
  constexpr std::size_t kMostTold = 10;
  if (stale.empty()) return;
  const Source& file = sources[stale.front().at.source];
  const std::string name = echoed(file.name());
  for (std::size_t i = 0; i < std::min(stale.size(), kMostTold); ++i) {
    const Stale& one = stale[i];
    err << fmt::format("fabriclint: {}:{}: stale: '{}' in '{}': {} known, {} found\n", name, line_of(file, one.at.begin),
                       echoed(one.key.rule), echoed(one.key.path), one.allowed, one.found);
  }
  if (stale.size() > kMostTold) err << fmt::format("fabriclint: {}: stale: and {} more\n", name, stale.size() - kMostTold);
  err << fmt::format("fabriclint: {}: 'fabriclint baseline write' drops what is stale\n", name);
}

// What a baseline does not take, for a message: the rules, each once.
std::set<std::string> left_out(const Outcome& outcome, const Ruleset& ruleset) {
  std::set<std::string> rules;
  for (const Finding& finding : outcome.findings) {
    const Rule* rule = ruleset.find(finding.rule);
    if (rule == nullptr || !rule->suppressible) rules.insert(finding.rule);
  }
  return rules;
}

// Why nothing may be written there; empty when it may.
std::string refusal(const std::string& path, const Manifests& manifests) {
  if (input_at(manifests.sources, path) != nullptr) return "this is an input; nothing was written";
  std::error_code error;
  if (!fs::exists(path, error) || fs::is_empty(path, error)) return {};
  if (!fs::is_regular_file(path, error)) return "not a regular file; nothing was written";
  const std::optional<std::string> text = read_file(path, kMostBaselineBytes);
  if (!text || !looks_like_baseline(*text)) return "this file exists and is no baseline; nothing was written";
  return {};
}

}  // namespace

BaselineRun read_baseline(const std::string& path) {
  BaselineRun run;
  if (path.empty()) return run;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    run.errors.push_back({path, "a folder, not a baseline"});
    return run;
  }
  const std::vector<std::string> paths = {path == "-" ? "./-" : path};
  std::istringstream no_input;
  Inputs inputs = read_inputs({paths, {}, kMostBaselineBytes, "<stdin>"}, no_input);
  run.errors = std::move(inputs.errors);
  if (run.errors.empty() && !inputs.ids.empty()) {
    run.sources = std::move(inputs.sources);
    run.loaded = load_baseline(run.sources, inputs.ids.front());
  }
  return run;
}

void explain_unusable(const BaselineRun& run, bool color, std::ostream& err) {
  tell(run.errors, err);
  show_problems(run.sources, run.loaded.problems, color, err);
  err << "fabriclint: the baseline cannot be used\n";
}

void leave_out_known(const BaselineRun& run, const Ruleset& ruleset, const Manifests& manifests, const Repository& repository,
                     Outcome& outcome, std::ostream& err) {
  if (run.sources.size() == 0) return;
  std::set<std::string> checked;
  for (const SourceId id : outcome.settled) checked.insert(uri_in(repository, manifests.sources[id].name()));
  const auto is_checked = [&](const std::string& path) { return checked.contains(path) || is_gone(path, repository); };
  Remainder remainder =
      remainder_of(run.loaded.baseline, std::move(outcome.findings), ruleset, {manifests.sources, repository}, is_checked);
  outcome.findings = std::move(remainder.fresh);
  outcome.summary.baselined = remainder.known;
  tell_stale(remainder.stale, run.sources, err);
}

Exit write_baseline(const std::string& path, const Ruleset& ruleset, const Manifests& manifests, const Repository& repository,
                    const Outcome& outcome, Streams& streams) {
  const std::string name = echoed(path);
  if (!manifests.errors.empty()) {
    streams.err << "fabriclint: " << name << ": not written, because an input could not be read\n";
    return Exit::unreadable;
  }
  if (outcome.summary.files == 0) {
    streams.err << "fabriclint: " << name << ": not written, because there is no manifest among the files\n";
    return Exit::unreadable;
  }
  if (const std::string why = refusal(path, manifests); !why.empty()) {
    streams.err << "fabriclint: " << name << ": " << why << '\n';
    return Exit::usage;
  }
  const Baseline baseline = baseline_of(outcome.findings, ruleset, {manifests.sources, repository});
  if (!write_file(path, written(baseline))) {
    streams.err << "fabriclint: " << name << ": cannot be written\n";
    return Exit::usage;
  }
  const std::set<std::string> refused = left_out(outcome, ruleset);
  const auto known = std::count_if(outcome.findings.begin(), outcome.findings.end(),
                                   [&](const Finding& finding) { return !refused.contains(finding.rule); });
  streams.out << fmt::format("{}: {} known from now on\n", name, counted(static_cast<std::size_t>(known), "finding"));
  if (!refused.empty()) {
    streams.err << fmt::format("fabriclint: {}: no baseline holds findings of {}; mend them\n", name, fmt::join(refused, ", "));
  }
  return Exit::clean;
}

}  // namespace fabriclint
