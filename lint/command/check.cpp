// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "command/baseline.h"
#include "command/change.h"
#include "command/commands.h"
#include "command/configuration.h"
#include "command/files.h"
#include "command/keep_touched.h"
#include "command/pipeline.h"
#include "command/progress.h"
#include "command/rulesets.h"
#include "command/version.h"
#include "report/fingerprint.h"
#include "report/formats.h"
#include "report/posted.h"
#include "report/review.h"
#include "rule/optional.h"
#include "text/printable.h"
#include "text/suggest.h"

namespace fabriclint {
namespace {

// A report is complete before its first byte leaves the program.
std::string rendered(const Format& format, const Report& report, const Style& style) {
  std::ostringstream out;
  format.write(out, report, style);
  return std::move(out).str();
}

// The input that a report would overwrite; null when there is none.
const std::string* overwritten(const CheckOptions& options, const SourceSet& inputs) {
  for (const auto& [format, path] : options.outputs) {
    if (const std::string* name = input_at(inputs, path)) return name;
  }
  return nullptr;
}

// What is wrong with --enable; empty when nothing is.
std::string wrong_ruleset(const std::vector<std::string>& enabled, const Ruleset& ruleset) {
  const std::vector<std::string> names = optional_rulesets(ruleset);
  for (const std::string& name : enabled) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto nearest = suggest(name, names);
    return "--enable: there is no ruleset '" + printable(name) + "' that is off by default" +
           (nearest ? "; did you mean '" + *nearest + "'?" : "");
  }
  return {};
}

// The comments that exist already. Says what is wrong with the file; empty when nothing is.
std::string read_posted_file(const std::string& path, Review& review) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  if (!file) return "--posted: " + printable(path) + ": cannot be read";
  Posted posted = read_posted(file);
  if (!posted.problem.empty()) return "--posted: " + printable(path) + ": " + posted.problem;
  review.posted = std::move(posted.fingerprints);
  return {};
}

Outcome inspected(Manifests& manifests, const Configuration& configuration, const CheckOptions& options, Streams& streams) {
  ReadOptions read = read_options(configuration.ruleset());
  read.assumptions = configuration.project().assumptions;
  const LevelOf level_of = levels_in(configuration, manifests.sources);
  const ProjectSuppressions suppressions = suppressions_in(configuration, manifests.sources, streams.today);
  Progress progress(streams.err_is_terminal ? &streams.err : nullptr);
  Outcome outcome = inspect(manifests, configuration.ruleset(), read,
                            {.jobs = options.jobs,
                             .progress = &progress,
                             .today = streams.today,
                             .level_of = level_of,
                             .is_suppressed = [&](const Finding& finding) { return suppressions.covers(finding); }});
  add_suppression_problems(configuration, suppressions, options.paths, level_of, manifests.sources, outcome);
  return outcome;
}

// Takes away what the change did not touch; without --diff and --diff-base nothing. Says what is wrong; empty when nothing is.
std::string leave_out_untouched(const std::optional<Change>& change, const Configuration& configuration, const CheckOptions& options,
                                const Manifests& manifests, Streams& streams, Outcome& outcome, Review& review) {
  if (!change) return {};
  const auto judge_again = [&](Manifests& before) { return inspected(before, configuration, options, streams); };
  return keep_touched(*change, manifests, judge_again, configuration.ruleset(), outcome, review);
}

// A terminal gets lines that fit it and places to click; in a file or a pipe a sentence stays on its line, so that grep finds it whole.
Style style_for(const CheckOptions& options, bool color, const Streams& streams) {
  constexpr std::size_t kNarrowest = 40;
  Style style{.color = color, .statistics = options.statistics, .show_undecided = options.show_undecided};
  if (!streams.out_is_terminal) return style;
  if (streams.columns > 0) style.width = style.wrap = std::max(kNarrowest, streams.columns);
  std::error_code error;
  if (color && streams.links) style.folder = std::filesystem::current_path(error).string() + '/';
  if (error) style.folder.clear();
  return style;
}

