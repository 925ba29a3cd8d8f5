// SPDX-License-Identifier: Apache-2.0
// Rules about a pair: what two containers of opposite roles must agree in.
#pragma once

#include <span>

#include "model/deployment.h"
#include "rule/evaluate.h"
#include "rule/judge.h"
#include "rule/rule.h"

namespace fabriclint {

// For every container of the second role and every setting of `same`, at most one finding: the first container of the first role that
// differs; and at most one open question. `when` and `where` must hold of both. Lists are compared as sets. Only ends that agree in all of
// `alike` are a pair. The ends stand in one deployment; or, when it has none of the first role, the first ends are those of the one other
// deployment of its file that has a role, or, where none has, of its recipe: several such deployments may be several models, and nothing
// says which belong together. Linear in the number of containers, but for looking through the other deployments.
void judge_pairs(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator,
                 Judgement& judgement);

}  // namespace fabriclint
