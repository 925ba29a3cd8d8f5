// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "text/suggest.h"
#include "vocabulary/devices.h"
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

bool is_listed(const std::string& word, const Variable& variable) {
  const bool any_case = variable.ignore_case || variable.type->name.starts_with("ucx-enum");
  return std::any_of(variable.values.begin(), variable.values.end(),
                     [&](const std::string& value) { return any_case ? fits_shape(lower(value), lower(word)) : fits_shape(value, word); });
}

// The word that differs in case only, else the nearest one that is a word as it stands.
std::string nearest(const std::string& word, const Variable& variable) {
  const std::string found = suggest(word, std::span<const std::string>(variable.values)).value_or("");
  return found.find('#') == std::string::npos ? found : "";
}

}  // namespace

Judged judge_enum(const TracedText& value, const Variable& variable) {
  if (is_listed(value.text(), variable)) return std::nullopt;
  return Mistake{"enum", none_of(value.text(), joined(variable.values)), nearest(value.text(), variable), {}};
}

Judged judge_enum_list(const TracedText& value, const Variable& variable) {
  return judge_ucx_enum_list(value.text().starts_with('^') ? value.slice(1) : value, variable);
}

// Empty elements are nothing to releases that split with strtok_r, and are left alone.
Judged judge_ucx_enum_list(const TracedText& value, const Variable& variable) {
  if (value.empty()) return std::nullopt;
  for (const TracedText& word : split(value, ',')) {
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
