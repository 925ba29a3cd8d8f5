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

// Combines the answers of the parts as they come; the first decisive one ends it.
class Answers {
 public:
  explicit Answers(bool every) : decisive_(every ? Truth::no : Truth::yes), every_(every) { verdict_.truth = Truth::no; }

  // False once nothing can change any more.
  bool add(Verdict one) {
    if (one.truth == decisive_) {
      verdict_ = std::move(one);
      decided_ = true;
      return false;
    }
    if (first_) verdict_.truth = opposite(decisive_);
    first_ = false;
    verdict_.truth = every_ ? both(verdict_.truth, one.truth) : either(verdict_.truth, one.truth);
    verdict_.keep_doubt(one.doubt);
    // The parts of a large graph may number thousands; the first explains enough.
    if (verdict_.witnesses.empty()) verdict_.keep_witnesses(one.witnesses);
    return true;
  }

  // There may be more parts than were asked.
  Verdict take(std::optional<Doubt> more) && {
    if (!decided_ && more) {
      verdict_.truth = Truth::maybe;
      verdict_.keep_doubt(more);
    }
    return std::move(verdict_);
  }

 private:
  Truth decisive_;
  bool every_;
  bool first_ = true;
  bool decided_ = false;
  Verdict verdict_;
};

}  // namespace

Verdict Evaluator::quantify_deployments(const Quantifier& quantifier, const Ground& ground, bool absent_holds) {
  constexpr std::size_t kMost = 4096;  // each looks at all others
  Answers answers(quantifier.every);
  if (recipe_.size() > kMost) {
    return std::move(answers).take(Doubt{"the recipe has too many deployments to compare", ground.deployment->span});
  }
  auto known = of_deployments_.find(&quantifier);
  if (known == of_deployments_.end()) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(recipe_.size());
    for (const Deployment& one : recipe_) verdicts.push_back(evaluate(quantifier.of.front(), ground_of(one), absent_holds));
    known = of_deployments_.emplace(&quantifier, std::move(verdicts)).first;
  }
  for (std::size_t i = 0; i < recipe_.size(); ++i) {
    const Deployment& other = recipe_[i];
    const bool elsewhere = other.span.source != ground.deployment->span.source;
    if (&other == ground.deployment || elsewhere != quantifier.neighbours) continue;
    if (!answers.add(known->second[i])) break;
  }
  return std::move(answers).take({});
}

Verdict Evaluator::quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds) {
  if (quantifier.over == Scope::deployment) return quantify_deployments(quantifier, ground, absent_holds);
  const Scope base = base_of(quantifier.over, ground.scope);
  const Memo key{&quantifier, ground.part(base)};
  if (const auto known = quantified_.find(key); known != quantified_.end()) return known->second;
  Range range = range_of(quantifier.over, base, ground);
  Answers answers(quantifier.every);
  for (const Ground& part : range.parts) {
    if (!answers.add(evaluate(quantifier.of.front(), part, absent_holds))) break;
  }
  Verdict verdict = std::move(answers).take(std::move(range.more));
  quantified_.emplace(key, verdict);
  return verdict;
}

}  // namespace fabriclint
