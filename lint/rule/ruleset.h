// SPDX-License-Identifier: Apache-2.0
// A ruleset: rules, facts, named sets, transport tables and engines, loaded from TOML and checked like any input. docs/rule-language.md
// describes the language.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "rule/fact.h"
#include "rule/rule.h"
#include "text/source.h"
#include "toml/packed.h"
#include "vocabulary/decoder.h"
#include "vocabulary/engine.h"
#include "vocabulary/instance.h"
#include "vocabulary/object_types.h"
#include "vocabulary/operator.h"

namespace fabriclint {

// Members by name, by what the set holds: "resource", "transport", "text".
using Sets = std::map<std::string, std::map<std::string, Globs, std::less<>>, std::less<>>;

// It stays where it is: parts of its rules that are still to be made refer to it.
struct Ruleset {
  Ruleset() = default;
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;
  ~Ruleset() = default;

  std::vector<Rule> rules;       // in order of their ids
  std::vector<std::string> off;  // ids of rules that exist and do not apply in this run, sorted
  std::vector<Fact> facts;       // in order of their names
  Sets sets;
  Engines engines;      // in order of their names
  Instances instances;  // in order of their names
  OperatorAdditions operator_additions;
  ObjectTypes object_types;
  Vocabulary vocabulary;

  [[nodiscard]] const Rule* find(std::string_view id) const;
  [[nodiscard]] const Fact* find_fact(std::string_view name) const;
};

// The members of `[set.KIND.NAME]`, or null.
[[nodiscard]] Globs set_members(const Ruleset& ruleset, std::string_view kind, std::string_view name);
[[nodiscard]] std::vector<std::string> names_of_sets(const Ruleset& ruleset, std::string_view kind);

struct LoadedRuleset {
  std::unique_ptr<Ruleset> ruleset = std::make_unique<Ruleset>();  // use it only when `problems` holds no error
  std::vector<Finding> problems;                                   // each with a span in the TOML and a suggestion where one exists
};

// Loads TOML sources together: rules may use facts, sets and tables of any of them. What a later layer defines replaces what an earlier one
// defines under the same name; within one layer that is a problem. Loading goes on after a problem, so all are reported.
// `packed`: what the build has made of the files of the first layer (toml/packed.h), which outlives the ruleset. Such rules have no
// examples. Their terms and words, what decides facts, and the variables of catalogues are unpacked when something asks for them, and
// expressions are compiled at their first use: doing all that would cost more than a run. `chosen`: the table `[parameters]` of the project
// file; problems in it are of the rule "project".
[[nodiscard]] LoadedRuleset load_ruleset(const SourceSet& sources, const std::vector<std::vector<SourceId>>& layers,
                                         const toml::Packed& packed = {}, const toml::Node* chosen = nullptr);

}  // namespace fabriclint
