// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "command/commands.h"
#include "command/configuration.h"
#include "report/rule_page.h"

namespace fabriclint {
namespace {

// The strongest level in force; "off" when the project switches the rule off.
std::string level_of(const Rule& rule, const Project& project) {
  const RuleLevel* set = set_level(rule, project);
  if (set != nullptr) return set->level ? std::string(name_of(*set->level)) : "off";
  return std::string(name_of(levels_of(rule).strongest));
}

// Why a rule does not apply, and who says so.
std::string remark(const Rule& rule, const Configuration& configuration) {
  const std::vector<std::string>& enabled = configuration.project().enabled;
  const RuleLevel* set = set_level(rule, configuration.project());
  std::string remark = set == nullptr ? "" : fmt::format(" ({})", place_of(configuration.rules.sources, set->at));
  if (!rule.ruleset.empty() && std::find(enabled.begin(), enabled.end(), rule.ruleset) == enabled.end()) {
    remark += fmt::format(" (off without --enable {})", rule.ruleset);
  }
  return remark;
}

}  // namespace

Exit list_rules(const RulesOptions& options, Streams& streams) {
  const Configuration configuration = configure(options.project, options.rules);
  if (!configuration.usable()) {
    explain_unusable(configuration, false, streams.err);
    return Exit::usage;
  }
  const std::vector<Rule>& rules = configuration.ruleset().rules;
  if (options.format == "markdown") {
    write_rule_index(streams.out, rules);
    return Exit::clean;
  }
  std::size_t width = 0;
  for (const Rule& rule : rules) width = std::max(width, rule.id.size());
  for (const Rule& rule : rules) {
    streams.out << fmt::format("{:{}}  {:7}  {}{}\n", rule.id, width, level_of(rule, configuration.project()), rule.summary,
                               remark(rule, configuration));
  }
  return Exit::clean;
}

}  // namespace fabriclint
