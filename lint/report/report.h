// SPDX-License-Identifier: Apache-2.0
// What every report is made of: the sources, the rules, the findings, and the counts of the run. A report writes to the stream it is given
// and knows nothing of files, terminals or exit statuses. All text in here may come from a hostile manifest or file name: each writer
// makes it harmless itself (printable text, JSON, percent-encoding). One format is one file pair and one line in formats.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "report/repository.h"
#include "rule/judge.h"
#include "rule/rule.h"
#include "rule/verdict.h"
#include "text/source.h"

namespace fabriclint {

struct Review;

// What a report leaves out because a change did not touch it.
struct OutsideChange {
  std::size_t findings = 0;
  std::size_t files = 0;  // that were read and are part of the change
};

// What was looked at. `skipped` counts files by the reason in plain words as it completes "3 files skipped: 3 ..." ("templated", "without a
// workload"); it is ordered by the reason, so reports do not depend on the order of the files.
struct Summary {
  std::size_t files = 0;  // read and judged; skipped ones are not among them
  std::size_t deployments = 0;
  std::size_t rules = 0;  // that ran
  std::map<std::string, std::size_t> skipped;
  std::size_t suppressed = 0;  // findings that a comment covers
  std::size_t baselined = 0;   // findings that the baseline holds
  std::vector<Undecided> undecided;
  std::vector<DeploymentVerdict> verdicts;    // of the disaggregated deployments, in the order of the inputs
  std::optional<OutsideChange> outside = {};  // set when only what a change touched is reported
};

// `findings` come from sorted_and_joined() and have their fingerprints (fingerprint.h). `rules` in any order, each id once.
struct Report {
  const SourceSet& sources;
  std::span<const Rule> rules;
  std::span<const Finding> findings;
  const Summary& summary;
  std::string_view version;        // of fabriclint, "0.1.0"
  Repository repository = {};      // names are relative to where the run stands in it
  const Review* review = nullptr;  // for the formats that need the change (review.h); else null
};

// How people want it; formats for machines ignore all of it.
struct Style {
  bool color = false;           // ANSI escape sequences
  std::string folder = {};      // absolute, with a final slash: places are links to files below it; empty: no links
  std::size_t width = 120;      // columns that a quoted source line may take; longer ones are cut around the span
  std::size_t wrap = 0;         // columns at which sentences go on in the next line; 0: never
  bool statistics = false;      // how often each rule found something instead of the findings
  bool show_undecided = false;  // one line for each thing that could not be decided, not only their number
  bool summary = true;          // the closing lines: verdicts and counts
};

}  // namespace fabriclint
