// SPDX-License-Identifier: Apache-2.0
// Computing facts: alternatives in order, the first that holds wins. One that may hold leaves the fact unknown, unless what follows from it
// is the value that the next certain alternative gives anyway.
#include <fmt/format.h>

#include <utility>

#include "rule/evaluate.h"
#include "rule/spot.h"

namespace fabriclint {
namespace {

// The ground at the level of the fact. Facts of a container asked of a component mean its main container.
Ground narrowed(const Ground& ground, Scope each) {
  if (each == Scope::deployment) return ground_of(*ground.deployment);
  if (each == Scope::container && ground.container != nullptr) return ground_of(ground, *ground.container);
  Ground same = ground;
  same.bound = nullptr;
  return same;
}

const Value kAbsent;

FactResult without_value() {
  FactResult result;
  result.value = &kAbsent;
  return result;
}

FactResult not_known(std::string_view why, Span at) {
  FactResult result;
  result.made = std::make_shared<const Value>(Value::unknown(why));
  result.value = result.made.get();
  result.doubt = at;
  return result;
}

}  // namespace

std::vector<FactResult>& Evaluator::facts_of(Scope level, const Part* part) {
  auto& [last, facts] = asked_.at(static_cast<std::size_t>(level));
  if (last != part || facts == nullptr) {
    last = part;
    facts = &facts_[part];
    facts->resize(ruleset_.facts.size());
  }
  return *facts;
}

const FactResult& Evaluator::fact(std::size_t index, const Ground& ground) {
  const Fact& fact = ruleset_.facts[index];
  const Part* part = ground.part(fact.each);
  FactResult& result = facts_of(fact.each, part)[index];
  if (result.value == nullptr) result = part == nullptr ? without_value() : compute(fact, narrowed(ground, fact.each));
  return result;
}

const FactReason& Evaluator::reason(std::size_t index, const Ground& ground) {
  const Fact& fact = ruleset_.facts[index];
  const Memo key{&fact, ground.part(fact.each)};
  if (const auto known = reasons_.find(key); known != reasons_.end()) return known->second;
  FactReason reason;
  if (key.second != nullptr) reason = explain(this->fact(index, ground), narrowed(ground, fact.each));
  return reasons_.emplace(key, std::move(reason)).first->second;
}

FactResult Evaluator::settle(const Fact& fact, const Alternative& alternative, const Ground& ground) {
  FactResult result = without_value();
  result.decided = &alternative;
  if (!alternative.copied) {
    result.value = &alternative.value;
    return result;
  }
  if (const Path& from = *alternative.copied; from.kind == Path::Kind::pattern) {
    const std::vector<const Setting*> settings = settings_at(from, ground);
    if (!settings.empty()) result.value = &settings.front()->value;
  } else {
    const Found found = look_up(from, ground);
    if (found.state == State::known) result.value = found.value;
    if (found.state == State::unknown) {
      result.made = std::make_shared<const Value>(Value::unknown(*found.why));
      result.value = result.made.get();
      result.doubt = explain(result, ground).at;
    }
  }
  if (!result.value->is_known()) return result;
  for (const TracedText& item : result.value->items) {
    if (!fact.may_be(item.text())) return not_known(fmt::format("'{}' is no value of '{}'", clipped(item.text()), fact.name), {});
  }
  return result;
}

FactReason Evaluator::explain(const FactResult& fact, const Ground& ground) {
  FactReason reason;
  if (fact.decided == nullptr) {
    reason.at = fact.doubt;
    return reason;
  }
  const Alternative& alternative = *fact.decided;
  const Verdict verdict = alternative.where ? evaluate(*alternative.where, ground) : Verdict{};
  Spot spot;
  if (!alternative.at.empty()) {
    spot = find_spot(alternative.at, verdict.witnesses, ground, *this);
    reason.at = spot.at;
    reason.path = spot.path;
    reason.name = spot.name;
  }
  reason.because = render(alternative.because, {.ground = ground, .spot = &spot, .witnesses = &verdict.witnesses}, *this);
  return reason;
}

FactResult Evaluator::compute(const Fact& fact, const Ground& ground) {
  std::vector<const Alternative*> open;  // those that may hold
  const auto doubted = [&](const Alternative& alternative) {
    const Doubt doubt = evaluate(*alternative.where, ground).doubt.value_or(Doubt{});
    return not_known(doubt.why, doubt.at);
  };
  const auto unless_open = [&](FactResult result) {
    for (const Alternative* other : open) {
      const bool same = result.value->is_known() && !result.value->is_list && result.value->text() == other->value.text();
      if (!same) return doubted(*other);
    }
    return result;
  };
  for (const Alternative& alternative : *fact.alternatives) {
    const Truth holding = alternative.where ? holds(*alternative.where, ground) : Truth::yes;
    if (holding == Truth::no) continue;
    if (holding == Truth::yes) return unless_open(settle(fact, alternative, ground));
    if (alternative.copied) return doubted(alternative);
    open.push_back(&alternative);
  }
  FactResult otherwise = without_value();
  if (fact.otherwise) otherwise.value = &*fact.otherwise;
  return unless_open(std::move(otherwise));
}

}  // namespace fabriclint
