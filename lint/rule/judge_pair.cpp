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
  const Words& words = words_for(rule, own.ground, evaluator, witnesses);
  const std::vector<Path> differing = {agreement.path};
  const Spot spot = find_spot(words.at.empty() ? differing : words.at, witnesses, own.ground, evaluator);
  const Speech speech{.ground = own.ground, .ends = {&other.ground, &own.ground}, .spot = &spot, .witnesses = &witnesses};
  Finding finding = finding_at(rule, words, speech, evaluator);
  const Spot there = find_spot(differing, other.verdict.witnesses, other.ground, evaluator);
  if (!there.at.empty() && there.at != finding.at) finding.labels.push_back({there.at, "'" + there.value + "' here"});
  return finding;
}

}  // namespace

void judge_pairs(const Rule& rule, const Deployment& deployment, Evaluator& evaluator, Judgement& judgement) {
  if (!rule.role || rule.between.size() != 2) return;
  const std::vector<End> firsts = ends_of(rule, rule.between[0], deployment, evaluator);
  const std::vector<End> seconds = ends_of(rule, rule.between[1], deployment, evaluator);
  for (const Agreement& agreement : rule.same) {
    // The first ends by what they hold: one end that differs is found among any two groups.
    using Key = std::pair<State, std::set<std::string>>;
    std::map<Key, const End*> groups;
    std::vector<const End*> in_order;
    const End* doubtful = nullptr;
    Doubt doubt;
    for (const End& end : firsts) {
      Held held = held_by(agreement, end.ground, evaluator);
      if (held.state == State::absent && rule.absent_satisfies) continue;
      if (held.state == State::unknown || end.truth == Truth::maybe) {
        if (doubtful == nullptr) {
          doubtful = &end;
          doubt = held.state == State::unknown ? held.doubt : end.verdict.doubt.value_or(Doubt{});
        }
        continue;
      }
      if (groups.try_emplace({held.state, std::move(held.elements)}, &end).second) in_order.push_back(&end);
    }
    for (const End& end : seconds) {
      Held held = held_by(agreement, end.ground, evaluator);
      if (held.state == State::absent && rule.absent_satisfies) continue;
      if (in_order.empty() && doubtful == nullptr) continue;
      if (held.state == State::unknown || end.truth == Truth::maybe) {
        Verdict verdict;
        verdict.doubt = held.state == State::unknown ? held.doubt : end.verdict.doubt.value_or(Doubt{});
        judgement.undecided.push_back(undecided(rule, end.ground, verdict));
        continue;
      }
      const auto equal = groups.find({held.state, held.elements});
      const End* same = equal == groups.end() ? nullptr : equal->second;
      const auto other = std::find_if(in_order.begin(), in_order.end(), [&](const End* candidate) { return candidate != same; });
      if (other != in_order.end()) {
        judgement.findings.push_back(disagreement(rule, agreement, **other, end, evaluator));
      } else if (doubtful != nullptr) {
        Verdict verdict;
        verdict.doubt = doubt;
        judgement.undecided.push_back(undecided(rule, end.ground, verdict));
      }
    }
  }
}

}  // namespace fabriclint
