// SPDX-License-Identifier: Apache-2.0
// The page of a rule and the index of all pages, as Markdown: docs/rules is made of them. They say what the TOML says, not which levels a
// project file sets, and show what `check` prints for the first example that fires; running it is the caller's part, because report/ knows
// no manifests.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"

namespace fabriclint {

struct RulePage {
  const Rule& rule;
  std::string_view file;             // the TOML it stands in
  std::string_view link = {};        // where the page finds that file; empty: nowhere
  const Example* example = nullptr;  // the first that fires, or null
  std::string report;                // what `check` prints for it
};

// Everything that the rule may advise, each once.
[[nodiscard]] std::vector<std::string> advice_of(const Rule& rule);

void write_rule_page(std::ostream& out, const RulePage& page);

// By subject and by level, with links to "RULE-ID.md".
void write_rule_index(std::ostream& out, std::span<const Rule> rules);

}  // namespace fabriclint
