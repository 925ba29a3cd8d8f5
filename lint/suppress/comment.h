// SPDX-License-Identifier: Apache-2.0
// Reads the comments by which people say that a finding is fine where it is:
//
//   # fabriclint: ignore[rule-id, other-id] reason (until 2027-01-31)
//   # fabriclint: ignore-file[rule-id] reason
//
// One comment line may hold several, and other comments before and after: each begins at a '#' and ends at the next one that stands
// between blanks. The rules and the reason are mandatory, the date is not. It knows neither rules nor findings: whether a rule exists, and
// what the comment covers, is the business of apply.h and extent.h. What cannot be read is a fault with a place, and never half a
// suppression.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"

namespace fabriclint {

using Day = std::chrono::sys_days;

struct NamedRule {
  std::string id;  // as written, so perhaps of no rule
  Span at;
};

struct Suppression {
  // Why it suppresses nothing.
  struct Fault {
    Span at;
    std::string message;
    std::string help;
  };

  Span at;  // from "fabriclint:" to its last word
  bool whole_file = false;
  std::vector<NamedRule> rules;
  std::string_view reason;   // in the text of the source
  std::optional<Day> until;  // the last day on which it counts
  Span until_at;             // the date
  std::optional<Fault> fault;
  bool blanket = false;  // its fault is that it names no rule
};

// False when a text holds no suppression: few files do.
[[nodiscard]] bool may_suppress(std::string_view text);
// The suppressions in one comment, which `comment` is the span of.
[[nodiscard]] std::vector<Suppression> suppressions_in(const Source& source, Span comment);

// "2027-01-31"; nothing for what is no day of the calendar, or written otherwise.
[[nodiscard]] std::optional<Day> day_of(std::string_view text);
[[nodiscard]] std::string written(Day day);

}  // namespace fabriclint
