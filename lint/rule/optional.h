// SPDX-License-Identifier: Apache-2.0
// Rules that are off by default: a rule with `ruleset = "NAME"` applies only when that name is asked for (`check --enable NAME`). They are
// loaded and checked like the others, so that they can be listed, explained and tested.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rule/ruleset.h"

namespace fabriclint {

// The names that rules have in `ruleset`, sorted, each once.
[[nodiscard]] std::vector<std::string> optional_rulesets(const Ruleset& ruleset);

// Takes the rules out whose `ruleset` is not among `enabled`; Ruleset::off keeps their ids.
void leave_out_optional(Ruleset& ruleset, std::span<const std::string> enabled);

}  // namespace fabriclint
