// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "text/glob.h"
#include "vocabulary/quantity.h"

namespace fabriclint {
namespace {

bool fits(const Path& pattern, const std::string& path) {
  const std::string_view name = std::string_view(path).substr(std::min(pattern.stem, path.size()));
  return std::any_of(pattern.globs->begin(), pattern.globs->end(), [&](const std::string& glob) { return glob_matches(glob, name); });
}

Span written_at(const Setting& setting) {
  return setting.origin.value.empty() ? setting.origin.key : setting.origin.value;
}

Found found_in(const Setting& setting) {
  Found found;
  found.state = setting.value.state;
  found.setting = &setting;
  found.value = &setting.value;
  if (found.state == State::unknown) {
    found.why = &setting.value.why;
    found.at = written_at(setting);
  }
  return found;
}

constexpr std::size_t kSome = 8;  // settings that a pattern leads to, as a rule

// A path that ends in the name of the setting that the rule is about.
std::string full_path(const Path& named, const Ground& ground) {
  return named.prefix + std::string(last_part(ground.bound->path));
}

// Most tests compare a value that is there with a word.
bool is_simple(const Test& test, const Found& found) {
  return found.state == State::known && !test.matcher.known && test.matcher.comparisons.empty() && is_plain(test.matcher) &&
         test.path.kind != Path::Kind::bound_name;
}

// What it yields may refer to `path`.
Found look_up_at(Scope scope, const std::string& path, const Ground& ground) {
  const Part* part = ground.part(scope);
  const Setting* setting = part == nullptr ? nullptr : part->settings.find(path);
  if (setting != nullptr) return found_in(*setting);
  Found found;
  if (const std::string* why = gap_over(ground, scope, path)) {
    found.state = State::unknown;
    found.why = why;
    if (part == nullptr) {
      found.at = ground.own().span;
    } else {
      found.part = part;
      found.path = &path;
    }
  }
  return found;
}

}  // namespace

Doubt Found::doubt() const {
  return {why == nullptr ? std::string_view() : *why, part == nullptr ? at : part->anchor(*path)};
}

Evaluator::Evaluator(const Ruleset& ruleset, std::span<const Deployment> recipe) : ruleset_(ruleset), recipe_(recipe) {
  if (recipe.empty()) return;
  // What a small deployment needs, so that most tables do not grow.
  constexpr std::size_t kUsual = 100;
  quantified_.reserve(kUsual);
}

VariableView& Evaluator::variable(const Setting& setting) {
  return variables_.try_emplace(&setting, setting, ruleset_.vocabulary).first->second;
}

const Value& Evaluator::name_of(const Setting& setting) {
  Value& name = names_[&setting];
  if (!name.is_known()) name = Value::known(TracedText::decoded(last_part(setting.path), setting.origin.key));
  return name;
}

const Decoded& Evaluator::decoded(const Decoder* decoder, const Value& value) {
  // A thousand times what recipes hold. Aliases let a small file give long lists to many containers, and many rules read each.
  constexpr std::size_t kMostElements = 100'000;
  static const Decoded kTooMany = Decoded::unknown("the recipe holds more lists than are judged");
  const Memo key{decoder, &value};
  const auto known = decoded_.find(key);
  if (known != decoded_.end()) return known->second;
  if (elements_ > kMostElements) return kTooMany;
  const Decoded& read = decoded_.emplace(key, read_value(decoder, value, ruleset_.vocabulary)).first->second;
  elements_ += read.items.size() + 1;
  return read;
}

Found Evaluator::look_up(const Path& path, const Ground& ground) {
  Found found;
  if (path.kind == Path::Kind::fact) {
    const FactResult& result = fact(path.fact, ground);
    found.value = result.value;
    found.state = found.value->state;
    found.why = &found.value->why;
    found.at = result.doubt;
    return found;
  }
  if (path.kind == Path::Kind::variable) {
    if (ground.bound == nullptr) return found;
    found.setting = ground.bound;
    found.value = &variable(*ground.bound).ask(path.property);
    found.state = found.value->state;
    found.why = &found.value->why;
    found.at = written_at(*ground.bound);
    return found;
  }
  if (path.is_bound()) {
    if (ground.bound != nullptr) found = found_in(*ground.bound);
    if (path.kind == Path::Kind::bound_name) found.state = State::known;  // whatever the value is
    return found;
  }
  if (path.kind == Path::Kind::named) {
    if (ground.bound == nullptr) return found;
    const std::string full = full_path(path, ground);
    found = look_up_at(path.scope, full, ground);
    if (found.part != nullptr) found.at = std::exchange(found.part, nullptr)->anchor(full);
    return found;
  }
  return look_up_at(path.scope, path.text, ground);
}

std::vector<const Setting*> Evaluator::settings_at(const Path& path, const Ground& ground) const {
  std::vector<const Setting*> settings;
  add_settings_at(path, ground, settings);
  return settings;
}

void Evaluator::add_settings_at(const Path& path, const Ground& ground, std::vector<const Setting*>& settings) const {
  const auto add = [&](const Setting* setting) {
    if (setting == nullptr || setting->value.state == State::absent) return;
    if (settings.empty()) settings.reserve(kSome);
    settings.push_back(setting);
  };
  if (path.is_bound()) {
    if (ground.bound != nullptr) settings.push_back(ground.bound);
    return;
  }
  const Part* part = ground.part(path.scope);
  if (part == nullptr || path.kind == Path::Kind::fact || path.kind == Path::Kind::anchor) return;
  if (path.kind == Path::Kind::named) {
    if (ground.bound != nullptr) add(part->settings.find(full_path(path, ground)));
  } else if (path.kind == Path::Kind::pattern) {
    for (const Setting& setting : part->settings.with_prefix(path.prefix)) {
      if (fits(path, setting.path)) add(&setting);
    }
  } else {
    add(part->settings.find(path.text));
  }
}

std::vector<Limit> Evaluator::limits_of(const Matcher& matcher, const Ground& ground) {
  std::vector<Limit> limits;
  for (const Comparison& comparison : matcher.comparisons) {
    Limit limit{.state = State::known, .number = comparison.number, .why = nullptr};
    if (comparison.path) {
      const Found right = look_up(*comparison.path, ground);
      limit.state = right.state;
      limit.why = right.why;
      const std::optional<double> number = right.state == State::known ? to_quantity(right.value->text()) : std::nullopt;
      if (number) {
        limit.number = *number;
      } else if (right.state == State::known) {
        limit.state = State::absent;  // nothing compares with what is no number
      }
    }
    limits.push_back(std::move(limit));
  }
  return limits;
}

Match Evaluator::answer_to(const Test& test, const Found& found, const Ground& ground, bool wants_item) {
  const auto& lists = test.matcher.lists;
  const bool named =
      ground.bound != nullptr && std::any_of(lists.begin(), lists.end(), [](const ListTest& one) { return one.setting_name; });
  const std::string_view bound_name = named ? last_part(ground.bound->path) : std::string_view();
  const std::vector<Limit> limits = limits_of(test.matcher, ground);
  const Value& value = test.path.kind == Path::Kind::bound_name ? name_of(*found.setting) : *found.value;
  const Decoded* read = is_plain(test.matcher) ? nullptr : &decoded(test.matcher.decoder, value);
  return match(test.matcher, value, read, {.limits = limits, .setting_name = bound_name, .wants_item = wants_item});
}

Truth Evaluator::test_found(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence) {
  if (evidence != nullptr || !is_simple(test, found)) return test_any(test, found, ground, absent_holds, evidence);
  const Matcher& matcher = test.matcher;
  const Truth asked = matcher.asks_value() ? match_plain(matcher, *found.value, {}) : Truth::yes;
  return matcher.exists ? both(asked, truth(*matcher.exists)) : asked;
}

Truth Evaluator::test_any(const Test& test, const Found& found, const Ground& ground, bool absent_holds, Evidence* evidence) {
  const Matcher& matcher = test.matcher;
  if (matcher.known && *matcher.known != (found.state != State::unknown)) {
    if (evidence != nullptr) evidence->witnesses.push_back({.path = &test.path, .setting = found.setting, .item = {}});
    return Truth::no;
  }
  if (found.state == State::unknown && (!matcher.known || matcher.asks_value() || matcher.exists)) {
    if (evidence != nullptr) evidence->doubt = found.doubt();
    return Truth::maybe;
  }
  bool absent = found.state == State::absent;
  Truth asked = Truth::yes;
  std::optional<Match> answer;
  if (!absent && (matcher.asks_value() || matcher.decoder != nullptr)) {
    answer = answer_to(test, found, ground, evidence != nullptr);
    absent = answer->absent;
    asked = absent ? Truth::yes : answer->truth;
  }
  if (absent && matcher.asks_value()) asked = truth(absent_holds);
  if (asked == Truth::maybe && matcher.known) asked = Truth::no;
  if (matcher.exists) asked = both(asked, truth(*matcher.exists != absent));
  if (evidence == nullptr) return asked;
  if (asked == Truth::maybe) {
    evidence->doubt = Doubt{answer->why, found.setting != nullptr ? written_at(*found.setting) : Span{}};
    return asked;
  }
  Witness witness{.path = &test.path, .setting = found.setting, .item = {}};
  if (answer && answer->item) witness.item = std::make_shared<const DecodedItem>(*std::move(answer->item));
  if (!absent && test.path.kind == Path::Kind::variable && test.path.property == VariableProperty::problem) {
    witness.item = variable(*found.setting).culprit();
  }
  evidence->witnesses.push_back(std::move(witness));
  return asked;
}

Truth Evaluator::test_pattern(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence) {
  const std::vector<const Setting*> settings = settings_at(test.path, ground);
  const std::string* gap = gap_within(ground, test.path);
  const bool asks_absence = test.matcher.exists && !*test.matcher.exists;
  if (settings.empty() && gap == nullptr) return test_found(test, Found{}, ground, absent_holds, evidence);
  Truth result = Truth::no;
  for (const Setting* setting : settings) {
    OwnEvidence own(evidence);
    const Truth one = test_found(test, found_in(*setting), ground, absent_holds, own.wanted());
    // That none is there is decided by one that is there; else one that meets the test decides.
    if (one == (asks_absence ? Truth::no : Truth::yes)) {
      own.replace();
      return one;
    }
    result = asks_absence ? Truth::maybe : either(result, one);
    own.keep();
  }
  if (gap == nullptr) return result;
  if (evidence != nullptr && !evidence->doubt) {
    const Part* part = ground.part(test.path.scope);
    evidence->doubt = Doubt{*gap, part == nullptr ? Span{} : part->anchor(test.path.prefix)};
  }
  return Truth::maybe;
}

Truth Evaluator::test(const Test& test, const Ground& ground, bool absent_holds, Evidence* evidence) {
  if (test.path.kind == Path::Kind::pattern) return test_pattern(test, ground, absent_holds, evidence);
  return test_found(test, look_up(test.path, ground), ground, absent_holds, evidence);
}

Truth Evaluator::combine(const Combination& combination, const Ground& ground, bool absent_holds, Evidence* evidence) {
  if (combination.how == Combination::How::negation) {
    return opposite(evaluate(combination.parts.front(), ground, absent_holds, evidence));
  }
  // `all` is decided by the first part that fails, `any` by the first that holds; else every part has a say.
  const bool all = combination.how == Combination::How::all;
  const Truth decisive = all ? Truth::no : Truth::yes;
  Truth result = opposite(decisive);
  for (const Condition& part : combination.parts) {
    OwnEvidence own(evidence);
    const Truth one = evaluate(part, ground, absent_holds, own.wanted());
    if (one == decisive) {
      own.replace();
      return one;
    }
    result = all ? both(result, one) : either(result, one);
    own.keep();
  }
  return result;
}

Truth Evaluator::evaluate(const Condition& condition, const Ground& ground, bool absent_holds, Evidence* evidence) {
  if (const auto* one = std::get_if<Test>(&condition.what)) return test(*one, ground, absent_holds, evidence);
  if (const auto* several = std::get_if<Combination>(&condition.what)) return combine(*several, ground, absent_holds, evidence);
  return quantify(std::get<Quantifier>(condition.what), ground, absent_holds, evidence);
}

Verdict Evaluator::evaluate(const Condition& condition, const Ground& ground) {
  Verdict verdict;
  verdict.truth = evaluate(condition, ground, false, &verdict);
  return verdict;
}

}  // namespace fabriclint
