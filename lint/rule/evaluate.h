// SPDX-License-Identifier: Apache-2.0
// Evaluates conditions and facts for the parts of one deployment in three-valued logic, and keeps what decided (evidence.h).
// Facts and quantifiers are computed once for each part, what the catalogue says once for each setting, so that judging a deployment is
// linear in its size for any ruleset.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/deployment.h"
#include "rule/condition.h"
#include "rule/evidence.h"
#include "rule/ground.h"
#include "rule/match.h"
#include "rule/ruleset.h"
#include "rule/truth.h"
#include "rule/variable.h"

namespace fabriclint {

struct FactResult {
  const Value* value = nullptr;          // of the ruleset, of a setting, or made here
  std::shared_ptr<const Value> made;     // as few are
  const Alternative* decided = nullptr;  // which alternative held; null for a default, and when it is not known
  Span doubt;                            // unknown: where; empty when nothing is written
};

// Why a fact has its value. Most facts are asked for their value alone.
struct FactReason {
  std::string because;
  Span at;           // evidence; empty when there is none
  std::string path;  // of the evidence
  std::string name;  // what people call it
};

// A path of one value, looked up.
struct Found {
  State state = State::absent;
  const Value* value = nullptr;      // when known
  const Setting* setting = nullptr;  // when some setting holds it
  const std::string* why = nullptr;  // when unknown
  Span at;                           // when unknown: as in Doubt; else the part where it would stand knows
  const Part* part = nullptr;
  const std::string* path = nullptr;

  [[nodiscard]] Doubt doubt() const;
};

class Evaluator {
 public:
  // `recipe`: the deployments that are deployed together; what is asked belongs to one of them.
  Evaluator(const Ruleset& ruleset, std::span<const Deployment> recipe);
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  ~Evaluator() = default;

  // `absent_holds`: what a test of an absent setting yields, `exists` apart. The truth is the same with and without evidence.
  Truth evaluate(const Condition& condition, const Ground& ground, bool absent_holds, Evidence* evidence);
  [[nodiscard]] Truth holds(const Condition& condition, const Ground& ground) { return evaluate(condition, ground, false, nullptr); }
  [[nodiscard]] Verdict evaluate(const Condition& condition, const Ground& ground);
  // Not for patterns and anchors.
  [[nodiscard]] Found look_up(const Path& path, const Ground& ground);
  // The settings that a path or pattern leads to, absent ones left out, in order of their paths.
  [[nodiscard]] std::vector<const Setting*> settings_at(const Path& path, const Ground& ground) const;
  void add_settings_at(const Path& path, const Ground& ground, std::vector<const Setting*>& settings) const;
  [[nodiscard]] const FactResult& fact(std::size_t index, const Ground& ground);
  [[nodiscard]] const FactReason& reason(std::size_t index, const Ground& ground);
  // The value as a decoder reads it (or null for none); the value is one of the model, of a fact, of a variable or a name.
  [[nodiscard]] const Decoded& decoded(const Decoder* decoder, const Value& value);
  [[nodiscard]] const Ruleset& ruleset() const { return ruleset_; }

 private:
  struct Hash {
    std::size_t operator()(const std::pair<const void*, const void*>& key) const {
      return std::hash<const void*>()(key.first) * 31 + std::hash<const void*>()(key.second);
    }
  };
  VariableView& variable(const Setting& setting);
  // The last part of its path, as a value.
  const Value& name_of(const Setting& setting);

  using Memo = std::pair<const void*, const void*>;  // what is asked, and of which part

  Truth test(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence);
  Match answer_to(const Test& test, const Found& found, const Ground& ground, bool wants_item);
  Truth test_found(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth test_any(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth test_pattern(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth combine(const Combination& combination, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth quantify_deployments(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence);
  std::vector<Limit> limits_of(const Matcher& matcher, const Ground& ground);
  // What is known of the facts of a part, in the order of the ruleset; without a value: not computed. A level has parts of its own.
  std::vector<FactResult>& facts_of(Scope level, const Part* part);
  FactResult compute(const Fact& fact, const Ground& ground);
  FactResult settle(const Fact& fact, const Alternative& alternative, const Ground& ground);
  FactReason explain(const FactResult& fact, const Ground& ground);

  // What a quantifier yields for one part; evidence once somebody has asked for it.
  struct Quantified {
    Truth truth = Truth::no;
    std::optional<Evidence> evidence;
  };

  const Ruleset& ruleset_;
  std::span<const Deployment> recipe_;
  std::unordered_map<const Part*, std::vector<FactResult>> facts_;
  std::array<std::pair<const Part*, std::vector<FactResult>*>, kScopes> asked_ = {};  // of facts_, the last of each level
  std::unordered_map<Memo, FactReason, Hash> reasons_;
  std::unordered_map<Memo, Quantified, Hash> quantified_;
  std::unordered_map<const Setting*, VariableView> variables_;
  std::unordered_map<const Setting*, Value> names_;
  std::unordered_map<Memo, Decoded, Hash> decoded_;
  std::size_t elements_ = 0;                                                       // in decoded_
  std::unordered_map<const Quantifier*, std::vector<Quantified>> of_deployments_;  // of every deployment of the recipe
};

}  // namespace fabriclint
