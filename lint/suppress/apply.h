// SPDX-License-Identifier: Apache-2.0
// The suppressions of one recipe while it is judged: reads the comments of its files, answers for each finding whether one covers it, and
// says at the end what is wrong with the comments: one that cannot be read, a rule that does not exist or cannot be suppressed, a date that
// has passed, a suppression that suppressed nothing. These are problems for checks (rule/check.h), so that their ids and levels are rules
// like all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "rule/check.h"
#include "rule/ruleset.h"
#include "suppress/comment.h"
#include "suppress/extent.h"
#include "text/source.h"
#include "yaml/node.h"

namespace fabriclint {

// Of one file, rules counted: who needs more wants the project file or a baseline. What is over is refused, so that a hostile file cannot
// make every finding be compared with a hundred thousand comments.
inline constexpr std::size_t kMostSuppressions = 1000;

class Suppressions {
 public:
  // All must outlive it. A suppression counts up to and on its last day.
  Suppressions(const Ruleset& ruleset, const SourceSet& sources, Day today) : ruleset_(ruleset), sources_(sources), today_(today) {}

  // Reads the comments of a file. Costs a look at the text when it holds no suppression.
  void read(const yaml::Stream& stream, SourceId id);

  // Whether a suppression covers the finding; remembers which ones were of use.
  [[nodiscard]] bool covers(const Finding& finding);

  // What is wrong with the suppressions of a file, when all findings were asked about. That one is unused is said only where `is_settled`:
  // where everything that can report in this part of the file was judged, and only of rules that apply in this run.
  using IsSettled = std::function<bool(Extent)>;
  [[nodiscard]] std::vector<Problem> problems(SourceId id, const IsSettled& is_settled) const;

 private:
  struct Named {
    NamedRule rule;
    bool used = false;
    std::optional<Span> elsewhere;  // the nearest finding of the rule in this file that is not covered
  };
  struct Active {
    Suppression suppression;
    Extent extent;
    std::vector<Named> rules;        // those that can be suppressed and exist
    std::set<std::string> reported;  // of a blanket one: the rules that report there
    bool expired = false;
  };
  struct File {
    std::vector<Active> active;
    std::vector<Problem> problems;  // of the comments themselves
  };

  void add(Suppression suppression, Span comment, Layout& layout, File& file);
  static void remember_place(const Finding& finding, File& file);
  [[nodiscard]] Problem unknown_rule(const NamedRule& rule) const;
  static void add_expired(const Active& active, std::vector<Problem>& problems);
  void add_unused(const Active& active, std::vector<Problem>& problems) const;

  const Ruleset& ruleset_;
  const SourceSet& sources_;
  Day today_;
  std::map<SourceId, File> files_;  // those that hold suppressions
};

}  // namespace fabriclint
