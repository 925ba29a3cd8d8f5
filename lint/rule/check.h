// SPDX-License-Identifier: Apache-2.0
// Checks are what TOML cannot say, written in C++ and named by a rule with `check`. One explicit table lists them all.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"
#include "yaml/node.h"

namespace fabriclint {

// So far all checks are about a file and not about what it deploys: its YAML, its comments.
struct Check {
  std::string_view name;     // "yaml.syntax"
  std::string_view summary;  // one sentence, for `fabriclint explain`
};

// What a check has found; the rule that names the check gives it an id, a level and a reason.
struct Problem {
  std::string_view check;  // its name
  Span at;
  std::string message;
  std::string help = {};  // what to write instead; what the rule says when empty
  Span context = {};      // another place that explains it, with a few words; empty words when there is none
  std::string context_text = {};
};

[[nodiscard]] std::span<const Check> checks();
// The check of that name, or null.
[[nodiscard]] const Check* check_named(std::string_view name);

// What the reader has found in the YAML of a file.
[[nodiscard]] std::vector<Problem> problems_of(const yaml::Stream& stream);

}  // namespace fabriclint
