// SPDX-License-Identifier: Apache-2.0
#include "rule/ground.h"

#include <array>

namespace fabriclint {
namespace {

constexpr std::array kOutward = {Scope::connector, Scope::container, Scope::component, Scope::deployment};

}  // namespace

const std::string* gap_over(const Ground& ground, Scope level, std::string_view path) {
  for (const Scope scope : kOutward) {
    const Part* part = scope > level ? nullptr : ground.part(scope);
    if (part == nullptr || part->gaps.empty()) continue;
    if (const std::string* why = part->gap(path)) return why;
  }
  return nullptr;
}

const std::string* gap_within(const Ground& ground, const Path& pattern) {
  if (const std::string* why = gap_over(ground, pattern.scope, pattern.prefix)) return why;
  for (const Scope scope : kOutward) {
    const Part* part = scope > pattern.scope ? nullptr : ground.part(scope);
    if (part == nullptr) continue;
    for (const Gap& gap : part->gaps) {
      if (gap.prefix.starts_with(pattern.prefix)) return &gap.why;
    }
  }
  return nullptr;
}

}  // namespace fabriclint
