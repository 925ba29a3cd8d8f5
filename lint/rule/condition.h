// SPDX-License-Identifier: Apache-2.0
// A condition as loaded: a tree of tests of settings and facts, combined by all, any and not, or asked of every part of a kind. Everything
// that can be prepared is prepared here (paths resolved, expressions compiled, sets spelt out), so that judging parses nothing but values.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rule/expression.h"
#include "rule/path.h"
#include "text/span.h"
#include "vocabulary/version.h"

namespace fabriclint {

struct Decoder;

// A value that a rule writes. Numbers compare as numbers with any quantity; strings and booleans as text.
struct Literal {
  std::string text;
  std::optional<double> number;
};

// A release that the value, read as a dotted version, is compared with.
struct Release {
  bool before = false;  // else: that release or later
  Version version;
};

struct Comparison {
  enum class Operator : std::uint8_t { lt, le, gt, ge };
  Operator how = Operator::ge;
  double number = 0;
  std::optional<Path> path;  // the right side, instead of the number
};

struct ListTest {
  enum class How : std::uint8_t { has_any, has_all, has_none, only };
  How how = How::has_any;
  // Each member is a set of globs: one for a word, all of a set's for `@set`.
  std::vector<Globs> members;
  bool setting_name = false;  // `{setting.name}` is a member too: the name of the setting that the rule is about
};

// The right side of one line: all its parts must hold of the value.
struct Matcher {
  std::optional<bool> exists;
  std::optional<bool> known;  // asked before anything else: an unknown value answers it and leaves nothing open
  const Decoder* decoder = nullptr;
  std::vector<Literal> equals;  // one of these; empty when not asked
  std::vector<ListTest> lists;
  std::shared_ptr<const Expression> matches;
  std::vector<Comparison> comparisons;
  std::vector<Release> releases;

  [[nodiscard]] bool asks_elements() const { return !equals.empty() || matches != nullptr || !comparisons.empty() || !releases.empty(); }
  [[nodiscard]] bool asks_value() const { return asks_elements() || !lists.empty(); }
};

struct Condition;

struct Test {
  Path path;
  Matcher matcher;
};

struct Combination {
  enum class How : std::uint8_t { all, any, negation };
  How how = How::all;
  std::vector<Condition> parts;  // one for a negation
};

struct Quantifier {
  bool every = false;  // else: some
  Scope over = Scope::component;
  bool neighbours = false;    // over deployments: those of the recipe's other files, instead of the others of the same file
  std::vector<Condition> of;  // one
};

struct Condition {
  std::variant<Test, Combination, Quantifier> what;
};

}  // namespace fabriclint
