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

}  // namespace

const FactResult& Evaluator::fact(std::size_t index, const Ground& ground) {
  const Fact& fact = ruleset_.facts[index];
  const Memo key{&fact, ground.part(fact.each)};
  if (const auto known = facts_.find(key); known != facts_.end()) return known->second;
  FactResult result;
  if (key.second != nullptr) result = compute(fact, narrowed(ground, fact.each));
  return facts_.emplace(key, std::move(result)).first->second;
}

FactResult Evaluator::settle(const Fact& fact, const Alternative& alternative, const Evidence& evidence, const Ground& ground) {
  FactResult result;
  if (!alternative.copied) {
    result.value = Value::known(TracedText::made(alternative.value));
  } else if (const Path& from = *alternative.copied; from.kind == Path::Kind::pattern) {
    const std::vector<const Setting*> settings = settings_at(from, ground);
    if (!settings.empty()) result.value = settings.front()->value;
  } else {
    const Found found = look_up(from, ground);
    if (found.state == State::known) result.value = *found.value;
    if (found.state == State::unknown) result.value = Value::unknown(*found.why);
  }
  if (result.value.is_known()) {
    for (const TracedText& item : result.value.items) {
      if (fact.may_be(item.text())) continue;
      result.value = Value::unknown(fmt::format("'{}' is no value of '{}'", clipped(item.text()), fact.name));
      return result;
    }
  }
  Spot spot;
  if (!alternative.at.empty()) {
    spot = find_spot(alternative.at, evidence.witnesses, ground, *this);
    result.at = spot.at;
    result.path = spot.path;
    result.name = spot.name;
  }
  result.because = render(alternative.because, {.ground = ground, .spot = &spot, .witnesses = &evidence.witnesses}, *this);
  return result;
}

FactResult Evaluator::compute(const Fact& fact, const Ground& ground) {
  struct Open {
    std::string value;
    Doubt doubt;
  };
  std::vector<Open> open;  // alternatives that may hold
  const auto unless_open = [&](FactResult result) {
    for (const Open& other : open) {
      if (result.value.is_known() && !result.value.is_list && result.value.text() == other.value) continue;
      FactResult unknown;
      unknown.value = Value::unknown(other.doubt.why);
      unknown.at = other.doubt.at;
      return unknown;
    }
    return result;
  };
  for (const Alternative& alternative : fact.alternatives) {
    if (alternative.where && holds(*alternative.where, ground) == Truth::no) continue;
    const Verdict verdict = alternative.where ? evaluate(*alternative.where, ground) : Verdict{};
    if (verdict.truth == Truth::yes) return unless_open(settle(fact, alternative, verdict, ground));
    Doubt doubt = verdict.doubt.value_or(Doubt{});
    if (alternative.copied) {
      FactResult unknown;
      unknown.value = Value::unknown(std::move(doubt.why));
      unknown.at = doubt.at;
      return unknown;
    }
    open.push_back({alternative.value, std::move(doubt)});
  }
  FactResult result;
  if (fact.otherwise) result.value = Value::known(TracedText::made(*fact.otherwise));
  return unless_open(std::move(result));
}

}  // namespace fabriclint
