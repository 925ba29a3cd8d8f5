// SPDX-License-Identifier: Apache-2.0
// Reads a table key by key and reports what is wrong with it: a missing key, a value of the wrong type, and, because every key that a
// reader asks for is remembered, a key that nobody asked for, with the nearest one that exists. Of a table that the build has parsed
// nothing is remembered, since the tests have read it from its text. It knows TOML only; what the values mean is the business of the
// caller.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "finding/finding.h"
#include "text/span.h"
#include "toml/node.h"

namespace fabriclint::toml {

// Where diagnostics about one ruleset or project file gather: findings of the rule with that name, level error.
class Diagnostics {
 public:
  explicit Diagnostics(std::string rule = "ruleset") : rule_(std::move(rule)) {}
  void add(Span at, std::string message, std::string help = {});
  // "unknown X 'word'", with the nearest candidate as help, or all candidates when there are few.
  void unknown(Span at, std::string_view what, std::string_view word, std::span<const std::string> candidates);
  [[nodiscard]] std::vector<Finding>& findings() { return findings_; }

 private:
  std::string rule_;
  std::vector<Finding> findings_;
};

// A string of a ruleset and where it is written.
struct Text {
  std::string text;
  Span span;
};

class Fields {
 public:
  // `what` names the table in sentences: "the set".
  Fields(const Node& table, std::string what, Diagnostics& diagnostics);
  // "rule", "x" for "rule 'x'", put together when something is wrong; both outlive this.
  Fields(const Node& table, const char* what, std::string_view name, Diagnostics& diagnostics);

  // The value of a key whatever its type; null when it is missing.
  const Node* any(std::string_view key);
  const Node* table(std::string_view key);
  std::optional<Text> text(std::string_view key);
  // A string or an array of strings.
  std::vector<Text> texts(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  // Tables of an array of tables, or of an array of inline tables.
  std::vector<const Node*> tables(std::string_view key);

  // The same, and a diagnostic when the key is missing.
  std::optional<Text> required_text(std::string_view key);
  void require(std::string_view key);

  [[nodiscard]] Span key_span(std::string_view key) const;
  // The table itself: its header, or its braces.
  [[nodiscard]] Span span() const { return table_.span; }
  // Reports the keys that were never asked for.
  void done();

 private:
  const Node* expect(std::string_view key, Kind kind);
  [[nodiscard]] std::string what() const;

  const Node& table_;
  std::string whole_;
  const char* what_ = "";  // and the name, where they are apart
  std::string_view name_;
  Diagnostics& diagnostics_;
  std::uint64_t present_ = 0;  // a bit for each key, shared by some: most keys that are asked for are missing
  std::vector<std::string> asked_;
};

}  // namespace fabriclint::toml
