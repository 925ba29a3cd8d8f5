// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/files.h"
#include "command/pipeline.h"
#include "command/progress.h"
#include "command/project.h"
#include "command/rulesets.h"
#include "command/version.h"
#include "report/formats.h"
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
    for (std::uint32_t index = 0; index < inputs.size(); ++index) {
      const std::string& name = inputs[SourceId{index}].name();
      std::error_code error;
      if (std::filesystem::equivalent(path, name, error) && !error) return &name;
    }
  }
  return nullptr;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return !file.fail();
}

// Leaves the rules that apply in this run. Says what is wrong with --enable; empty when nothing is.
std::string choose_rules(const std::vector<std::string>& enabled, Ruleset& ruleset) {
  const std::vector<std::string> names = optional_rulesets(ruleset);
  for (const std::string& name : enabled) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto nearest = suggest(name, names);
    return "--enable: there is no ruleset '" + printable(name) + "' that is off by default" +
           (nearest ? "; did you mean '" + *nearest + "'?" : "");
  }
  leave_out_optional(ruleset, enabled);
  return {};
}

Outcome inspected(const Manifests& manifests, const Ruleset& ruleset, const ReadOptions& read, unsigned jobs, Streams& streams) {
  Progress progress(streams.err_is_terminal ? &streams.err : nullptr);
  return inspect(manifests, ruleset, read, jobs, &progress);
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

Exit verdict(const CheckOptions& options, const Manifests& manifests, const Outcome& outcome, Streams& streams) {
  if (!manifests.errors.empty()) return Exit::unreadable;
  if (outcome.summary.files == 0 && !options.allow_empty) {
    streams.err << "fabriclint: nothing to check: no manifest among the files; --allow-empty accepts that\n";
    return Exit::unreadable;
  }
  const bool failed = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [&](const Finding& finding) { return finding.level != Level::note && finding.level >= options.fail_on; });
  return failed && !options.exit_zero ? Exit::findings : Exit::clean;
}

}  // namespace

Exit check(const CheckOptions& options, Streams& streams) {
  const bool color = wants_color(options.color, streams);
  RulesetRun rules = load_rules(options.rules);
  if (!rules.usable()) {
    explain_unusable(rules, false, streams.err);
    return Exit::usage;
  }
  ProjectRun project = find_project(options.project, rules.loaded.ruleset);
  if (!project.usable()) {
    explain_unusable(project, false, streams.err);
    return Exit::usage;
  }
  if (const std::string problem = choose_rules(options.enabled, rules.loaded.ruleset); !problem.empty()) {
    streams.err << "fabriclint: " << problem << '\n';
    return Exit::usage;
  }
  const Manifests manifests = read_manifests(options.paths, options.stdin_name, streams.in);
  if (const std::string* input = overwritten(options, manifests.sources)) {
    streams.err << "fabriclint: " << printable(*input) << ": --output would overwrite this input\n";
    return Exit::usage;
  }
  tell(manifests.errors, streams.err);

  ReadOptions read = read_options(rules.loaded.ruleset);
  read.assumptions = std::move(project.loaded.project.assumptions);
  Outcome outcome = inspected(manifests, rules.loaded.ruleset, read, options.jobs, streams);
  std::erase_if(outcome.findings, [&](const Finding& finding) { return finding.level < options.min_level; });

  const std::string prefix = prefix_in_repository(options.root);
  const Report report{manifests.sources, rules.loaded.ruleset.rules, outcome.findings, outcome.summary, kVersion, prefix};
  const Style style = style_for(options, color, streams);
  for (const auto& [format, path] : options.outputs) {
    if (!write_file(path, rendered(*format_named(format), report, {.show_undecided = options.show_undecided}))) {
      streams.err << "fabriclint: " << printable(path) << ": cannot be written\n";
      return Exit::usage;
    }
  }
  streams.out << rendered(*format_named(options.format), report, style);
  return verdict(options, manifests, outcome, streams);
}

}  // namespace fabriclint
