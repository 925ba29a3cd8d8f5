// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "vocabulary/value_judges.h"

namespace fabriclint {

Judged judge_nothing(const TracedText& /*value*/, const Variable& /*variable*/) {
  return std::nullopt;
}

// Only what no JSON reader could take for an object; whether the inside is well-formed is the reader's business.
Judged judge_json_object(const TracedText& value, const Variable& /*variable*/) {
  const std::string& text = value.text();
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return std::nullopt;
  if (text[begin] == '{' && text[text.find_last_not_of(" \t\r\n")] == '}') return std::nullopt;
  return Mistake{"json", fmt::format("'{}' is no JSON object", text), {}, {}};
}

}  // namespace fabriclint
