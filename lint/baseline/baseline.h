// SPDX-License-Identifier: Apache-2.0
// What was found once and is to be reported no more: the debts of an old repository. An entry says how often a rule may report about one
// subject (deployment, component, container, setting) of one file. It holds no line, so it survives edits; and it is about one subject, so
// that the finding of a text that several components share is known part by part. A finding is known when everything that it is about is;
// when there are more of one kind than the entry allows, the last ones in order are new.
//
// Rules that cannot be suppressed are never part of it. It knows no files: read.h and write.h do.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "report/repository.h"
#include "rule/ruleset.h"
#include "text/source.h"
#include "text/span.h"

namespace fabriclint {

struct BaselineKey {
  std::string path;  // from the root of the repository, as uri_in() writes it
  std::string rule;
  Subject subject;  // empty for findings about the file itself
  auto operator<=>(const BaselineKey&) const = default;
};

struct BaselineEntry {
  std::size_t count = 0;
  std::string message;  // of one of them, for whoever reads the file
  Span at;              // in the baseline file, when it was read from one
};

using Baseline = std::map<BaselineKey, BaselineEntry>;

// Where findings are.
struct FindingPlaces {
  const SourceSet& sources;
  const Repository& repository;
};

// What a baseline of these findings holds.
[[nodiscard]] Baseline baseline_of(std::span<const Finding> findings, const Ruleset& ruleset, const FindingPlaces& places);

// An entry of which fewer are left than it allows.
struct Stale {
  BaselineKey key;
  std::size_t allowed = 0;
  std::size_t found = 0;
  Span at;
};

struct Remainder {
  std::vector<Finding> fresh;  // in the order of the findings
  std::size_t known = 0;
  std::vector<Stale> stale;  // in the order of the keys
};

// `is_checked`: whether everything was found that there is to find in the file of that path; entries of other files, and of rules that are
// off, cannot be stale.
[[nodiscard]] Remainder remainder_of(const Baseline& baseline, std::vector<Finding> findings, const Ruleset& ruleset,
                                     const FindingPlaces& places, const std::function<bool(const std::string& path)>& is_checked);

}  // namespace fabriclint
