// SPDX-License-Identifier: Apache-2.0
// What a project says about the levels of rules: the tables `[levels]`, for all files, and `[[path]]`, for those that a pattern matches.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "text/path_glob.h"
#include "text/span.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

// One line: "rule-id" = "error". Nothing means off.
struct RuleLevel {
  std::string rule;
  std::optional<Level> level;
  Span at;  // the level
};

struct PathLevels {
  std::vector<std::string> match;  // patterns
  std::vector<RuleLevel> levels;
};

[[nodiscard]] std::vector<RuleLevel> read_levels(const toml::Node& table, const std::vector<std::string>& rules,
                                                 toml::Diagnostics& diagnostics);
[[nodiscard]] std::vector<PathLevels> read_path_levels(toml::Fields& project, const std::vector<std::string>& rules,
                                                       toml::Diagnostics& diagnostics);
// Patterns over paths below the folder of the project file; one that could never match is a problem.
[[nodiscard]] std::vector<std::string> read_patterns(toml::Fields& fields, std::string_view key, toml::Diagnostics& diagnostics);

// The level of a finding to which its rule gives `own`, when the project sets the rule, whose own level is `of_rule`, to `set`: what the
// rule says more weakly than its own level stays as weak, all else becomes `set`. So nothing is stronger than what the project says.
[[nodiscard]] Level overridden(Level own, Level of_rule, Level set);

// Levels by rule and file. Of several entries that match a file the last that names the rule counts; without one, `[levels]` does.
class Levels {
 public:
  Levels() = default;
  // `files[i]`: the path of source i below the folder of the project file; empty when it lies elsewhere.
  Levels(std::span<const RuleLevel> everywhere, std::span<const PathLevels> paths, std::span<const std::string> files);

  [[nodiscard]] bool empty() const { return everywhere_.empty() && paths_.empty(); }
  // Nothing: the rule is off in that file.
  [[nodiscard]] std::optional<Level> of(std::string_view rule, Level of_rule, Level own, SourceId file) const;

 private:
  std::vector<RuleLevel> everywhere_;                 // sorted by rule
  std::vector<PathLevels> paths_;                     // the levels of each sorted by rule
  std::vector<std::vector<std::uint32_t>> matching_;  // by source: the entries that match, in order
};

}  // namespace fabriclint
