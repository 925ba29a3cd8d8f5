// SPDX-License-Identifier: Apache-2.0
// Checks are what TOML cannot say, written in C++ and named by a rule with `check`. One explicit table lists them all.
#pragma once

#include <span>
#include <string_view>

#include "yaml/node.h"

namespace fabriclint {

// So far all checks are about the YAML of a file: the reader has found the problem, the rule gives it an id, a level and a reason.
struct Check {
  std::string_view name;     // "yaml.syntax"
  std::string_view summary;  // one sentence, for `fabriclint explain`
  yaml::ProblemKind problem = yaml::ProblemKind::syntax;
};

[[nodiscard]] std::span<const Check> checks();
// The check of that name, or null.
[[nodiscard]] const Check* check_named(std::string_view name);

}  // namespace fabriclint
