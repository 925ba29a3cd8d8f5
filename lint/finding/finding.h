// SPDX-License-Identifier: Apache-2.0
// A finding is one rule, one place, one sentence, and other places that explain it. It knows no output format. Everything that can go wrong
// with an input is a finding too (YAML syntax, a misspelt key of a ruleset), so that one renderer and one exit status serve all of them.
#pragma once

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
  bool operator==(const Label&) const = default;
};

// Which part of which deployment the finding is about, in the model's words ("vllm-disagg", "decode", "main", "env.UCX_TLS").
struct Subject {
  std::string deployment;
  std::string component;
  std::string container;
  std::string path;
  bool operator==(const Subject&) const = default;
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
};

// Sorts by source name, line, column, rule, message, and joins findings of one rule with one message on one line into one with all their
// subjects (GitHub gives them a single identity, so only one alert would survive). Deterministic for any order of input.
[[nodiscard]] std::vector<Finding> sorted_and_joined(std::vector<Finding> findings, const SourceSet& sources);

}  // namespace fabriclint
