// SPDX-License-Identifier: Apache-2.0
// Applies a ruleset to deployments: computes the facts, evaluates every rule on every part it is about, in three-valued logic. A rule
// speaks only when it is sure; what it could not decide is returned beside the findings.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "model/deployment.h"
#include "rule/check.h"
#include "rule/ruleset.h"
#include "rule/verdict.h"

namespace fabriclint {

// A rule that would have had to know something unknown.
struct Undecided {
  std::string rule;
  Subject subject;
  std::string why;  // of the first unknown value met
  Span at;
  Level level = Level::error;  // the strongest that it might have given
};

struct Judgement {
  std::vector<Finding> findings;    // unsorted
  std::vector<Finding> suppressed;  // likewise
  std::vector<Undecided> undecided;
  std::vector<std::optional<DeploymentVerdict>> verdicts;  // one for each deployment that is judged
};

// What a project says instead of the level that a rule gives a finding in a file; nothing: the rule is off there.
using LevelOf = std::function<std::optional<Level>(const Rule& rule, Level own, SourceId file)>;

// Whether somebody has said that a finding is fine where it is (suppress/apply.h). Asked once for each finding.
using IsSuppressed = std::function<bool(const Finding&)>;

// `recipe`: the deployments that are deployed together; those that are only context are asked and not judged. What is suppressed is set
// apart, and no verdict counts it.
[[nodiscard]] Judgement judge(const Ruleset& ruleset, std::span<const Deployment> recipe, const IsSuppressed& is_suppressed = {},
                              const LevelOf& level_of = {});

// Gives a finding the level that the project says; false when its rule is off there.
[[nodiscard]] bool relevel(const Ruleset& ruleset, const LevelOf& level_of, Finding& finding);

// What checks have found in a file, as findings of the rules that name them.
[[nodiscard]] std::vector<Finding> judge_problems(const Ruleset& ruleset, std::span<const Problem> problems, const LevelOf& level_of = {});

// A fact as computed for one part, for `fabriclint model`.
struct FactValue {
  std::string name;
  Value value;
  std::string because;  // the sentence of the alternative that held; empty for a default
  Span at;              // its evidence; empty when there is none
};

// Facts of a deployment and of everything in it, in the shape of the model.
struct ContainerFacts {
  std::vector<FactValue> facts;
  std::vector<std::vector<FactValue>> connectors;
};
struct DeploymentFacts {
  std::vector<FactValue> facts;
  std::vector<std::vector<ContainerFacts>> components;  // [component][container]
};
// One for each deployment of a recipe that is not only context.
[[nodiscard]] std::vector<DeploymentFacts> facts_of(const Ruleset& ruleset, std::span<const Deployment> recipe);

}  // namespace fabriclint