Exit verdict(const CheckOptions& options, Level fail_on, const Manifests& manifests, const Outcome& outcome, Streams& streams) {
  if (!manifests.errors.empty()) return Exit::unreadable;
  if (outcome.summary.files == 0 && manifests.named_excluded) {
    // A hook names what has changed, whatever it is.
    streams.err << "fabriclint: nothing to check: the project file excludes what was named\n";
  } else if (outcome.summary.files == 0 && !options.allow_empty) {
    streams.err << "fabriclint: nothing to check: no manifest among the files" << (manifests.excluded ? " that are not excluded" : "")
                << "; --allow-empty accepts that\n";
    return Exit::unreadable;
  }
  const bool failed = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [&](const Finding& finding) { return finding.level != Level::note && finding.level >= fail_on; });
  return failed && !options.exit_zero ? Exit::findings : Exit::clean;
}

}  // namespace

Exit check(const CheckOptions& options, Streams& streams) {
  const bool color = wants_color(options.color, streams);
  Configuration configuration = configure(options.project, options.rules);
  if (!configuration.usable()) {
    explain_unusable(configuration, false, streams.err);
    return Exit::usage;
  }
  if (const std::string problem = wrong_ruleset(options.enabled, configuration.ruleset()); !problem.empty()) {
    streams.err << "fabriclint: " << problem << '\n';
    return Exit::usage;
  }
  const BaselineRun baseline = read_baseline(options.baseline);
  if (!baseline.usable()) {
    explain_unusable(baseline, false, streams.err);
    return Exit::usage;
  }
  leave_out_off(configuration, options.enabled);
  const Ruleset& ruleset = configuration.ruleset();
  const Project& project = configuration.project();
  const Repository repository = repository_at(options.root);
  std::optional<Change> change;
  Review review;
  if (options.change.given()) {
    change = read_change(options.change, repository.prefix, streams.in);
    review.commit = options.change.commit;
    std::string problem = change->problem;
    if (problem.empty()) problem = read_posted_file(options.change.posted, review);
    if (!problem.empty()) {
      streams.err << "fabriclint: " << problem << '\n';
      return Exit::usage;
    }
  }
  Manifests manifests = read_manifests(options.paths, options.stdin_name, streams.in, exclusion_of(configuration));
  if (const std::string* input = overwritten(options, manifests.sources)) {
    streams.err << "fabriclint: " << printable(*input) << ": --output would overwrite this input\n";
    return Exit::usage;
  }
  tell(manifests.errors, streams.err);

  Outcome outcome = inspected(manifests, configuration, options, streams);
  give_fingerprints(outcome.findings, manifests.sources, repository);
  if (!options.new_baseline.empty()) {
    return write_baseline(options.new_baseline, ruleset, manifests, repository, outcome, streams);
  }
  leave_out_known(baseline, ruleset, manifests, repository, outcome, streams.err);
  if (const std::string problem = leave_out_untouched(change, configuration, options, manifests, streams, outcome, review);
      !problem.empty()) {
    streams.err << "fabriclint: " << problem << '\n';
    return Exit::usage;
  }
  const Level min_level = options.min_level.value_or(project.min_level.value_or(Level::note));
  std::erase_if(outcome.findings, [&](const Finding& finding) { return finding.level < min_level; });

  const Report report{manifests.sources, ruleset.rules, outcome.findings,          outcome.summary,
                      kVersion,          repository,    change ? &review : nullptr};
  const Style style = style_for(options, color, streams);
  for (const auto& [format, path] : options.outputs) {
    if (!write_file(path, rendered(*format_named(format), report, {.show_undecided = options.show_undecided}))) {
      streams.err << "fabriclint: " << printable(path) << ": cannot be written\n";
      return Exit::usage;
    }
  }
  streams.out << rendered(*format_named(options.format), report, style);
  const Level fail_on = options.fail_on.value_or(project.fail_on.value_or(Level::warning));
  return verdict(options, fail_on, manifests, outcome, streams);
}

}  // namespace fabriclint
