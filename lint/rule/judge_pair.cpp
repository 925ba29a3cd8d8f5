// SPDX-License-Identifier: Apache-2.0
#include "rule/judge_pair.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rule/match.h"
#include "rule/report_finding.h"
#include "rule/spot.h"
#include "rule/variable.h"
#include "text/glob.h"

namespace fabriclint {
namespace {

// Each once, in order.
using Elements = std::vector<std::string>;

template <typename Item>
Elements elements_of(const std::vector<Item>& items) {
  Elements elements;
  elements.reserve(items.size());
  for (const Item& item : items) elements.emplace_back(text_of(item));
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  return elements;
}

// What an end holds, in a form that can be compared; nothing when absent.
struct Held {
  State state = State::absent;
  Elements elements;
  Doubt doubt;
};

Held held_by(const Path& path, const Decoder* decoder, const Ground& ground, Evaluator& evaluator) {
  const Found found = evaluator.look_up(path, ground);
  Held held{.state = found.state, .elements = {}, .doubt = {}};
  if (found.state == State::unknown) held.doubt = found.doubt();
  if (found.state != State::known) return held;
  if (found.value->is_open()) {
    held.state = State::unknown;
    held.doubt = {found.value->why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
    return held;
  }
  if (decoder == nullptr && !is_too_long(*found.value)) {
    held.elements = elements_of(found.value->items);
    return held;
  }
  const Decoded& decoded = evaluator.decoded(decoder, *found.value);
  if (decoded.state == Decoded::State::unknown) {
    held.state = State::unknown;
    held.doubt = {decoded.why, found.setting == nullptr ? Span{} : place_of(*found.setting)};
  } else if (decoded.state == Decoded::State::absent) {
    held.state = State::absent;
  }
  held.elements = elements_of(decoded.items);
  return held;
}

Held held_by(const Agreement& agreement, const Ground& ground, Evaluator& evaluator) {
  Held held = held_by(agreement.path, agreement.decoder, ground, evaluator);
  if (held.state == State::absent && agreement.absent_is_default) {
    const Variable* variable = evaluator.ruleset().vocabulary.catalogue.find(variable_of(agreement.path.text));
    if (variable != nullptr && !variable->otherwise.empty()) {
      held.state = State::known;
      const Value meant = Value::known(TracedText::made(variable->otherwise));
      held.elements = elements_of(read_value(agreement.decoder, meant, evaluator.ruleset().vocabulary).items);
    }
  }
  if (held.state == State::known && !agreement.share.empty()) {
    std::erase_if(held.elements, [&](const std::string& element) {
      return std::none_of(agreement.share.begin(), agreement.share.end(), [&](const Globs& globs) {
        return std::any_of(globs->begin(), globs->end(), [&](const std::string& glob) { return glob_matches(glob, element); });
      });
    });
  }
  return held;
}

// Whether what two ends hold agrees; both known or absent.
using Key = std::pair<State, Elements>;

bool agree(const Key& one, const Key& other, bool share) {
  if (one == other) return true;
  if (!share || one.first != other.first) return false;
  return std::any_of(one.second.begin(), one.second.end(),
                     [&](const std::string& element) { return std::binary_search(other.second.begin(), other.second.end(), element); });
}

// What ends must agree in to be a pair at all.
using EndKind = std::vector<Key>;

// A container that may have the role and meet the rule's conditions.
struct End {
  Ground ground;
  Truth truth = Truth::yes;
  Evidence evidence;
  std::optional<EndKind> kind;  // nothing when it is not known

  void meet(Verdict&& one) {
    truth = both(truth, one.truth);
    evidence.keep(std::move(one));
  }
};

void find_kind(const Rule& rule, End& end, Evaluator& evaluator) {
  end.kind.emplace();
  for (const Path& path : rule.terms->alike) {
    Held held = held_by(path, nullptr, end.ground, evaluator);
    if (held.state == State::unknown) {
      end.kind.reset();
      end.truth = Truth::maybe;
      if (!end.evidence.doubt) end.evidence.doubt = std::move(held.doubt);
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
      End end{.ground = ground_of(pod, container), .truth = Truth::yes, .evidence = {}, .kind = {}};
      const Found found = evaluator.look_up(*rule.terms->role, end.ground);
      if (found.state == State::absent || (found.state == State::known && found.value->text() != role)) continue;
      if (found.state == State::unknown) {
        end.truth = Truth::maybe;
        end.evidence.doubt = found.doubt();
      }
      for (const std::optional<Condition>* condition : {&rule.terms->when, &rule.terms->where}) {
        if (!*condition || end.truth == Truth::no) continue;
        if (evaluator.holds(**condition, end.ground) == Truth::no) {
          end.truth = Truth::no;
        } else {
          end.meet(evaluator.evaluate(**condition, end.ground));
        }
      }
      if (end.truth == Truth::no) continue;
      find_kind(rule, end, evaluator);
      ends.push_back(std::move(end));
    }
  }
  return ends;
}

// What an agreement of the rule says instead of the rule; null when nothing.
const Words* own_words(const Rule& rule, const Agreement& agreement) {
  const std::optional<Words>& words = rule.voice->same[static_cast<std::size_t>(&agreement - rule.terms->same.data())];
  return words ? &*words : nullptr;
}

// The strongest level that it may give.
Level strongest_of(const Rule& rule, const Agreement& agreement) {
  if (agreement.level) return *agreement.level;
  return own_words(rule, agreement) != nullptr ? rule.level : levels_of(rule).strongest;
}

Finding disagreement(const Rule& rule, const Agreement& agreement, const End& other, const End& own, Evaluator& evaluator) {
  std::vector<Witness> witnesses = own.evidence.witnesses;
  const Words* words = own_words(rule, agreement);
  const Choice choice =
      words != nullptr ? Choice{words, agreement.level.value_or(rule.level)} : choose(rule, own.ground, evaluator, witnesses);
  const std::vector<Path>& at = choice.words->at;
  const std::vector<Path> differing = {agreement.path};
  const Spot spot = find_spot(at.empty() ? differing : at, witnesses, own.ground, evaluator);
  const Speech speech{.ground = own.ground, .ends = {&other.ground, &own.ground}, .spot = &spot, .witnesses = &witnesses};
  Finding finding = finding_at(rule, choice, speech, evaluator);
  const Spot there = find_spot(differing, other.evidence.witnesses, other.ground, evaluator);
  const std::string held = there.exists ? "'" + there.value + "'" : there.value;
  if (!there.at.empty() && there.at != finding.at) finding.labels.push_back({there.at, held + " here"});
  return finding;
}

// The first ends by what they hold.
class Firsts {
 public:
  explicit Firsts(bool share) : share_(share) {}

  void add(const End& end, const Held& held, const std::optional<Doubt>& doubt) {
    const Key key{held.state, held.elements};
    if (!doubt) {
      if (groups_.insert(key).second) in_order_.emplace_back(key, &end);
    } else if (auto& doubtful = doubtful_[key]; doubtful.size() < 2) {
      doubtful.emplace_back(end.ground.container, *doubt);
    }
  }

  [[nodiscard]] const End* other_than(const Held& held) const {
    const Key key{held.state, held.elements};
    const auto other = std::find_if(in_order_.begin(), in_order_.end(),
                                    [&](const auto& one) { return held.state == State::unknown || !agree(one.first, key, share_); });
    return other == in_order_.end() ? nullptr : other->second;
  }

  // Of one that may be a first end and may differ. A container of an unknown role may be an end of either role, but is no pair alone.
  [[nodiscard]] const Doubt* doubt_beside(const End& end, const Held& held) const {
    for (const auto& [key, doubtful] : doubtful_) {
      const bool known = held.state != State::unknown && key.first != State::unknown;
      if (known && agree(key, {held.state, held.elements}, share_)) continue;
      for (const auto& [container, doubt] : doubtful) {
        if (container != end.ground.container) return &doubt;
      }
    }
    return nullptr;
  }

 private:
  bool share_;
  std::set<Key> groups_;
  std::vector<std::pair<Key, const End*>> in_order_;  // one end of each group
  // Two of each group, where there are as many.
  std::map<Key, std::vector<std::pair<const Container*, Doubt>>> doubtful_;
};

// What is not known about an end, if anything.
std::optional<Doubt> doubt_of(const End& end, const Held& held) {
  if (held.state == State::unknown) return held.doubt;
  if (end.truth == Truth::maybe) return end.evidence.doubt.value_or(Doubt{});
  return std::nullopt;
}

// The ends that meet the condition of an agreement.
std::vector<End> ends_under(const Condition& where, std::vector<End> ends, Evaluator& evaluator) {
  for (End& end : ends) end.meet(evaluator.evaluate(where, end.ground));
  std::erase_if(ends, [](const End& end) { return end.truth == Truth::no; });
  return ends;
}

struct Kinds {
  std::map<std::optional<EndKind>, Firsts> by_kind;  // those of an unknown kind stand under nothing
  Firsts all;

  explicit Kinds(bool share) : all(share) {}

  // Those that are, or may be, of the kind of this end.
  [[nodiscard]] std::vector<const Firsts*> facing(const End& end) const {
    if (!end.kind) return {&all};
    std::vector<const Firsts*> found;
    for (const std::optional<EndKind>& kind : {end.kind, std::optional<EndKind>()}) {
      if (const auto firsts = by_kind.find(kind); firsts != by_kind.end()) found.push_back(&firsts->second);
    }
    return found;
  }
};

// Whether all ends hold the same: then they agree, be they a pair or not.
bool hold_the_same(const Agreement& agreement, const std::vector<End>& firsts, const std::vector<End>& seconds, Evaluator& evaluator) {
  const auto lacks = [&](const End& end) { return evaluator.look_up(agreement.path, end.ground).state == State::absent; };
  if (std::all_of(firsts.begin(), firsts.end(), lacks) && std::all_of(seconds.begin(), seconds.end(), lacks)) return true;
  std::optional<Key> common;
  for (const auto* ends : {&firsts, &seconds}) {
    for (const End& end : *ends) {
      Held held = held_by(agreement, end.ground, evaluator);
      if (held.state == State::unknown) return false;
      Key key{held.state, std::move(held.elements)};
      if (common && *common != key) return false;
      common = std::move(key);
    }
  }
  return true;
}

Kinds group(const Agreement& agreement, const std::vector<End>& ends, Evaluator& evaluator) {
  const bool share = !agreement.share.empty();
  Kinds kinds(share);
  for (const End& end : ends) {
    const Held held = held_by(agreement, end.ground, evaluator);
    if (held.state == State::absent && agreement.absent_satisfies) continue;
    const std::optional<Doubt> doubt = doubt_of(end, held);
    kinds.by_kind.try_emplace(end.kind, share).first->second.add(end, held, doubt);
    kinds.all.add(end, held, doubt);
  }
  return kinds;
}

// The doubt that leaves it open whether this end agrees with the first ones. Ends that hold the same agree, be they a pair or not.
std::optional<Doubt> judge_second(const Rule& rule, const Agreement& agreement, const Kinds& kinds, const End& end, Evaluator& evaluator,
                                  Judgement& judgement) {
  const Held held = held_by(agreement, end.ground, evaluator);
  if (held.state == State::absent && agreement.absent_satisfies) return std::nullopt;
  std::optional<Doubt> own = doubt_of(end, held);
  for (const Firsts* firsts : kinds.facing(end)) {
    const End* other = firsts->other_than(held);
    const Doubt* doubt = firsts->doubt_beside(end, held);
    if (own && (other != nullptr || doubt != nullptr)) return own;
    if (other != nullptr) {
      judgement.findings.push_back(disagreement(rule, agreement, *other, end, evaluator));
      return std::nullopt;
    }
    if (doubt != nullptr) return *doubt;
  }
  return std::nullopt;
}

// The ends of the first role for a deployment that has none itself. What shares a file belongs together more than what shares a folder:
// other files count only where no other deployment of the file has a role.
std::vector<End> ends_beside(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator) {
  constexpr std::size_t kMost = 512;  // each may look at all others
  std::vector<End> ends;
  if (recipe.size() > kMost) return ends;
  for (const bool in_file : {true, false}) {
    for (const Deployment& other : recipe) {
      if (&other == &deployment || (other.span.source == deployment.span.source) != in_file) continue;
      if (!ends_of(rule, rule.terms->between[1], other, evaluator).empty()) return {};
      std::vector<End> here = ends_of(rule, rule.terms->between[0], other, evaluator);
      if (here.empty()) continue;
      if (!ends.empty()) return {};
      ends = std::move(here);
    }
    if (!ends.empty()) break;
  }
  return ends;
}

}  // namespace

void judge_pairs(const Rule& rule, const Deployment& deployment, std::span<const Deployment> recipe, Evaluator& evaluator,
                 Judgement& judgement) {
  if (!rule.terms->role || rule.terms->between.size() != 2) return;
  const std::vector<End> second_ends = ends_of(rule, rule.terms->between[1], deployment, evaluator);
  if (second_ends.empty()) return;
  std::vector<End> first_ends = ends_of(rule, rule.terms->between[0], deployment, evaluator);
  if (first_ends.empty()) first_ends = ends_beside(rule, deployment, recipe, evaluator);
  if (first_ends.empty()) return;
  // A container of which several agreements are open is one question, the gravest.
  std::map<const Container*, Undecided> open;
  for (const Agreement& agreement : rule.terms->same) {
    if (hold_the_same(agreement, first_ends, second_ends, evaluator)) continue;
    const std::optional<Condition>& where = agreement.where;
    const std::vector<End> some_firsts = where ? ends_under(*where, first_ends, evaluator) : std::vector<End>();
    const std::vector<End> some_seconds = where ? ends_under(*where, second_ends, evaluator) : std::vector<End>();
    const Kinds kinds = group(agreement, where ? some_firsts : first_ends, evaluator);
    for (const End& end : where ? some_seconds : second_ends) {
      const std::optional<Doubt> doubt = judge_second(rule, agreement, kinds, end, evaluator, judgement);
      if (!doubt) continue;
      const Level level = strongest_of(rule, agreement);
      Verdict verdict;
      verdict.doubt = doubt;
      Undecided question = undecided(rule, end.ground, verdict, level);
      const auto known = open.find(end.ground.container);
      if (known == open.end()) {
        open.emplace(end.ground.container, std::move(question));
      } else if (known->second.level < level) {
        known->second = std::move(question);
      }
    }
  }
  for (const End& end : second_ends) {
    if (const auto question = open.find(end.ground.container); question != open.end()) {
      judgement.undecided.push_back(std::move(question->second));
    }
  }
}

}  // namespace fabriclint
