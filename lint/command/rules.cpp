// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "command/commands.h"
#include "command/rulesets.h"
#include "report/rule_page.h"

namespace fabriclint {
Exit list_rules(const RulesOptions& options, Streams& streams) {
  const RulesetRun rules = load_rules(options.rules);
  if (!rules.usable()) {
    explain_unusable(rules, false, streams.err);
    return Exit::usage;
  }
  if (options.format == "markdown") {
    write_rule_index(streams.out, rules.loaded.ruleset.rules);
    return Exit::clean;
  }
  std::size_t width = 0;
  for (const Rule& rule : rules.loaded.ruleset.rules) width = std::max(width, rule.id.size());
  for (const Rule& rule : rules.loaded.ruleset.rules) {
    streams.out << fmt::format("{:{}}  {:7}  {}\n", rule.id, width, name_of(levels_of(rule).strongest), rule.summary);
  }
  return Exit::clean;
}

}  // namespace fabriclint
