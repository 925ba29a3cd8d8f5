// SPDX-License-Identifier: Apache-2.0
// Applies a ruleset to deployments: computes the facts, evaluates every rule on every part it is about, in three-valued logic. A rule
// speaks only when it is sure; what it could not decide is returned beside the findings.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "model/deployment.h"
#include "rule/ruleset.h"
#include "rule/verdict.h"
#include "yaml/node.h"

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
  std::vector<Finding> findings;  // unsorted
  std::vector<Undecided> undecided;
  std::vector<std::optional<DeploymentVerdict>> verdicts;  // one for each deployment that is judged
};

// `recipe`: the deployments that are deployed together; those that are only context are asked and not judged.
[[nodiscard]] Judgement judge(const Ruleset& ruleset, std::span<const Deployment> recipe);

// The problems of a file's YAML as findings of the rules that check for them.
[[nodiscard]] std::vector<Finding> judge_problems(const Ruleset& ruleset, const std::vector<yaml::Problem>& problems);

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
