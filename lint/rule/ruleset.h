// SPDX-License-Identifier: Apache-2.0
// A ruleset: rules, facts, named sets, transport tables and engines, loaded from TOML and checked like any input. docs/rule-language.md
// describes the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "rule/rule.h"
#include "text/source.h"
#include "vocabulary/engine.h"

namespace fabriclint {

struct Ruleset {
  std::vector<Rule> rules;  // in order of their ids
  Engines engines;

  [[nodiscard]] const Rule* find(std::string_view id) const;
};

struct LoadedRuleset {
  Ruleset ruleset;                // use it only when `problems` holds no error
  std::vector<Finding> problems;  // each with a span in the TOML and a suggestion where one exists
};

// Loads TOML sources together: rules may use facts, sets and tables of any of them. Loading goes on after a problem, so all are reported.
[[nodiscard]] LoadedRuleset load_ruleset(const SourceSet& sources, const std::vector<SourceId>& files);

}  // namespace fabriclint
