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

Held held_by(const Agreement& agreement, const Ground& ground, Evaluator& evaluator) {
  const Found found = evaluator.look_up(agreement.path, ground);
  Held held{.state = found.state, .elements = {}, .doubt = found.doubt};
  if (found.state != State::known) return held;
  if (found.value->is_open()) {
    held.state = State::unknown;
    held.doubt = {found.value->why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
    return held;
  }
  const Decoded decoded = read_value(agreement.decoder, *found.value, evaluator.ruleset().vocabulary);
  if (decoded.state == Decoded::State::unknown) {
    held.state = State::unknown;
    held.doubt = {decoded.why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
  } else if (decoded.state == Decoded::State::absent) {
    held.state = State::absent;
  }
  for (const DecodedItem& item : decoded.items) held.elements.insert(item.text);
  return held;
}

// The containers that may have the role and meet the rule's conditions.
struct End {
  Ground ground;
  Truth truth = Truth::yes;
  Verdict verdict;
};

std::vector<End> ends_of(const Rule& rule, const std::string& role, const Deployment& deployment, Evaluator& evaluator) {
  std::vector<End> ends;
  const Ground whole = ground_of(deployment);
  for (const Component& component : deployment.components) {
    const Ground pod = ground_of(whole, component);
    for (const Container& container : component.containers) {
      End end{.ground = ground_of(pod, container), .truth = Truth::yes, .verdict = {}};
      const Found found = evaluator.look_up(*rule.role, end.ground);
      if (found.state == State::absent || (found.state == State::known && found.value->text() != role)) continue;
      if (found.state == State::unknown) {
        end.truth = Truth::maybe;
        end.verdict.doubt = found.doubt;
      }
      for (const std::optional<Condition>* condition : {&rule.when, &rule.where}) {
        if (!*condition || end.truth == Truth::no) continue;
        Verdict one = evaluator.evaluate(**condition, end.ground);
        end.truth = both(end.truth, one.truth);
        if (!end.verdict.doubt) end.verdict.doubt = std::move(one.doubt);
        std::move(one.witnesses.begin(), one.witnesses.end(), std::back_inserter(end.verdict.witnesses));
      }
      end.verdict.truth = end.truth;
      if (end.truth != Truth::no) ends.push_back(std::move(end));
    }
  }
  return ends;
}

Finding disagreement(const Rule& rule, const Agreement& agreement, const End& other, const End& own, Evaluator& evaluator) {
  std::vector<Witness> witnesses = own.verdict.witnesses;
  const Words words = words_for(rule, own.ground, evaluator, witnesses);
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

Firsts group(const Rule& rule, const Agreement& agreement, const std::vector<End>& ends, Evaluator& evaluator) {
  Firsts firsts;
  for (const End& end : ends) {
    Held held = held_by(agreement, end.ground, evaluator);
    if (held.state == State::absent && rule.absent_satisfies) continue;
    if (auto doubt = doubt_of(end, held)) {
      if (!firsts.doubt) firsts.doubt = std::move(doubt);
    } else if (firsts.groups.try_emplace({held.state, std::move(held.elements)}, &end).second) {
      firsts.in_order.push_back(&end);
    }
  }
  return firsts;
}

void judge_second(const Rule& rule, const Agreement& agreement, const Firsts& firsts, const End& end, Evaluator& evaluator,
                  Judgement& judgement) {
  const Held held = held_by(agreement, end.ground, evaluator);
  if (held.state == State::absent && rule.absent_satisfies) return;
  if (firsts.in_order.empty() && !firsts.doubt) return;
  Verdict verdict;
  verdict.doubt = doubt_of(end, held);
  if (!verdict.doubt) {
    if (const End* other = firsts.other_than(held)) {
      judgement.findings.push_back(disagreement(rule, agreement, *other, end, evaluator));
      return;
    }
    verdict.doubt = firsts.doubt;
  }
  if (verdict.doubt) judgement.undecided.push_back(undecided(rule, end.ground, verdict));
}

}  // namespace

void judge_pairs(const Rule& rule, const Deployment& deployment, Evaluator& evaluator, Judgement& judgement) {
  if (!rule.role || rule.between.size() != 2) return;
  const std::vector<End> first_ends = ends_of(rule, rule.between[0], deployment, evaluator);
  const std::vector<End> second_ends = ends_of(rule, rule.between[1], deployment, evaluator);
  for (const Agreement& agreement : rule.same) {
    const Firsts firsts = group(rule, agreement, first_ends, evaluator);
    for (const End& end : second_ends) judge_second(rule, agreement, firsts, end, evaluator, judgement);
  }
}

}  // namespace fabriclint
