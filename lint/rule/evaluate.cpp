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
  if (found.state == State::unknown) found.doubt = {setting.value.why, written_at(setting)};
  return found;
}

// A path that ends in the name of the setting that the rule is about.
std::string full_path(const Path& named, const Ground& ground) {
  return named.prefix + std::string(last_part(ground.bound->path));
}

Found look_up_at(Scope scope, const std::string& path, const Ground& ground) {
  const Part* part = ground.part(scope);
  const Setting* setting = part == nullptr ? nullptr : part->settings.find(path);
  if (setting != nullptr) return found_in(*setting);
  Found found;
  if (const std::string* why = gap_over(ground, scope, path)) {
    found.state = State::unknown;
    found.doubt = {*why, part == nullptr ? ground.own().span : part->anchor(path)};
  }
  return found;
}

}  // namespace

void Verdict::keep_doubt(std::optional<Doubt>& other) {
  if (!doubt && other) doubt = std::move(other);
}

void Verdict::keep_witnesses(std::vector<Witness>& others) {
  if (witnesses.empty()) {
    witnesses = std::move(others);
    return;
  }
  std::move(others.begin(), others.end(), std::back_inserter(witnesses));
}

VariableView& Evaluator::variable(const Setting& setting) {
  return variables_.try_emplace(&setting, setting, ruleset_.vocabulary).first->second;
}

Found Evaluator::look_up(const Path& path, const Ground& ground) {
  Found found;
  if (path.kind == Path::Kind::fact) {
    found.fact = &fact(path.fact, ground);
    found.value = &found.fact->value;
    found.state = found.value->state;
    if (found.state == State::unknown) found.doubt = {found.value->why, found.fact->at};
    return found;
  }
  if (path.kind == Path::Kind::variable) {
    if (ground.bound == nullptr) return found;
    found.setting = ground.bound;
    found.value = &variable(*ground.bound).ask(path.property);
    found.state = found.value->state;
    if (found.state == State::unknown) found.doubt = {found.value->why, written_at(*ground.bound)};
    return found;
  }
  if (path.is_bound()) {
    if (ground.bound != nullptr) found = found_in(*ground.bound);
    if (path.kind == Path::Kind::bound_name) found.state = State::known;  // whatever the value is
    return found;
  }
  if (path.kind == Path::Kind::named) return ground.bound == nullptr ? found : look_up_at(path.scope, full_path(path, ground), ground);
  return look_up_at(path.scope, path.text, ground);
}

std::vector<const Setting*> Evaluator::settings_at(const Path& path, const Ground& ground) const {
  std::vector<const Setting*> settings;
  if (path.is_bound()) {
    if (ground.bound != nullptr) settings.push_back(ground.bound);
    return settings;
  }
  const Part* part = ground.part(path.scope);
  if (part == nullptr || path.kind == Path::Kind::fact || path.kind == Path::Kind::anchor) return settings;
  if (path.kind == Path::Kind::named) {
    const Setting* setting = ground.bound == nullptr ? nullptr : part->settings.find(full_path(path, ground));
    if (setting != nullptr && setting->value.state != State::absent) settings.push_back(setting);
    return settings;
  }
  if (path.kind == Path::Kind::pattern) {
    for (const Setting* setting : part->settings.with_prefix(path.prefix)) {
      if (setting->value.state != State::absent && fits(path, setting->path)) settings.push_back(setting);
    }
  } else if (const Setting* setting = part->settings.find(path.text); setting != nullptr && setting->value.state != State::absent) {
    settings.push_back(setting);
  }
  return settings;
}

