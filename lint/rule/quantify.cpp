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
  Answers(bool every, Evidence* evidence) : decisive_(every ? Truth::no : Truth::yes), every_(every), evidence_(evidence) {}

  // False once nothing can change any more. `own`: the evidence for this answer, where evidence is wanted.
  bool add(Truth one, Evidence&& own) {
    decided_ = one == decisive_;
    if (decided_) {
      truth_ = one;
      if (evidence_ != nullptr) *evidence_ = std::move(own);
      return false;
    }
    if (first_) truth_ = opposite(decisive_);
    first_ = false;
    truth_ = every_ ? both(truth_, one) : either(truth_, one);
    // The parts of a large graph may number thousands; the first explains enough.
    if (evidence_ != nullptr && !evidence_->witnesses.empty()) own.witnesses.clear();
    if (evidence_ != nullptr) evidence_->keep(std::move(own));
    return true;
  }

  // There may be more parts than were asked.
  Truth take(std::optional<Doubt> more) {
    if (decided_ || !more) return truth_;
    if (evidence_ != nullptr && !evidence_->doubt) evidence_->doubt = std::move(more);
    return Truth::maybe;
  }

 private:
  Truth decisive_;
  bool every_;
  Evidence* evidence_;
  bool first_ = true;
  bool decided_ = false;
  Truth truth_ = Truth::no;
};

}  // namespace

Truth Evaluator::quantify_deployments(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence) {
  constexpr std::size_t kMost = 4096;  // each looks at all others
  Answers answers(quantifier.every, evidence);
  if (recipe_.size() > kMost) return answers.take(Doubt{"the recipe has too many deployments to compare", ground.deployment->span});
  std::vector<Quantified>& known = of_deployments_[&quantifier];
  if (known.empty() || (evidence != nullptr && !known.front().evidence)) {
    std::vector<Quantified> all;
    all.reserve(recipe_.size());
    for (const Deployment& one : recipe_) {
      Quantified& answer = all.emplace_back();
      if (evidence != nullptr) answer.evidence.emplace();
      answer.truth = evaluate(quantifier.of.front(), ground_of(one), absent_holds, evidence == nullptr ? nullptr : &*answer.evidence);
    }
    known = std::move(all);
  }
  for (std::size_t i = 0; i < recipe_.size(); ++i) {
    const Deployment& other = recipe_[i];
    const bool elsewhere = other.span.source != ground.deployment->span.source;
    if (&other == ground.deployment || elsewhere != quantifier.neighbours) continue;
    if (!answers.add(known[i].truth, evidence == nullptr ? Evidence{} : Evidence(*known[i].evidence))) break;
  }
  return answers.take({});
}

Truth Evaluator::quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence) {
  if (quantifier.over == Scope::deployment) return quantify_deployments(quantifier, ground, absent_holds, evidence);
  const Scope base = base_of(quantifier.over, ground.scope);
  const Memo key{&quantifier, ground.part(base)};
  if (const auto known = quantified_.find(key); known != quantified_.end() && (evidence == nullptr || known->second.evidence)) {
    if (evidence != nullptr) *evidence = *known->second.evidence;
    return known->second.truth;
  }
  Range range = range_of(quantifier.over, base, ground);
  Answers answers(quantifier.every, evidence);
  for (const Ground& part : range.parts) {
    Evidence own;
    const Truth one = evaluate(quantifier.of.front(), part, absent_holds, evidence == nullptr ? nullptr : &own);
    if (!answers.add(one, std::move(own))) break;
  }
  Quantified result{.truth = answers.take(std::move(range.more)), .evidence = {}};
  if (evidence != nullptr) result.evidence = *evidence;
  return quantified_.insert_or_assign(key, std::move(result)).first->second.truth;
}

}  // namespace fabriclint
