// SPDX-License-Identifier: Apache-2.0
// A finding is one rule, one place, one sentence, and other places that explain it. It knows no output format. Everything that can go wrong
// with an input is a finding too (YAML syntax, a misspelt key of a ruleset), so that one renderer and one exit status serve all of them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"

namespace fabriclint {

// error: cannot start, is rejected, or certainly not what the author meant. warning: silent degradation or likely failure. note: true and
// worth knowing, needs no action; never fails a run.
enum class Level { note, warning, error };

[[nodiscard]] std::string_view name_of(Level level);
// "error", "warning" or "note"; nothing for any other word.
[[nodiscard]] std::optional<Level> level_named(std::string_view word);

// Another place that explains the finding.
struct Label {
  Span at;
  std::string text;
  auto operator<=>(const Label&) const = default;
};

// Which part of which deployment the finding is about, in the model's words ("vllm-disagg", "decode", "main", "env.UCX_TLS").
struct Subject {
  std::string deployment;
  std::string component;
  std::string container;
  std::string path;
  auto operator<=>(const Subject&) const = default;
};

// One replacement of bytes. An insertion has an empty span.
struct Edit {
  Span at;
  std::string text;
  auto operator<=>(const Edit&) const = default;
};

// What would mend the finding: edits of its own source that do not overlap, in order.
struct Fix {
  std::string description;  // one sentence, as a command: "Request 8 GPUs."
  std::vector<Edit> edits;
  auto operator<=>(const Fix&) const = default;
};

struct Finding {
  std::string rule;
  Level level = Level::warning;
  Span at;
  std::string message;  // one sentence, dynamic parts in 'single quotes'; control characters are escaped by the reports
  std::string pointer;  // a few words under the underlined span; may be empty
  std::string help;     // what to write instead; may be empty
  std::vector<Label> labels;
  std::vector<Subject> subjects;  // more than one when several components share the text (an alias, an anchor)
  std::optional<Fix> fix = {};
  std::string fingerprint = {};  // by which it is known again (report/fingerprint.h); given when a run has found everything
};

// Labels that joining may collect in one finding; what is over is dropped, so that a hostile one-line file cannot make one huge finding.
inline constexpr std::size_t kMaxJoinedLabels = 32;

// Sorts by source name, line, column, rule and message, and joins the findings of one rule that start on one line of one source: GitHub
// identifies an alert by rule, path and line hash, so only one of them would survive there. The first of the strongest level gives place
// and words; the others leave their labels, their subjects (sorted, each once), and a label where they point elsewhere. A fix stays only
// when all agree in it: half of a line mended is a line that looks mended. Findings without a rule id are kept apart. The result does not
// depend on the order of the input.
[[nodiscard]] std::vector<Finding> sorted_and_joined(std::vector<Finding> findings, const SourceSet& sources);

// The 1-based line of a byte offset. Cheaper than Source::position, which counts the characters before the column: O(log lines).
[[nodiscard]] std::uint32_t line_of(const Source& source, std::uint32_t offset);

}  // namespace fabriclint
