// SPDX-License-Identifier: Apache-2.0
// Evaluates conditions and facts for the parts of one deployment in three-valued logic, and keeps what decided: the settings and elements
// that made a condition hold or fail (for the place of a finding), and the first unknown thing met (for what could not be decided).
// Facts and quantifiers are computed once for each part, what the catalogue says once for each setting, so that judging a deployment is
// linear in its size for any ruleset.
#pragma once

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
#include "rule/match.h"
#include "rule/ruleset.h"
#include "rule/truth.h"
#include "rule/variable.h"

namespace fabriclint {

// The part that something is asked of, with the parts around it. For a component, `container` is its main container (or null).
struct Ground {
  Scope scope = Scope::deployment;
  const Deployment* deployment = nullptr;
  const Component* component = nullptr;
  const Container* container = nullptr;
  const Connector* connector = nullptr;
  const Setting* bound = nullptr;  // the setting that the rule is about

  // The part of that level that is around, or null.
  [[nodiscard]] const Part* part(Scope level) const;
  [[nodiscard]] const Part& own() const { return *part(scope); }
};

[[nodiscard]] Ground ground_of(const Deployment& deployment);
[[nodiscard]] Ground ground_of(const Ground& outer, const Component& component);
[[nodiscard]] Ground ground_of(const Ground& outer, const Container& container);
[[nodiscard]] Ground ground_of(const Ground& outer, const Connector& connector);

// Why the absence of a path proves nothing: a gap of the part it belongs to, or of a part around that; null when absence is certain.
[[nodiscard]] const std::string* gap_over(const Ground& ground, Scope level, std::string_view path);
// The same for a pattern: a gap over a part of what it may match counts too.
[[nodiscard]] const std::string* gap_within(const Ground& ground, const Path& pattern);

// What decided a test: the path as the rule asks it, the setting it led to (null for facts), and the element of a list, if one did.
struct Witness {
  const Path* path = nullptr;
  const Setting* setting = nullptr;
  std::shared_ptr<const DecodedItem> item;  // apart: few tests have one, and witnesses are moved a lot
};

// Why something is not known.
struct Doubt {
  std::string why;
  Span at;  // empty when nothing is written
};

// What a finding, or the reason why there is none, is made of. Most conditions are false and then nobody asks for it: whoever evaluates one
// gives an empty Evidence to be filled, or null.
struct Evidence {
  std::vector<Witness> witnesses;
  std::optional<Doubt> doubt;  // when the truth is maybe

  // Adds another one's; the first doubt stays.
  void keep(Evidence&& other);
};

// The evidence for one of several conditions, where evidence for all of them is wanted (`whole` is not null).
class OwnEvidence {
 public:
  explicit OwnEvidence(Evidence* whole) : whole_(whole) {
    if (whole != nullptr) own_.emplace();
  }
  [[nodiscard]] Evidence* wanted() { return whole_ == nullptr ? nullptr : &*own_; }
  // This one alone decided.
  void replace() {
    if (whole_ != nullptr) *whole_ = *std::move(own_);
  }
  // This one has a say beside the others.
  void keep() {
    if (whole_ != nullptr) whole_->keep(*std::move(own_));
  }

 private:
  Evidence* whole_;
  std::optional<Evidence> own_;
};

struct Verdict : Evidence {
  Truth truth = Truth::yes;
};

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
  Evaluator(const Ruleset& ruleset, std::span<const Deployment> recipe) : ruleset_(ruleset), recipe_(recipe) {}
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
  // The value as a decoder reads it (or null for none); the value is one of the model, of a fact or of a variable.
  [[nodiscard]] const Decoded& decoded(const Decoder* decoder, const Value& value);
  [[nodiscard]] const Ruleset& ruleset() const { return ruleset_; }

 private:
  struct Hash {
    std::size_t operator()(const std::pair<const void*, const void*>& key) const {
      return std::hash<const void*>()(key.first) * 31 + std::hash<const void*>()(key.second);
    }
  };
  VariableView& variable(const Setting& setting);

  using Memo = std::pair<const void*, const void*>;  // what is asked, and of which part

  Truth test(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence);
  Match answer_to(const Test& test, const Found& found, const Ground& ground);
  Truth test_found(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth test_any(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth test_pattern(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth combine(const Combination& combination, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence);
  Truth quantify_deployments(const Quantifier& quantifier, const Ground& ground, bool absent_holds, Evidence* evidence);
  std::vector<Limit> limits_of(const Matcher& matcher, const Ground& ground);
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
  std::unordered_map<Memo, FactResult, Hash> facts_;
  std::unordered_map<Memo, FactReason, Hash> reasons_;
  std::unordered_map<Memo, Quantified, Hash> quantified_;
  std::unordered_map<const Setting*, VariableView> variables_;
  std::unordered_map<Memo, Decoded, Hash> decoded_;
  std::unordered_map<const Quantifier*, std::vector<Quantified>> of_deployments_;  // of every deployment of the recipe
};

}  // namespace fabriclint
