// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

bool is_boolean(const std::string& text) {
  const std::string word = lower(text);
  // `on` and `off` came later than the others, and in lower case only.
  return word == "y" || word == "yes" || word == "1" || word == "n" || word == "no" || word == "0" || text == "on" || text == "off";
}

bool is_try(const std::string& word) {
  return word == "try" || word == "maybe";
}

Mistake no_switch(const TracedText& value, const Variable& variable) {
  const std::optional<bool> meant = said(value.text());
  return {"boolean", none_of(value.text(), variable.type->expects), !meant ? "" : *meant ? "y" : "n", {}};
}

}  // namespace

Judged judge_ucx_boolean(const TracedText& value, const Variable& variable) {
  if (is_boolean(value.text())) return std::nullopt;
  return no_switch(value, variable);
}

Judged judge_ucx_ternary(const TracedText& value, const Variable& variable) {
  if (is_boolean(value.text()) || is_try(lower(value.text()))) return std::nullopt;
  return no_switch(value, variable);
}

Judged judge_ucx_ternary_auto(const TracedText& value, const Variable& variable) {
  const std::string word = lower(value.text());
  if (is_boolean(value.text()) || is_try(word) || word == "auto") return std::nullopt;
  return no_switch(value, variable);
}

Judged judge_ucx_on_off_auto(const TracedText& value, const Variable& variable) {
  const std::string word = lower(value.text());
  if (is_boolean(value.text()) || is_try(word) || word == "auto" || word == "on" || word == "off") return std::nullopt;
  return no_switch(value, variable);
}

}  // namespace fabriclint