std::vector<Limit> Evaluator::limits_of(const Matcher& matcher, const Ground& ground) {
  std::vector<Limit> limits;
  for (const Comparison& comparison : matcher.comparisons) {
    Limit limit{.state = State::known, .number = comparison.number, .why = {}};
    if (comparison.path) {
      const Found right = look_up(*comparison.path, ground);
      limit.state = right.state;
      limit.why = right.doubt.why;
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

Verdict Evaluator::test_found(const Test& test, const Found& found, const Ground& ground, bool absent_holds) {
  const Matcher& matcher = test.matcher;
  Verdict verdict;
  if (matcher.known && *matcher.known != (found.state != State::unknown)) {
    verdict.truth = Truth::no;
    verdict.witnesses.push_back({.path = &test.path, .setting = found.setting, .item = {}});
    return verdict;
  }
  if (found.state == State::unknown && (!matcher.known || matcher.asks_value() || matcher.exists)) {
    verdict.truth = Truth::maybe;
    verdict.doubt = found.doubt;
    return verdict;
  }
  Witness witness{.path = &test.path, .setting = found.setting, .item = {}};
  bool absent = found.state == State::absent;
  Truth asked = Truth::yes;
  if (!absent && (matcher.asks_value() || matcher.decoder != nullptr)) {
    Value name;
    if (test.path.kind == Path::Kind::bound_name) {
      name = Value::known(TracedText::decoded(last_part(found.setting->path), found.setting->origin.key));
    }
    Match answer = match(matcher, test.path.kind == Path::Kind::bound_name ? name : *found.value, limits_of(matcher, ground),
                         ruleset_.vocabulary, ground.bound == nullptr ? std::string_view() : last_part(ground.bound->path));
    absent = answer.absent;
    asked = absent ? Truth::yes : answer.truth;
    if (answer.item) witness.item = std::make_shared<const DecodedItem>(*std::move(answer.item));
    if (asked == Truth::maybe) verdict.doubt = Doubt{std::move(answer.why), found.setting != nullptr ? written_at(*found.setting) : Span{}};
  }
  if (!absent && test.path.kind == Path::Kind::variable && test.path.property == VariableProperty::problem) {
    witness.item = variable(*found.setting).culprit();
  }
  if (absent && matcher.asks_value()) asked = truth(absent_holds);
  if (asked == Truth::maybe && matcher.known) asked = Truth::no;
  verdict.truth = asked;
  if (matcher.exists) verdict.truth = both(verdict.truth, truth(*matcher.exists != absent));
  if (verdict.truth != Truth::maybe) {
    verdict.doubt.reset();
    verdict.witnesses.push_back(std::move(witness));
  }
  return verdict;
}

Verdict Evaluator::test_pattern(const Test& test, const Ground& ground, bool absent_holds) {
  Verdict verdict;
  verdict.truth = Truth::no;
  const std::vector<const Setting*> settings = settings_at(test.path, ground);
  const std::string* gap = gap_within(ground, test.path);
  const bool asks_absence = test.matcher.exists && !*test.matcher.exists;
  if (settings.empty() && gap == nullptr) return test_found(test, Found{}, ground, absent_holds);
  for (const Setting* setting : settings) {
    Verdict one = test_found(test, found_in(*setting), ground, absent_holds);
    if (asks_absence) {  // that none is there: one that is there decides
      if (one.truth == Truth::no) return one;
      verdict.keep_doubt(one.doubt);
      verdict.truth = Truth::maybe;
      continue;
    }
    if (one.truth == Truth::yes) return one;
    verdict.truth = either(verdict.truth, one.truth);
    verdict.keep_doubt(one.doubt);
    verdict.keep_witnesses(one.witnesses);
  }
  if (gap != nullptr) {
    verdict.truth = Truth::maybe;
    std::optional<Doubt> doubt =
        Doubt{*gap, ground.part(test.path.scope) == nullptr ? Span{} : ground.part(test.path.scope)->anchor(test.path.prefix)};
    verdict.keep_doubt(doubt);
  }
  return verdict;
}

Verdict Evaluator::test(const Test& test, const Ground& ground, bool absent_holds) {
  if (test.path.kind == Path::Kind::pattern) return test_pattern(test, ground, absent_holds);
  return test_found(test, look_up(test.path, ground), ground, absent_holds);
}

Verdict Evaluator::combine(const Combination& combination, const Ground& ground, bool absent_holds) {
  if (combination.how == Combination::How::negation) {
    Verdict verdict = evaluate(combination.parts.front(), ground, absent_holds);
    verdict.truth = opposite(verdict.truth);
    return verdict;
  }
  // `all` is decided by the first part that fails, `any` by the first that holds; else every part has a say.
  const bool all = combination.how == Combination::How::all;
  const Truth decisive = all ? Truth::no : Truth::yes;
  Verdict verdict;
  verdict.truth = opposite(decisive);
  for (const Condition& part : combination.parts) {
    Verdict one = evaluate(part, ground, absent_holds);
    if (one.truth == decisive) return one;
    verdict.truth = all ? both(verdict.truth, one.truth) : either(verdict.truth, one.truth);
    verdict.keep_doubt(one.doubt);
    verdict.keep_witnesses(one.witnesses);
  }
  return verdict;
}

Verdict Evaluator::evaluate(const Condition& condition, const Ground& ground, bool absent_holds) {
  if (const auto* one = std::get_if<Test>(&condition.what)) return test(*one, ground, absent_holds);
  if (const auto* several = std::get_if<Combination>(&condition.what)) return combine(*several, ground, absent_holds);
  return quantify(std::get<Quantifier>(condition.what), ground, absent_holds);
}

}  // namespace fabriclint
