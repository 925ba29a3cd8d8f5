// SPDX-License-Identifier: Apache-2.0
// What the verdicts say, in the words that `check` and `model` share: one line for each deployment that is not ready, and what to run on
// the cluster next.
#pragma once

#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "report/report.h"
#include "rule/verdict.h"

namespace fabriclint {

// More blocked or gapped deployments than these are counted only.
inline constexpr std::size_t kMostVerdictLines = 10;

// "blocked by 2 errors: ucx-tls-no-rdma, nixl-backend-not-libfabric-on-efa", "ready". At most three rules are named for each outcome. Plain
// text; it holds words of the manifest, made printable.
[[nodiscard]] std::string verdict_sentence(const DeploymentVerdict& verdict, const SourceSet& sources);

// The colour of a verdict.
[[nodiscard]] std::string_view paint_of(Readiness readiness);

// Blocked deployments, then those with gaps; a single ready one by name, several by their number. Nothing without verdicts.
void write_verdicts(std::ostream& out, std::span<const DeploymentVerdict> verdicts, const SourceSet& sources, bool color);

// How to prove it on the cluster, each way once. Only for what is not blocked: measuring what is known to be broken tells nothing.
void write_next_steps(std::ostream& out, std::span<const DeploymentVerdict> verdicts, bool color);

}  // namespace fabriclint
