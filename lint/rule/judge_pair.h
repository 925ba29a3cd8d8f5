// SPDX-License-Identifier: Apache-2.0
// Rules about a pair: what two containers of opposite roles must agree in.
#pragma once

#include "model/deployment.h"
#include "rule/evaluate.h"
#include "rule/judge.h"
#include "rule/rule.h"

namespace fabriclint {

// For every container of the second role and every setting of `same`, at most one finding: the first container of the first role that
// differs. `when` and `where` must hold of both. Lists are compared as sets. Linear in the number of containers.
void judge_pairs(const Rule& rule, const Deployment& deployment, Evaluator& evaluator, Judgement& judgement);

}  // namespace fabriclint
