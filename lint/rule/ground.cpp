// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.h"

namespace fabriclint {

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

}  // namespace fabriclint
