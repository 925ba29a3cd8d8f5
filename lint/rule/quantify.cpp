// SPDX-License-Identifier: Apache-2.0
// `some` and `every`: which parts they range over, and how the answers of these combine.
#include <utility>

#include "rule/evaluate.h"

namespace fabriclint {
namespace {

// The parts that are known, and why there may be others.
struct Range {
  std::vector<Ground> parts;
  std::optional<Doubt> more;

  void note_gap(const Ground& base, std::string_view path) {
    const std::string* why = more ? nullptr : gap_over(base, base.scope, path);
    if (why != nullptr) more = Doubt{*why, base.own().span};
  }
};

void add_connectors(const Ground& container, Range& range) {
  for (const Connector& connector : container.container->connectors) range.parts.push_back(ground_of(container, connector));
  range.note_gap(container, "connector.");
}

void add_containers(const Ground& component, Scope over, Range& range) {
  for (const Container& container : component.component->containers) {
    const Ground inner = ground_of(component, container);
    if (over == Scope::container) {
      range.parts.push_back(inner);
    } else {
      add_connectors(inner, range);
    }
  }
  range.note_gap(component, "container.");
}

void add_components(const Ground& deployment, Scope over, Range& range) {
  for (const Component& component : deployment.deployment->components) {
    const Ground inner = ground_of(deployment, component);
    if (over == Scope::component) {
      range.parts.push_back(inner);
    } else {
      add_containers(inner, over, range);
    }
  }
  range.note_gap(deployment, "component.");
}

// The other deployments of the recipe.
Range others(const Ground& ground, std::span<const Deployment> recipe) {
  constexpr std::size_t kMost = 256;  // each asks all others
  Range range;
  if (recipe.size() > kMost) {
    range.more = Doubt{"the recipe has too many deployments to compare", ground.deployment->span};
    return range;
  }
  for (const Deployment& other : recipe) {
    if (&other != ground.deployment) range.parts.push_back(ground_of(other));
  }
  return range;
}

// The level of the part whose parts are asked.
Scope base_of(Scope over, Scope from) {
  if (over <= Scope::component || from == Scope::deployment) return Scope::deployment;
  if (over == Scope::container || from == Scope::component) return Scope::component;
  return Scope::container;
}

Range range_of(Scope over, Scope base, const Ground& ground) {
  Range range;
  if (base == Scope::deployment) {
    add_components(ground_of(*ground.deployment), over, range);
  } else if (base == Scope::component) {
    add_containers(ground_of(ground, *ground.component), over, range);
  } else {
    add_connectors(ground_of(ground, *ground.container), range);
  }
  return range;
}

}  // namespace

Verdict Evaluator::quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds) {
  const Scope base = base_of(quantifier.over, ground.scope);
  const Memo key{&quantifier, ground.part(base)};
  if (const auto known = quantified_.find(key); known != quantified_.end()) return known->second;

  const Truth decisive = quantifier.every ? Truth::no : Truth::yes;
  Range range = quantifier.over == Scope::deployment ? others(ground, recipe_) : range_of(quantifier.over, base, ground);
  Verdict verdict;
  verdict.truth = range.parts.empty() ? Truth::no : opposite(decisive);
  bool decided = false;
  for (const Ground& part : range.parts) {
    Verdict one = evaluate(quantifier.of.front(), part, absent_holds);
    decided = one.truth == decisive;
    if (decided) {
      verdict = std::move(one);
      break;
    }
    verdict.truth = quantifier.every ? both(verdict.truth, one.truth) : either(verdict.truth, one.truth);
    verdict.keep_doubt(one.doubt);
    // The parts of a large graph may number thousands; the first explains enough.
    if (verdict.witnesses.empty()) verdict.keep_witnesses(one.witnesses);
  }
  if (!decided && range.more) {
    verdict.truth = Truth::maybe;
    verdict.keep_doubt(range.more);
  }
  quantified_.emplace(key, verdict);
  return verdict;
}

}  // namespace fabriclint
