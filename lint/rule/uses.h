// SPDX-License-Identifier: Apache-2.0
// Which rules ask for a setting, for the pages of `fabriclint explain`.
#pragma once

#include <string_view>
#include <vector>

#include "rule/ruleset.h"

namespace fabriclint {

struct Use {
  const Rule* rule = nullptr;
  bool transports = false;  // it reads the value as a list of transports
};

// The rules that name the setting of that path, by itself or by a pattern, in what they are about or in a condition; in order of their ids.
[[nodiscard]] std::vector<Use> uses_of(const Ruleset& ruleset, std::string_view path);

// Whether a condition asks of the setting that a rule is about (each = "setting"), so that it may hold of one and not of another.
[[nodiscard]] bool asks_of_setting(const Condition& condition);

}  // namespace fabriclint
