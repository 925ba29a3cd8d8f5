// SPDX-License-Identifier: Apache-2.0
#include "rule/match.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "text/glob.h"
#include "text/suggest.h"
#include "vocabulary/quantity.h"

namespace fabriclint {
namespace {

constexpr const char* kTooLong = "the value is too long to judge";

bool equals(const Literal& literal, const std::string& text) {
  if (literal.text == text) return true;
  if (!literal.number) return false;
  const std::optional<double> number = to_quantity(text);
  return number && *number == *literal.number;
}

Truth compare(const Comparison& comparison, const Limit& limit, const std::string& text) {
  if (limit.state == State::unknown) return Truth::maybe;
  const std::optional<double> number = to_quantity(text);
  if (limit.state == State::absent || !number) return Truth::no;
  switch (comparison.how) {
    case Comparison::Operator::lt:
      return truth(*number < limit.number);
    case Comparison::Operator::le:
      return truth(*number <= limit.number);
    case Comparison::Operator::gt:
      return truth(*number > limit.number);
    case Comparison::Operator::ge:
      return truth(*number >= limit.number);
  }
  return Truth::no;
}

Truth compare(const Release& release, const std::string& text) {
  const std::optional<Version> version = to_version(text);
  if (!version) return Truth::maybe;
  return truth((*version < release.version) == release.before);
}

Truth meets(const Matcher& matcher, const std::string& text, const std::vector<Limit>& limits) {
  if (!matcher.equals.empty() &&
      std::none_of(matcher.equals.begin(), matcher.equals.end(), [&](const Literal& literal) { return equals(literal, text); })) {
    return Truth::no;
  }
  if (matcher.matches != nullptr && !re2::RE2::FullMatch(text, matcher.matches->compiled())) return Truth::no;
  Truth result = Truth::yes;
  for (std::size_t n = 0; n < matcher.comparisons.size(); ++n) result = both(result, compare(matcher.comparisons[n], limits[n], text));
  for (const Release& release : matcher.releases) result = both(result, compare(release, text));
  return result;
}

bool is_member(const Globs& globs, const std::string& text) {
  return std::any_of(globs->begin(), globs->end(), [&](const std::string& glob) { return glob_matches(glob, text); });
}

bool is_any(const ListTest& test, const std::string& text, std::string_view setting_name) {
  if (test.setting_name && text == setting_name) return true;
  return std::any_of(test.members.begin(), test.members.end(), [&](const Globs& globs) { return is_member(globs, text); });
}

// The answer, and the element that gave it.
std::pair<bool, const DecodedItem*> ask(const ListTest& test, const std::vector<DecodedItem>& items, std::string_view setting_name) {
  const auto listed = [&](const DecodedItem& item) { return is_any(test, item.text, setting_name); };
  switch (test.how) {
    case ListTest::How::has_any:
    case ListTest::How::has_none: {
      const auto found = std::find_if(items.begin(), items.end(), listed);
      const DecodedItem* item = found == items.end() ? nullptr : &*found;
      return {(item != nullptr) == (test.how == ListTest::How::has_any), item};
    }
    case ListTest::How::only: {
      const auto other = std::find_if_not(items.begin(), items.end(), listed);
      return {other == items.end(), other == items.end() ? nullptr : &*other};
    }
    case ListTest::How::has_all:
      break;
  }
  const auto named = [&](const DecodedItem& item) { return item.text == setting_name; };
  if (test.setting_name && std::none_of(items.begin(), items.end(), named)) return {false, nullptr};
  const bool all = std::all_of(test.members.begin(), test.members.end(), [&](const Globs& globs) {
    return std::any_of(items.begin(), items.end(), [&](const DecodedItem& item) { return is_member(globs, item.text); });
  });
  return {all, nullptr};
}

// What an element may have been meant to be: the nearest of the names that are admitted. One with a `*` in it is no name.
std::string nearest(const ListTest& test, const std::string& text) {
  std::vector<std::string_view> names;
  for (const Globs& globs : test.members) {
    std::copy_if(globs->begin(), globs->end(), std::back_inserter(names),
                 [](const std::string& glob) { return glob.find('*') == std::string::npos; });
  }
  return suggest(text, std::span<const std::string_view>(names)).value_or("");
}

// True when elements that are not known yet may turn the answer around.
bool can_turn(ListTest::How how, bool holds) {
  const bool wants_more = how == ListTest::How::has_any || how == ListTest::How::has_all;
  return wants_more != holds;
}

DecodedItem decoded(const DecodedItem& item) {
  return item;
}
DecodedItem decoded(const TracedText& item) {
  return {item.text(), item};
}

template <typename Item>
Match match_elements(const Matcher& matcher, const std::vector<Item>& items, const std::vector<Limit>& limits, bool wants_item) {
  Match result;
  for (const Item& item : items) {
    const Truth met = meets(matcher, text_of(item), limits);
    if (met <= result.truth) continue;
    result.truth = met;
    if (met == Truth::yes) {
      if (wants_item) result.item = decoded(item);
      break;
    }
    const auto open = std::find_if(limits.begin(), limits.end(), [](const Limit& limit) { return limit.state == State::unknown; });
    result.why = open != limits.end() && open->why != nullptr ? std::string_view(*open->why) : "the text is no version";
  }
  return result;
}

}  // namespace

bool is_too_long(const Value& value) {
  std::size_t size = 0;
  for (const TracedText& item : value.items) size += item.size();
  return size > kLongestJudged;
}

bool is_plain(const Matcher& matcher) {
  return matcher.decoder == nullptr && matcher.lists.empty();
}

Truth match_plain(const Matcher& matcher, const Value& value, const std::vector<Limit>& limits) {
  if (is_too_long(value)) return Truth::maybe;
  Truth result = Truth::no;
  for (const TracedText& item : value.items) {
    result = either(result, meets(matcher, item.text(), limits));
    if (result == Truth::yes) return result;
  }
  return value.is_open() ? Truth::maybe : result;
}

Decoded read_value(const Decoder* decoder, const Value& value, const Vocabulary& vocabulary) {
  if (is_too_long(value)) return Decoded::unknown(kTooLong);
  Decoded all;
  all.is_list = value.is_list;
  bool absent = !value.items.empty();
  for (const TracedText& item : value.items) {
    if (decoder == nullptr) {
      all.items.push_back({item.text(), item});
      absent = false;
      continue;
    }
    Decoded decoded = decoder->decode(item, vocabulary);
    if (decoded.state == Decoded::State::unknown) return decoded;
    if (decoded.state == Decoded::State::absent) continue;
    absent = false;
    all.is_list = all.is_list || decoded.is_list;
    std::move(decoded.items.begin(), decoded.items.end(), std::back_inserter(all.items));
  }
  if (absent) all.state = Decoded::State::absent;
  return all;
}

Match match(const Matcher& matcher, const Value& value, const Decoded* decoded, const Question& question) {
  const auto settle = [&](Match result) {
    if (result.truth == Truth::maybe && result.why.empty()) result.why = value.why;
    return result;
  };
  const auto unknown = [](std::string_view why) { return Match{.truth = Truth::maybe, .absent = false, .item = {}, .why = why}; };
  if (decoded == nullptr) {
    if (is_too_long(value)) return unknown(kTooLong);
    Match result = match_elements(matcher, value.items, question.limits, question.wants_item && value.is_list);
    if (value.is_open() && result.truth == Truth::no) result.truth = Truth::maybe;
    return settle(std::move(result));
  }
  if (decoded->state == Decoded::State::unknown) return unknown(decoded->why);
  Match result;
  if (decoded->state == Decoded::State::absent) {
    result.absent = true;
    return result;
  }
  result.truth = Truth::yes;
  if (matcher.asks_elements()) result = match_elements(matcher, decoded->items, question.limits, question.wants_item && decoded->is_list);
  if (value.is_open() && result.truth == Truth::no) result.truth = Truth::maybe;
  for (const ListTest& test : matcher.lists) {
    const auto [holds, item] = ask(test, decoded->items, question.setting_name);
    // The element that decided is that of the first test that holds, or of the one that fails.
    if (question.wants_item && item != nullptr && (!result.item || !holds)) {
      result.item = *item;
      if (test.how == ListTest::How::only && item->instead.empty()) result.item->instead = nearest(test, item->text);
    }
    const Truth answer = value.is_open() && can_turn(test.how, holds) ? Truth::maybe : truth(holds);
    result.truth = both(result.truth, answer);
    if (answer == Truth::no) break;
  }
  return settle(std::move(result));
}

}  // namespace fabriclint
