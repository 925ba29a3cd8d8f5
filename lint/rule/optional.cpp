// SPDX-License-Identifier: Apache-2.0
#include "rule/optional.h"

#include <algorithm>
#include <set>

namespace fabriclint {

std::vector<std::string> optional_rulesets(const Ruleset& ruleset) {
  std::set<std::string> names;
  for (const Rule& rule : ruleset.rules) {
    if (!rule.ruleset.empty()) names.insert(rule.ruleset);
  }
  return {names.begin(), names.end()};
}

void leave_out_optional(Ruleset& ruleset, std::span<const std::string> enabled) {
  std::erase_if(ruleset.rules, [&](const Rule& rule) {
    const bool off = !rule.ruleset.empty() && std::find(enabled.begin(), enabled.end(), rule.ruleset) == enabled.end();
    if (off) ruleset.off.push_back(rule.id);
    return off;
  });
  std::sort(ruleset.off.begin(), ruleset.off.end());
}

}  // namespace fabriclint
