// SPDX-License-Identifier: Apache-2.0
// The entries `[[suppress]]` of a project file: findings that are fine in files where no comment can stand, because a program writes them.
// As with comments (suppress/comment.h) the rules and the reason are mandatory, the date is not, and an entry that has expired or
// suppresses nothing is reported, by the same rules and with its place in the project file.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "rule/check.h"
#include "suppress/comment.h"
#include "text/path_glob.h"
#include "text/source.h"
#include "text/span.h"
#include "toml/fields.h"

namespace fabriclint {

struct ProjectSuppression {
  std::vector<std::string> match;  // patterns
  Span match_at;
  std::vector<toml::Text> rules;
  std::optional<Day> until;  // the last day on which it counts
  Span until_at;
};

// `rules`: those that there are; `fixed`: those among them that cannot be suppressed.
[[nodiscard]] std::vector<ProjectSuppression> read_suppressions(toml::Fields& project, const std::vector<std::string>& rules,
                                                                const std::vector<std::string>& fixed, toml::Diagnostics& diagnostics);

// The part of a pattern in front of its first `*` that a path begins with; empty for a pattern that matches at any depth.
[[nodiscard]] std::string fixed_part(std::string_view pattern);

class ProjectSuppressions {
 public:
  // `files[i]`: the path of source i below the folder of the project file; empty when it lies elsewhere. A suppression counts up to and on
  // its last day.
  ProjectSuppressions(std::span<const ProjectSuppression> entries, std::span<const std::string> files, Day today);

  // Whether an entry covers the finding; remembers which ones were of use. Safe from many threads.
  [[nodiscard]] bool covers(const Finding& finding) const;

  // What a run has seen of the files that an entry is about.
  struct Seen {
    std::function<bool(std::string_view pattern)> all;   // whether every file that a pattern can match was judged if it is there
    std::function<bool(SourceId file)> settled;          // whether all was found in a file, or it was only context
    std::function<bool(std::string_view rule)> applies;  // whether the rule is on in this run
  };
  // That an entry is unused is said only where the run has seen all.
  [[nodiscard]] std::vector<Problem> problems(const Seen& seen) const;

 private:
  std::vector<ProjectSuppression> entries_;
  std::vector<std::size_t> first_;                    // of each entry: the number of its first rule
  mutable std::vector<std::atomic<bool>> used_;       // by the number of a rule
  std::vector<std::vector<std::uint32_t>> matching_;  // by source: the entries that match
  Day today_;
};

}  // namespace fabriclint
