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

struct Verdict {
  Truth truth = Truth::yes;
  std::vector<Witness> witnesses;
  std::optional<Doubt> doubt;  // when the truth is maybe

  // The first doubt stays.
  void keep_doubt(std::optional<Doubt>& other);
  void keep_witnesses(std::vector<Witness>& others);
};

struct FactResult {
  Value value;
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
  const FactResult* fact = nullptr;
  Doubt doubt;  // when unknown
};

class Evaluator {
 public:
  // `recipe`: the deployments that are deployed together; what is asked belongs to one of them.
  Evaluator(const Ruleset& ruleset, std::span<const Deployment> recipe) : ruleset_(ruleset), recipe_(recipe) {}
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  ~Evaluator() = default;

  // `absent_holds`: what a test of an absent setting yields, `exists` apart.
  [[nodiscard]] Verdict evaluate(const Condition& condition, const Ground& ground, bool absent_holds = false);
  // Not for patterns and anchors.
  [[nodiscard]] Found look_up(const Path& path, const Ground& ground);
  // The settings that a path or pattern leads to, absent ones left out, in order of their paths.
  [[nodiscard]] std::vector<const Setting*> settings_at(const Path& path, const Ground& ground) const;
  [[nodiscard]] const FactResult& fact(std::size_t index, const Ground& ground);
  [[nodiscard]] const Ruleset& ruleset() const { return ruleset_; }

 private:
  struct Hash {
    std::size_t operator()(const std::pair<const void*, const void*>& key) const {
      return std::hash<const void*>()(key.first) * 31 + std::hash<const void*>()(key.second);
    }
  };
  VariableView& variable(const Setting& setting);

  using Memo = std::pair<const void*, const void*>;  // what is asked, and of which part

  Verdict test(const Test& test, const Ground& ground, bool absent_holds);
  Verdict test_found(const Test& test, const Found& found, const Ground& ground, bool absent_holds);
  Verdict test_pattern(const Test& test, const Ground& ground, bool absent_holds);
  Verdict combine(const Combination& combination, const Ground& ground, bool absent_holds);
  Verdict quantify(const Quantifier& quantifier, const Ground& ground, bool absent_holds);
  Verdict quantify_deployments(const Quantifier& quantifier, const Ground& ground, bool absent_holds);
  std::vector<Limit> limits_of(const Matcher& matcher, const Ground& ground);
  FactResult compute(const Fact& fact, const Ground& ground);
  FactResult settle(const Fact& fact, const Alternative& alternative, const Verdict& verdict, const Ground& ground);

  const Ruleset& ruleset_;
  std::span<const Deployment> recipe_;
  std::unordered_map<Memo, FactResult, Hash> facts_;
  std::unordered_map<Memo, Verdict, Hash> quantified_;
  std::unordered_map<const Setting*, VariableView> variables_;
  std::unordered_map<const Quantifier*, std::vector<Verdict>> of_deployments_;  // of every deployment of the recipe
};

}  // namespace fabriclint
