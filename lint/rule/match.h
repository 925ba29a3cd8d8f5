// SPDX-License-Identifier: Apache-2.0
// Asks a matcher of a value that is known. Absent and unknown settings never come here: what they mean depends on the rule (evaluate.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/setting.h"
#include "rule/condition.h"
#include "rule/truth.h"
#include "vocabulary/decoder.h"

namespace fabriclint {

// The right side of a comparison as it turned out: a number, or the reason why there is none.
struct Limit {
  State state = State::known;
  double number = 0;
  const std::string* why = nullptr;  // unknown
};

struct Match {
  Truth truth = Truth::no;
  bool absent = false;              // the decoder takes the text for no setting at all; `truth` means nothing then
  std::optional<DecodedItem> item;  // the element that decided, where it is wanted
  std::string_view why;             // maybe: what is not known, in words of what was matched
};

// Texts longer than this are unknown to every matcher, so that a huge value that many containers share cannot stall a run.
inline constexpr std::size_t kLongestJudged = std::size_t{64} << 10U;
[[nodiscard]] bool is_too_long(const Value& value);

// The text of an element, decoded or not.
[[nodiscard]] inline const std::string& text_of(const DecodedItem& item) {
  return item.text;
}
[[nodiscard]] inline const std::string& text_of(const TracedText& item) {
  return item.text();
}

// The value as a matcher's decoder reads it; as it is when there is none.
[[nodiscard]] Decoded read_value(const Decoder* decoder, const Value& value, const Vocabulary& vocabulary);

// Whether a matcher asks for a word or a number of the value as it stands.
[[nodiscard]] bool is_plain(const Matcher& matcher);

// What is asked beside the matcher.
struct Question {
  const std::vector<Limit>& limits;  // the right sides of matcher.comparisons, in order
  std::string_view setting_name;     // what `{setting.name}` stands for in lists
  bool wants_item = false;           // for evidence
};

// `decoded`: what read_value() yields for the matcher's decoder; null for a plain matcher, which does not need it. On a list, equals,
// matches and comparisons hold when one element meets all of them. `exists` is not looked at.
[[nodiscard]] Match match(const Matcher& matcher, const Value& value, const Decoded* decoded, const Question& question);
// The truth that match() yields for a plain matcher.
[[nodiscard]] Truth match_plain(const Matcher& matcher, const Value& value, const std::vector<Limit>& limits);

}  // namespace fabriclint
