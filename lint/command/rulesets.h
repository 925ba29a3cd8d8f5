// SPDX-License-Identifier: Apache-2.0
// The ruleset of a run: the built-in one and what --rules adds or replaces.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "command/files.h"
#include "manifest/recipe.h"
#include "rule/ruleset.h"
#include "text/source.h"
#include "toml/node.h"

namespace fabriclint {

struct RulesetRun {
  SourceSet sources;
  LoadedRuleset loaded;
  std::vector<ReadError> errors;  // paths that could not be read
  std::vector<SourceId> added;    // the sources that are not built in

  // Whether rules can be applied: everything was read, and no problem is an error.
  [[nodiscard]] bool usable() const;
};

// With examples the built-in rules are read from their text, which takes several times as long.
enum class Examples : std::uint8_t { without, with };

struct RulesetRequest {
  SourceSet sources = {};                             // to which the files are added
  std::vector<std::vector<std::string>> layers = {};  // files, or folders searched for *.toml, each layer on top of the one before
  const toml::Node* parameters = nullptr;             // of the project file (load_ruleset)
  Examples examples = Examples::without;
};

// Reads rules on top of the built-in ones.
[[nodiscard]] RulesetRun load_layers(RulesetRequest request);
[[nodiscard]] RulesetRun load_rules(const std::vector<std::string>& paths, Examples examples = Examples::without);

// Says on `err` what is wrong with a ruleset that is not usable.
void explain_unusable(const RulesetRun& run, bool color, std::ostream& err);

// What the manifest stage takes from a ruleset.
[[nodiscard]] ReadOptions read_options(const Ruleset& ruleset);

}  // namespace fabriclint
