// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "text/suggest.h"
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

bool is_listed(const std::string& word, const Variable& variable) {
  const bool any_case = variable.ignore_case || variable.type->name == "ucx-enum";
  return std::any_of(variable.values.begin(), variable.values.end(),
                     [&](const std::string& value) { return any_case ? lower(value) == lower(word) : value == word; });
}

// The word that differs in case only, else the nearest one.
std::string nearest(const std::string& word, const Variable& variable) {
  return suggest(word, std::span<const std::string>(variable.values)).value_or("");
}

}  // namespace

Judged judge_enum(const TracedText& value, const Variable& variable) {
  if (is_listed(value.text(), variable)) return std::nullopt;
  return Mistake{"enum", none_of(value.text(), joined(variable.values)), nearest(value.text(), variable), {}};
}

Judged judge_enum_list(const TracedText& value, const Variable& variable) {
  const TracedText words = value.text().starts_with('^') ? value.slice(1) : value;
  if (words.empty()) return std::nullopt;
  for (const TracedText& word : split(words, ',')) {
    if (word.empty() || is_listed(word.text(), variable)) continue;
    return Mistake{"list", none_of(word.text(), joined(variable.values)), nearest(word.text(), variable), word};
  }
  return std::nullopt;
}

Judged judge_strict_boolean(const TracedText& value, const Variable& variable) {
  if (is_listed(value.text(), variable)) return std::nullopt;
  return Mistake{"boolean", none_of(value.text(), joined(variable.values)), nearest(value.text(), variable), {}};
}

}  // namespace fabriclint
