// SPDX-License-Identifier: Apache-2.0
#include "rule/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "rule/check.h"
#include "rule/evaluate.h"
#include "rule/judge_pair.h"
#include "rule/report_finding.h"
#include "rule/spot.h"

namespace fabriclint {
namespace {

// Whether the part is one that the rule is for.
Truth applies_to(const Rule& rule, const Ground& ground, Evaluator& evaluator, Evidence* evidence) {
  const std::optional<Condition>& when = rule.terms->when;
  return when ? evaluator.evaluate(*when, ground, false, evidence) : Truth::yes;
}

// Whether the rule applies (`applies`), and whether what it asks is violated; adds what decided the latter.
Truth violated(const Rule& rule, const Ground& ground, Evaluator& evaluator, Truth applies, Evidence* evidence) {
  Truth result = applies;
  const auto add = [&](const std::optional<Condition>& condition, bool negated, bool absent_holds) {
    if (!condition || result == Truth::no) return;
    OwnEvidence own(evidence);
    const Truth one = evaluator.evaluate(*condition, ground, absent_holds, own.wanted());
    result = both(result, negated ? opposite(one) : one);
    own.keep();
  };
  const Terms& terms = *rule.terms;
  add(terms.where, false, false);
  add(terms.forbid, false, false);
  add(terms.require, true, terms.absent_satisfies);
  return result;
}

// Most parts violate nothing, so that the truth is asked first and evidence only for what is reported.
void judge_part(const Rule& rule, const Ground& ground, Evaluator& evaluator, Truth applies, Judgement& judgement) {
  if (violated(rule, ground, evaluator, applies, nullptr) == Truth::no) return;
  Verdict verdict;
  verdict.truth = applies_to(rule, ground, evaluator, &verdict);
  verdict.truth = violated(rule, ground, evaluator, verdict.truth, &verdict);
  if (verdict.truth == Truth::maybe) {
    judgement.undecided.push_back(undecided(rule, ground, verdict, levels_of(rule).strongest));
  } else {
    judgement.findings.push_back(finding_of(rule, ground, verdict, evaluator));
  }
}

void judge_settings(const Rule& rule, const Ground& part, Evaluator& evaluator, Judgement& judgement) {
  std::vector<const Setting*> settings;
  const std::vector<Path>& paths = rule.terms->settings;
  for (const Path& path : paths) {
    if (path.scope == part.scope) evaluator.add_settings_at(path, part, settings);
  }
  if (settings.empty()) return;
  if (paths.size() > 1) {
    std::sort(settings.begin(), settings.end(), [](const Setting* a, const Setting* b) { return a->path < b->path; });
    settings.erase(std::unique(settings.begin(), settings.end()), settings.end());
  }
  std::optional<Truth> of_all;  // what `when` says, if it says the same of every setting
  if (!rule.terms->when_asks_setting) of_all = applies_to(rule, part, evaluator, nullptr);
  if (of_all == Truth::no) return;
  for (const Setting* setting : settings) {
    Ground ground = part;
    ground.bound = setting;
    judge_part(rule, ground, evaluator, of_all ? *of_all : applies_to(rule, ground, evaluator, nullptr), judgement);
  }
}

// A deployment and its parts, by their levels.
using Parts = std::array<std::vector<Ground>, kScopes>;

Parts parts_of(const Deployment& deployment) {
  Parts parts;
  const auto add = [&](const Ground& part) { parts.at(static_cast<std::size_t>(part.scope)).push_back(part); };
  const Ground whole = ground_of(deployment);
  add(whole);
  for (const Component& component : deployment.components) {
    const Ground pod = ground_of(whole, component);
    add(pod);
    for (const Container& container : component.containers) {
      const Ground inner = ground_of(pod, container);
      add(inner);
      for (const Connector& connector : container.connectors) add(ground_of(inner, connector));
    }
  }
  return parts;
}

bool asks_at(const Rule& rule, Scope level) {
  const std::vector<Path>& paths = rule.terms->settings;
  return std::any_of(paths.begin(), paths.end(), [&](const Path& path) { return path.scope == level; });
}

void judge_rule(const Rule& rule, const Parts& parts, Evaluator& evaluator, Judgement& judgement) {
  if (rule.each != Each::setting) {
    for (const Ground& part : parts.at(static_cast<std::size_t>(scope_of(rule.each)))) {
      judge_part(rule, part, evaluator, applies_to(rule, part, evaluator, nullptr), judgement);
    }
    return;
  }
  for (const Scope level : {Scope::deployment, Scope::component, Scope::container, Scope::connector}) {
    if (!asks_at(rule, level)) continue;
    for (const Ground& part : parts.at(static_cast<std::size_t>(level))) judge_settings(rule, part, evaluator, judgement);
  }
}

std::vector<FactValue> facts_at(const Ruleset& ruleset, const Ground& ground, Evaluator& evaluator) {
  std::vector<FactValue> values;
  for (std::size_t index = 0; index < ruleset.facts.size(); ++index) {
    if (ruleset.facts[index].each != ground.scope) continue;
    const FactReason& reason = evaluator.reason(index, ground);
    values.push_back({ruleset.facts[index].name, *evaluator.fact(index, ground).value, reason.because, reason.at});
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

// Gives the findings from `first` on the levels that the project says.
void relevel(const Ruleset& ruleset, const LevelOf& level_of, std::size_t first, std::vector<Finding>& findings) {
  const auto off = [&](Finding& finding) { return !relevel(ruleset, level_of, finding); };
  findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(first), findings.end(), off), findings.end());
}

// Drops the doubts from `first` on about rules that are off where they arose.
void drop_off(const Ruleset& ruleset, const LevelOf& level_of, std::size_t first, std::vector<Undecided>& doubts) {
  const auto off = [&](const Undecided& doubt) {
    const Rule* rule = ruleset.find(doubt.rule);
    return rule != nullptr && !level_of(*rule, rule->level, doubt.at.source);
  };
  doubts.erase(std::remove_if(doubts.begin() + static_cast<std::ptrdiff_t>(first), doubts.end(), off), doubts.end());
}

// Moves what is suppressed of the findings from the `first` on.
void set_apart(const IsSuppressed& is_suppressed, std::size_t first, Judgement& judgement) {
  const auto begin = judgement.findings.begin() + static_cast<std::ptrdiff_t>(first);
  const auto kept = std::stable_partition(begin, judgement.findings.end(), [&](const Finding& finding) { return !is_suppressed(finding); });
  std::move(kept, judgement.findings.end(), std::back_inserter(judgement.suppressed));
  judgement.findings.erase(kept, judgement.findings.end());
}

}  // namespace

bool relevel(const Ruleset& ruleset, const LevelOf& level_of, Finding& finding) {
  const Rule* rule = level_of ? ruleset.find(finding.rule) : nullptr;
  if (rule == nullptr) return true;
  const std::optional<Level> level = level_of(*rule, finding.level, finding.at.source);
  finding.level = level.value_or(finding.level);
  return level.has_value();
}

Judgement judge(const Ruleset& ruleset, std::span<const Deployment> recipe, const IsSuppressed& is_suppressed, const LevelOf& level_of) {
  Judgement judgement;
  Evaluator evaluator(ruleset, recipe);
  for (const Deployment& deployment : recipe) {
    if (deployment.context) continue;
    const std::size_t findings = judgement.findings.size();
    const std::size_t suppressed = judgement.suppressed.size();
    const std::size_t undecided = judgement.undecided.size();
    const Parts parts = parts_of(deployment);
    for (const Rule& rule : ruleset.rules) {
      if (rule.check != nullptr) continue;
      if (rule.each == Each::pair) {
        judge_pairs(rule, deployment, recipe, evaluator, judgement);
      } else {
        judge_rule(rule, parts, evaluator, judgement);
      }
    }
    // In this order, so that a suppression of what is off in its file is of use: elsewhere, or tomorrow, it may be on.
    if (is_suppressed) set_apart(is_suppressed, findings, judgement);
    if (level_of) {
      relevel(ruleset, level_of, findings, judgement.findings);
      relevel(ruleset, level_of, suppressed, judgement.suppressed);
      drop_off(ruleset, level_of, undecided, judgement.undecided);
    }
    judgement.verdicts.push_back(verdict_of(deployment, std::span(judgement.findings).subspan(findings),
                                            std::span(judgement.undecided).subspan(undecided), evaluator));
  }
  return judgement;
}

std::vector<Finding> judge_problems(const Ruleset& ruleset, std::span<const Problem> problems, const LevelOf& level_of) {
  std::vector<Finding> findings;
  if (problems.empty()) return findings;
  const Deployment none;
  Evaluator evaluator(ruleset, {});
  for (const Rule& rule : ruleset.rules) {
    if (rule.check == nullptr) continue;
    for (const Problem& problem : problems) {
      if (problem.check != rule.check->name) continue;
      const Words& words = rule.voice->words;
      const Spot spot{.at = problem.at, .path = {}, .name = {}, .value = {}, .item = {}};
      const Speech speech{.ground = ground_of(none), .spot = &spot, .problem = problem.message};
      Finding finding;
      finding.rule = rule.id;
      finding.level = rule.level;
      finding.at = problem.at;
      finding.message = words.message.empty() ? problem.message : render(words.message, speech, evaluator);
      finding.pointer = render(words.pointer, speech, evaluator);
      finding.help = problem.help.empty() ? render(words.help, speech, evaluator) : problem.help;
      if (!problem.context_text.empty()) finding.labels.push_back({problem.context, problem.context_text});
      if (relevel(ruleset, level_of, finding)) findings.push_back(std::move(finding));
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
