// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "command/commands.h"
#include "command/rulesets.h"

namespace fabriclint {
Exit list_rules(const RulesOptions& options, Streams& streams) {
  const RulesetRun rules = load_rules(options.rules);
  if (!rules.usable()) {
    explain_unusable(rules, false, streams.err);
    return Exit::usage;
  }
  std::size_t width = 0;
  for (const Rule& rule : rules.loaded.ruleset.rules) width = std::max(width, rule.id.size());
  for (const Rule& rule : rules.loaded.ruleset.rules) {
    const std::string off = rule.ruleset.empty() ? "" : fmt::format(" (off without --enable {})", rule.ruleset);
    streams.out << fmt::format("{:{}}  {:7}  {}{}\n", rule.id, width, name_of(levels_of(rule).strongest), rule.summary, off);
  }
  return Exit::clean;
}

}  // namespace fabriclint
