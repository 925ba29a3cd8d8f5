// SPDX-License-Identifier: Apache-2.0
// What the findings and the open questions of one disaggregated deployment add up to: whether its KV cache can be expected to travel as it
// was meant to. A verdict belongs to a deployment whose fact `disaggregated` is true; where that is false or not known, and for a Kustomize
// patch (which runs only with its base), there is none.
//
//   blocked   a finding of level error is about the deployment or a part of it
//   gaps      no error, but a warning, or a rule that could not be decided
//   ready     neither
//
// Every rule counts with the level that its finding has, also below `--min-level`: hiding a finding mends nothing. Notes never count. An
// undecided rule counts when it can give an error or a warning and asked the deployment as a whole or a part that may be a worker: one
// whose fact `worker` is not known to be false. Findings about the YAML of a file (yaml-*) are about no deployment and do not count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "text/span.h"

namespace fabriclint {

struct Deployment;
struct Undecided;
class Evaluator;

enum class Readiness : std::uint8_t { ready, gaps, blocked };
[[nodiscard]] std::string_view name_of(Readiness readiness);

// One rule that kept the deployment from being ready.
struct Reason {
  enum class Outcome : std::uint8_t { error, warning, undecided };
  Outcome outcome = Outcome::warning;
  std::string rule;
  std::size_t places = 0;  // findings: how many, those at one place counted once; undecided: how often
  std::string why;         // undecided: the reason why it is not known, the first time
  Span at;                 // undecided: what is not known; empty when nothing is written
};
[[nodiscard]] std::string_view name_of(Reason::Outcome outcome);

struct DeploymentVerdict {
  std::string deployment;
  Span at;  // its name
  Readiness readiness = Readiness::ready;
  std::vector<Reason> reasons;  // errors, warnings, undecided; each in order of the rules' ids, each rule once
  // What to run on the cluster to prove it, the fact `next-step`: the first line says where, the others are the command. Empty when the
  // fact is not known.
  std::string next_step;
};

// `findings` and `undecided` are those of this deployment.
[[nodiscard]] std::optional<DeploymentVerdict> verdict_of(const Deployment& deployment, std::span<const Finding> findings,
                                                          std::span<const Undecided> undecided, Evaluator& evaluator);

}  // namespace fabriclint
