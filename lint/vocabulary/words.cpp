// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/words.h"

#include <utility>

namespace fabriclint {

std::vector<TracedText> split(const TracedText& text, char separator) {
  std::vector<TracedText> elements;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text.text()[at] != separator) continue;
    elements.push_back(text.slice(begin, at));
    begin = at + 1;
  }
  return elements;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

std::string upper(std::string_view text) {
  std::string raised(text);
  for (char& c : raised) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return raised;
}

Decoded decode_csv(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  constexpr std::string_view kAround = " \t\r\n";
  std::vector<DecodedItem> items;
  for (const TracedText& element : split(text, ',')) {
    const std::size_t begin = element.text().find_first_not_of(kAround);
    if (begin == std::string::npos) continue;
    const std::size_t end = element.text().find_last_not_of(kAround) + 1;
    TracedText word = element.slice(begin, end);
    std::string name = word.text();
    items.push_back({std::move(name), std::move(word)});
  }
  return Decoded::list(std::move(items));
}

Decoded decode_lower(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  return Decoded::one(lower(text.text()), text);
}

Decoded decode_upper(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  return Decoded::one(upper(text.text()), text);
}

}  // namespace fabriclint
