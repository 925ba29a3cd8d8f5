// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "rule/evaluate.h"

namespace fabriclint {
namespace {

constexpr std::array kOutward = {Scope::connector, Scope::container, Scope::component, Scope::deployment};

}  // namespace

const Part* Ground::part(Scope level) const {
  switch (level) {
    case Scope::deployment:
      return deployment;
    case Scope::component:
      return component;
    case Scope::container:
      return container;
    case Scope::connector:
      return connector;
  }
  return nullptr;
}

Ground ground_of(const Deployment& deployment) {
  Ground ground;
  ground.deployment = &deployment;
  return ground;
}

Ground ground_of(const Ground& outer, const Component& component) {
  Ground ground = ground_of(*outer.deployment);
  ground.scope = Scope::component;
  ground.component = &component;
  if (component.main < component.containers.size()) ground.container = &component.containers[component.main];
  return ground;
}

Ground ground_of(const Ground& outer, const Container& container) {
  Ground ground = outer;
  ground.scope = Scope::container;
  ground.container = &container;
  ground.connector = nullptr;
  ground.bound = nullptr;
  return ground;
}

Ground ground_of(const Ground& outer, const Connector& connector) {
  Ground ground = outer;
  ground.scope = Scope::connector;
  ground.connector = &connector;
  ground.bound = nullptr;
  return ground;
}

const std::string* gap_over(const Ground& ground, Scope level, std::string_view path) {
  for (const Scope scope : kOutward) {
    const Part* part = scope > level ? nullptr : ground.part(scope);
    if (part == nullptr) continue;
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
