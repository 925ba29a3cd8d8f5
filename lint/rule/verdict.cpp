// SPDX-License-Identifier: Apache-2.0
#include "rule/verdict.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "model/deployment.h"
#include "rule/evaluate.h"
#include "rule/judge.h"

namespace fabriclint {
namespace {

// The value of a fact; absent when the ruleset has no such fact.
Value fact_of(std::string_view name, const Ground& ground, Evaluator& evaluator) {
  const std::vector<Fact>& facts = evaluator.ruleset().facts;
  const Fact* fact = evaluator.ruleset().find_fact(name);
  return fact == nullptr ? Value{} : *evaluator.fact(static_cast<std::size_t>(fact - facts.data()), ground).value;
}

bool is_true(const Value& value) {
  return value.is_known() && value.text() == "true";
}

// The parts that may run an engine: names of components, and of containers in them.
struct Workers {
  std::set<std::string_view> components;
  std::set<std::pair<std::string_view, std::string_view>> containers;

  [[nodiscard]] bool may_hold(const Subject& subject) const {
    if (subject.component.empty()) return true;
    if (subject.container.empty()) return components.contains(subject.component);
    return containers.contains({subject.component, subject.container});
  }
};

Workers workers_of(const Ground& whole, Evaluator& evaluator) {
  Workers workers;
  for (const Component& component : whole.deployment->components) {
    const Ground pod = ground_of(whole, component);
    for (const Container& container : component.containers) {
      const Value worker = fact_of("worker", ground_of(pod, container), evaluator);
      if (worker.state != State::unknown && !is_true(worker)) continue;
      workers.components.insert(component.name);
      workers.containers.emplace(component.name, container.name);
    }
  }
  return workers;
}

// Reasons by what they are and the rule.
using Reasons = std::map<std::pair<Reason::Outcome, std::string>, Reason>;

Reason& reason_for(Reasons& reasons, Reason::Outcome outcome, const std::string& rule) {
  Reason& reason = reasons[{outcome, rule}];
  reason.outcome = outcome;
  reason.rule = rule;
  return reason;
}

void add_findings(std::span<const Finding> findings, Reasons& reasons) {
  std::set<std::tuple<Level, std::string_view, Span>> seen;
  for (const Finding& finding : findings) {
    if (finding.level == Level::note) continue;
    const Reason::Outcome outcome = finding.level == Level::error ? Reason::Outcome::error : Reason::Outcome::warning;
    Reason& reason = reason_for(reasons, outcome, finding.rule);
    if (seen.emplace(finding.level, finding.rule, finding.at).second) ++reason.places;
  }
}

void add_undecided(std::span<const Undecided> undecided, const Ground& whole, Evaluator& evaluator, Reasons& reasons) {
  if (undecided.empty()) return;
  const Workers workers = workers_of(whole, evaluator);
  for (const Undecided& open : undecided) {
    if (open.level == Level::note || !workers.may_hold(open.subject)) continue;
    Reason& reason = reason_for(reasons, Reason::Outcome::undecided, open.rule);
    if (reason.places++ > 0) continue;
    reason.why = open.why;
    reason.at = open.at;
  }
}

}  // namespace

std::string_view name_of(Readiness readiness) {
  switch (readiness) {
    case Readiness::ready:
      return "ready";
    case Readiness::gaps:
      return "gaps";
    case Readiness::blocked:
      return "blocked";
  }
  return "";
}

std::string_view name_of(Reason::Outcome outcome) {
  switch (outcome) {
    case Reason::Outcome::error:
      return "error";
    case Reason::Outcome::warning:
      return "warning";
    case Reason::Outcome::undecided:
      return "undecided";
  }
  return "";
}

std::optional<DeploymentVerdict> verdict_of(const Deployment& deployment, std::span<const Finding> findings,
                                            std::span<const Undecided> undecided, Evaluator& evaluator) {
  const Ground whole = ground_of(deployment);
  const bool fragment = deployment.gap("") != nullptr;
  if (fragment || !is_true(fact_of("disaggregated", whole, evaluator))) return std::nullopt;

  Reasons reasons;
  add_findings(findings, reasons);
  add_undecided(undecided, whole, evaluator, reasons);
  DeploymentVerdict verdict{
      .deployment = deployment.name, .at = deployment.span, .readiness = Readiness::ready, .reasons = {}, .next_step = {}};
  for (auto& [key, reason] : reasons) {
    verdict.readiness = std::max(verdict.readiness, key.first == Reason::Outcome::error ? Readiness::blocked : Readiness::gaps);
    verdict.reasons.push_back(std::move(reason));
  }
  const Value next = fact_of("next-step", whole, evaluator);
  if (next.is_known()) verdict.next_step = next.text();
  return verdict;
}

}  // namespace fabriclint
