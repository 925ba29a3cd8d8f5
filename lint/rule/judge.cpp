// SPDX-License-Identifier: Apache-2.0
#include "rule/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rule/check.h"
#include "rule/evaluate.h"
#include "rule/judge_pair.h"
#include "rule/report_finding.h"
#include "rule/spot.h"

namespace fabriclint {
namespace {

// Whether the rule applies, and whether what it asks is violated; with what decided both.
Verdict violation(const Rule& rule, const Ground& ground, Evaluator& evaluator) {
  Verdict verdict;
  const auto add = [&](const std::optional<Condition>& condition, bool negated, bool absent_holds) {
    if (!condition || verdict.truth == Truth::no) return;
    Verdict one = evaluator.evaluate(*condition, ground, absent_holds);
    verdict.truth = both(verdict.truth, negated ? opposite(one.truth) : one.truth);
    if (!verdict.doubt) verdict.doubt = std::move(one.doubt);
    std::move(one.witnesses.begin(), one.witnesses.end(), std::back_inserter(verdict.witnesses));
  };
  add(rule.when, false, false);
  add(rule.where, false, false);
  add(rule.forbid, false, false);
  add(rule.require, true, rule.absent_satisfies);
  return verdict;
}

void judge_part(const Rule& rule, const Ground& ground, Evaluator& evaluator, Judgement& judgement) {
  const Verdict verdict = violation(rule, ground, evaluator);
  if (verdict.truth == Truth::no) return;
  if (verdict.truth == Truth::maybe) {
    judgement.undecided.push_back(undecided(rule, ground, verdict, levels_of(rule).strongest));
  } else {
    judgement.findings.push_back(finding_of(rule, ground, verdict, evaluator));
  }
}

void judge_settings(const Rule& rule, const Ground& part, Evaluator& evaluator, Judgement& judgement) {
  std::vector<const Setting*> settings;
  for (const Path& path : rule.settings) {
    if (path.scope != part.scope) continue;
    for (const Setting* setting : evaluator.settings_at(path, part)) settings.push_back(setting);
  }
  std::sort(settings.begin(), settings.end(), [](const Setting* a, const Setting* b) { return a->path < b->path; });
  settings.erase(std::unique(settings.begin(), settings.end()), settings.end());
  for (const Setting* setting : settings) {
    Ground ground = part;
    ground.bound = setting;
    judge_part(rule, ground, evaluator, judgement);
  }
}

// The level of the parts that the rule looks at one by one; of settings, the innermost that one of them has.
Scope scope_of(const Rule& rule) {
  if (rule.each == Each::setting) {
    const auto last =
        std::max_element(rule.settings.begin(), rule.settings.end(), [](const Path& a, const Path& b) { return a.scope < b.scope; });
    return last == rule.settings.end() ? Scope::container : last->scope;
  }
  return rule.each == Each::deployment  ? Scope::deployment
         : rule.each == Each::component ? Scope::component
         : rule.each == Each::connector ? Scope::connector
                                        : Scope::container;
}

void judge_rule(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator,
                Judgement& judgement) {
  if (rule.each == Each::pair) return judge_pairs(rule, deployment, recipe, evaluator, judgement);
  const Scope scope = scope_of(rule);
  const auto visit = [&](const Ground& ground) {
    if (rule.each == Each::setting) {
      judge_settings(rule, ground, evaluator, judgement);
    } else if (ground.scope == scope) {
      judge_part(rule, ground, evaluator, judgement);
    }
  };
  const Ground whole = ground_of(deployment);
  visit(whole);
  if (scope == Scope::deployment) return;
  for (const Component& component : deployment.components) {
    const Ground pod = ground_of(whole, component);
    visit(pod);
    if (scope == Scope::component) continue;
    for (const Container& container : component.containers) {
      const Ground inner = ground_of(pod, container);
      visit(inner);
      if (scope == Scope::container) continue;
      for (const Connector& connector : container.connectors) visit(ground_of(inner, connector));
    }
  }
}

std::vector<FactValue> facts_at(const Ruleset& ruleset, const Ground& ground, Evaluator& evaluator) {
  std::vector<FactValue> values;
  for (std::size_t index = 0; index < ruleset.facts.size(); ++index) {
    if (ruleset.facts[index].each != ground.scope) continue;
    const FactResult& fact = evaluator.fact(index, ground);
    values.push_back({ruleset.facts[index].name, fact.value, fact.because, fact.at});
  }
  return values;
}

DeploymentFacts facts_within(const Ruleset& ruleset, const Deployment& deployment, Evaluator& evaluator) {
  const Ground whole = ground_of(deployment);
  DeploymentFacts facts;
  facts.facts = facts_at(ruleset, whole, evaluator);
  for (const Component& component : deployment.components) {
    const Ground pod = ground_of(whole, component);
    std::vector<ContainerFacts>& containers = facts.components.emplace_back();
    for (const Container& container : component.containers) {
      const Ground inner = ground_of(pod, container);
      ContainerFacts& of_container = containers.emplace_back();
      of_container.facts = facts_at(ruleset, inner, evaluator);
      for (const Connector& connector : container.connectors) {
        of_container.connectors.push_back(facts_at(ruleset, ground_of(inner, connector), evaluator));
      }
    }
  }
  return facts;
}

}  // namespace

Judgement judge(const Ruleset& ruleset, std::span<const Deployment> recipe) {
  Judgement judgement;
  Evaluator evaluator(ruleset, recipe);
  for (const Deployment& deployment : recipe) {
    if (deployment.context) continue;
    const std::size_t findings = judgement.findings.size();
    const std::size_t undecided = judgement.undecided.size();
    for (const Rule& rule : ruleset.rules) {
      if (rule.check == nullptr) judge_rule(rule, deployment, recipe, evaluator, judgement);
    }
    judgement.verdicts.push_back(verdict_of(deployment, std::span(judgement.findings).subspan(findings),
                                            std::span(judgement.undecided).subspan(undecided), evaluator));
  }
  return judgement;
}

std::vector<Finding> judge_problems(const Ruleset& ruleset, const std::vector<yaml::Problem>& problems) {
  std::vector<Finding> findings;
  const Deployment none;
  Evaluator evaluator(ruleset, {});
  for (const Rule& rule : ruleset.rules) {
    if (rule.check == nullptr) continue;
    for (const yaml::Problem& problem : problems) {
      if (problem.kind != rule.check->problem) continue;
      const Spot spot{.at = problem.at, .path = {}, .name = {}, .value = {}, .item = {}};
      const Speech speech{.ground = ground_of(none), .spot = &spot, .problem = problem.message};
      Finding finding;
      finding.rule = rule.id;
      finding.level = rule.level;
      finding.at = problem.at;
      finding.message = rule.words.message.empty() ? problem.message : render(rule.words.message, speech, evaluator);
      finding.pointer = render(rule.words.pointer, speech, evaluator);
      finding.help = render(rule.words.help, speech, evaluator);
      if (!problem.context_text.empty()) finding.labels.push_back({problem.context, problem.context_text});
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

std::vector<DeploymentFacts> facts_of(const Ruleset& ruleset, std::span<const Deployment> recipe) {
  Evaluator evaluator(ruleset, recipe);
  std::vector<DeploymentFacts> facts;
  facts.reserve(recipe.size());
  for (const Deployment& deployment : recipe) {
    if (!deployment.context) facts.push_back(facts_within(ruleset, deployment, evaluator));
  }
  return facts;
}

}  // namespace fabriclint
