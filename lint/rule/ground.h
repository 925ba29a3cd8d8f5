// SPDX-License-Identifier: Apache-2.0
// Where a rule stands when it asks something: a part of a deployment with the parts around it.
#pragma once

#include <string>
#include <string_view>

#include "model/deployment.h"
#include "rule/path.h"

namespace fabriclint {

// The part that something is asked of, with the parts around it. For a component, `container` is its main container (or null).
struct Ground {
  Scope scope = Scope::deployment;
  const Deployment* deployment = nullptr;
  const Component* component = nullptr;
  const Container* container = nullptr;
  const Connector* connector = nullptr;
  const Setting* bound = nullptr;  // the setting that the rule is about

  // The part of that level that is around, or null.
  [[nodiscard]] const Part* part(Scope level) const {
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
  [[nodiscard]] const Part& own() const { return *part(scope); }
};

[[nodiscard]] inline Ground ground_of(const Deployment& deployment) {
  Ground ground;
  ground.deployment = &deployment;
  return ground;
}

[[nodiscard]] inline Ground ground_of(const Ground& outer, const Component& component) {
  Ground ground = ground_of(*outer.deployment);
  ground.scope = Scope::component;
  ground.component = &component;
  if (component.main < component.containers.size()) ground.container = &component.containers[component.main];
  return ground;
}

[[nodiscard]] inline Ground ground_of(const Ground& outer, const Container& container) {
  Ground ground = outer;
  ground.scope = Scope::container;
  ground.container = &container;
  ground.connector = nullptr;
  ground.bound = nullptr;
  return ground;
}

[[nodiscard]] inline Ground ground_of(const Ground& outer, const Connector& connector) {
  Ground ground = outer;
  ground.scope = Scope::connector;
  ground.connector = &connector;
  ground.bound = nullptr;
  return ground;
}

// Why the absence of a path proves nothing: a gap of the part it belongs to, or of a part around that; null when absence is certain.
[[nodiscard]] const std::string* gap_over(const Ground& ground, Scope level, std::string_view path);
// The same for a pattern: a gap over a part of what it may match counts too.
[[nodiscard]] const std::string* gap_within(const Ground& ground, const Path& pattern);

}  // namespace fabriclint
