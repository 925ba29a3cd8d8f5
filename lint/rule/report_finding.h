// SPDX-License-Identifier: Apache-2.0
// From a verdict to a finding: which variant speaks, where it points, what explains it.
#pragma once

#include "finding/finding.h"
#include "rule/evaluate.h"
#include "rule/judge.h"
#include "rule/rule.h"
#include "rule/spot.h"

namespace fabriclint {

// What a finding is made of.
struct Choice {
  const Words* words = nullptr;
  Level level = Level::warning;
};

// The words of the first variant that holds, else the rule's own. When it is unknown whether an earlier variant holds, its words may not be
// true and are not used; its level is, if it is weaker.
[[nodiscard]] Choice choose(const Rule& rule, const Ground& ground, Evaluator& evaluator, std::vector<Witness>& witnesses);

[[nodiscard]] Finding finding_of(const Rule& rule, const Ground& ground, const Verdict& verdict, Evaluator& evaluator);

// The same when the place is known: everything but the place comes from what was chosen.
[[nodiscard]] Finding finding_at(const Rule& rule, const Choice& choice, const Speech& speech, Evaluator& evaluator);

// `level`: the strongest that the finding might have had.
[[nodiscard]] Undecided undecided(const Rule& rule, const Ground& ground, const Verdict& verdict, Level level);

[[nodiscard]] Subject subject_of(const Ground& ground, std::string path);

}  // namespace fabriclint
