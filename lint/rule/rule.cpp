// SPDX-License-Identifier: Apache-2.0
#include "rule/rule.h"

#include <fmt/format.h>

#include <algorithm>

namespace fabriclint {

LevelRange levels_of(const Rule& rule) {
  LevelRange levels{.weakest = rule.level, .strongest = rule.level};
  const auto add = [&](Level level) {
    levels.weakest = std::min(levels.weakest, level);
    levels.strongest = std::max(levels.strongest, level);
  };
  for (const Variant& variant : rule.terms->variants) add(variant.level);
  for (const Agreement& agreement : rule.terms->same) add(agreement.level.value_or(rule.level));
  return levels;
}

std::string name_of(const LevelRange& levels) {
  if (levels.weakest == levels.strongest) return std::string(name_of(levels.weakest));
  return fmt::format("{} to {}", name_of(levels.weakest), name_of(levels.strongest));
}

}  // namespace fabriclint
