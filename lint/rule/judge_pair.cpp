// SPDX-License-Identifier: Apache-2.0
#include "rule/judge_pair.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "rule/match.h"
#include "rule/report_finding.h"
#include "rule/spot.h"

namespace fabriclint {
namespace {

// What an end holds, in a form that can be compared: the elements in order; nothing when absent.
struct Held {
  State state = State::absent;
  std::set<std::string> elements;
  Doubt doubt;
};

Held held_by(const Path& path, const Decoder* decoder, const Ground& ground, Evaluator& evaluator) {
  const Found found = evaluator.look_up(path, ground);
  Held held{.state = found.state, .elements = {}, .doubt = found.doubt};
  if (found.state != State::known) return held;
  if (found.value->is_open()) {
    held.state = State::unknown;
    held.doubt = {found.value->why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
    return held;
  }
  const Decoded decoded = read_value(decoder, *found.value, evaluator.ruleset().vocabulary);
  if (decoded.state == Decoded::State::unknown) {
    held.state = State::unknown;
    held.doubt = {decoded.why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
  } else if (decoded.state == Decoded::State::absent) {
    held.state = State::absent;
  }
  for (const DecodedItem& item : decoded.items) held.elements.insert(item.text);
  return held;
}

Held held_by(const Agreement& agreement, const Ground& ground, Evaluator& evaluator) {
  return held_by(agreement.path, agreement.decoder, ground, evaluator);
}

// What ends must agree in to be a pair at all.
using Kind = std::vector<std::pair<State, std::set<std::string>>>;

// A container that may have the role and meet the rule's conditions.
struct End {
  Ground ground;
  Truth truth = Truth::yes;
  Verdict verdict;
  std::optional<Kind> kind;  // nothing when it is not known

  void meet(Verdict one) {
    truth = both(truth, one.truth);
    if (!verdict.doubt) verdict.doubt = std::move(one.doubt);
    std::move(one.witnesses.begin(), one.witnesses.end(), std::back_inserter(verdict.witnesses));
    verdict.truth = truth;
  }
};

void find_kind(const Rule& rule, End& end, Evaluator& evaluator) {
  end.kind.emplace();
  for (const Path& path : rule.alike) {
    Held held = held_by(path, nullptr, end.ground, evaluator);
    if (held.state == State::unknown) {
      end.kind.reset();
      end.truth = end.verdict.truth = Truth::maybe;
      if (!end.verdict.doubt) end.verdict.doubt = std::move(held.doubt);
      return;
    }
    end.kind->emplace_back(held.state, std::move(held.elements));
  }
}

std::vector<End> ends_of(const Rule& rule, const std::string& role, const Deployment& deployment, Evaluator& evaluator) {
  std::vector<End> ends;
  const Ground whole = ground_of(deployment);
  for (const Component& component : deployment.components) {
    const Ground pod = ground_of(whole, component);
    for (const Container& container : component.containers) {
      End end{.ground = ground_of(pod, container), .truth = Truth::yes, .verdict = {}, .kind = {}};
      const Found found = evaluator.look_up(*rule.role, end.ground);
      if (found.state == State::absent || (found.state == State::known && found.value->text() != role)) continue;
      if (found.state == State::unknown) {
        end.truth = Truth::maybe;
        end.verdict.doubt = found.doubt;
      }
      for (const std::optional<Condition>* condition : {&rule.when, &rule.where}) {
        if (*condition && end.truth != Truth::no) end.meet(evaluator.evaluate(**condition, end.ground));
      }
      if (end.truth == Truth::no) continue;
      find_kind(rule, end, evaluator);
      ends.push_back(std::move(end));
    }
  }
  return ends;
}

Finding disagreement(const Rule& rule, const Agreement& agreement, const End& other, const End& own, Evaluator& evaluator) {
  std::vector<Witness> witnesses = own.verdict.witnesses;
  const Words words = agreement.words ? *agreement.words : words_for(rule, own.ground, evaluator, witnesses);
  const std::vector<Path> differing = {agreement.path};
  const Spot spot = find_spot(words.at.empty() ? differing : words.at, witnesses, own.ground, evaluator);
  const Speech speech{.ground = own.ground, .ends = {&other.ground, &own.ground}, .spot = &spot, .witnesses = &witnesses};
  Finding finding = finding_at(rule, words, speech, evaluator);
  const Spot there = find_spot(differing, other.verdict.witnesses, other.ground, evaluator);
  if (!there.at.empty() && there.at != finding.at) finding.labels.push_back({there.at, "'" + there.value + "' here"});
  return finding;
}

// The first ends by what they hold: among any two groups one differs from whatever the other end holds.
struct Firsts {
  std::map<std::pair<State, std::set<std::string>>, const End*> groups;
  std::vector<const End*> in_order;  // one end of each group
  std::optional<Doubt> doubt;        // of the first end that is not known

  [[nodiscard]] const End* other_than(const Held& held) const {
    const auto equal = groups.find({held.state, held.elements});
    const End* same = equal == groups.end() ? nullptr : equal->second;
    const auto other = std::find_if(in_order.begin(), in_order.end(), [&](const End* candidate) { return candidate != same; });
    return other == in_order.end() ? nullptr : *other;
  }
};

// What is not known about an end, if anything.
std::optional<Doubt> doubt_of(const End& end, const Held& held) {
  if (held.state == State::unknown) return held.doubt;
  if (end.truth == Truth::maybe) return end.verdict.doubt.value_or(Doubt{});
  return std::nullopt;
}

// The ends that meet the condition of the agreement.
std::vector<End> ends_under(const Agreement& agreement, std::vector<End> ends, Evaluator& evaluator) {
  if (!agreement.where) return ends;
  for (End& end : ends) end.meet(evaluator.evaluate(*agreement.where, end.ground));
  std::erase_if(ends, [](const End& end) { return end.truth == Truth::no; });
  return ends;
}

// By kind; those of an unknown kind stand under nothing, and only their doubt counts, for every kind.
using Kinds = std::map<std::optional<Kind>, Firsts>;

Kinds group(const Agreement& agreement, const std::vector<End>& ends, Evaluator& evaluator) {
  Kinds kinds;
  for (const End& end : ends) {
    Held held = held_by(agreement, end.ground, evaluator);
    if (held.state == State::absent && agreement.absent_satisfies) continue;
    Firsts& firsts = kinds[end.kind];
    if (auto doubt = doubt_of(end, held)) {
      if (!firsts.doubt) firsts.doubt = std::move(doubt);
    } else if (firsts.groups.try_emplace({held.state, std::move(held.elements)}, &end).second) {
      firsts.in_order.push_back(&end);
    }
  }
  return kinds;
}

void judge_second(const Rule& rule, const Agreement& agreement, const Kinds& kinds, const End& end, Evaluator& evaluator,
                  Judgement& judgement) {
  const Held held = held_by(agreement, end.ground, evaluator);
  if (kinds.empty() || (held.state == State::absent && agreement.absent_satisfies)) return;
  const auto same_kind = kinds.find(end.kind);
  const auto any_kind = kinds.find(std::nullopt);
  Verdict verdict;
  verdict.doubt = doubt_of(end, held);
  if (end.kind && same_kind == kinds.end() && any_kind == kinds.end()) return;
  if (!verdict.doubt && same_kind != kinds.end()) {
    if (const End* other = same_kind->second.other_than(held)) {
      judgement.findings.push_back(disagreement(rule, agreement, *other, end, evaluator));
      return;
    }
    verdict.doubt = same_kind->second.doubt;
  }
  if (!verdict.doubt && any_kind != kinds.end()) verdict.doubt = any_kind->second.doubt;
  if (verdict.doubt) judgement.undecided.push_back(undecided(rule, end.ground, verdict));
}

// The ends of the first role for a deployment that has none itself.
std::vector<End> ends_beside(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator) {
  constexpr std::size_t kMost = 4096;  // each may look at all others
  std::vector<End> ends;
  if (recipe.size() > kMost) return ends;
  for (const Deployment& other : recipe) {
    if (&other == &deployment || other.span.source != deployment.span.source) continue;
    if (!ends_of(rule, rule.between[1], other, evaluator).empty()) return {};
    std::vector<End> here = ends_of(rule, rule.between[0], other, evaluator);
    if (here.empty()) continue;
    if (!ends.empty()) return {};
    ends = std::move(here);
  }
  return ends;
}

}  // namespace

void judge_pairs(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator,
                 Judgement& judgement) {
  if (!rule.role || rule.between.size() != 2) return;
  const std::vector<End> second_ends = ends_of(rule, rule.between[1], deployment, evaluator);
  if (second_ends.empty()) return;
  std::vector<End> first_ends = ends_of(rule, rule.between[0], deployment, evaluator);
  if (first_ends.empty()) first_ends = ends_beside(rule, deployment, recipe, evaluator);
  for (const Agreement& agreement : rule.same) {
    const std::vector<End> firsts = ends_under(agreement, first_ends, evaluator);
    const Kinds kinds = group(agreement, firsts, evaluator);
    for (const End& end : ends_under(agreement, second_ends, evaluator)) judge_second(rule, agreement, kinds, end, evaluator, judgement);
  }
}

}  // namespace fabriclint
