// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/device_list.h"

#include <algorithm>
#include <utility>

#include "vocabulary/words.h"

namespace fabriclint {
namespace {

constexpr std::string_view kTrimmed = " \t\r\n";
constexpr std::size_t kMostNames = 128;  // beyond that it is no list of devices, and looking each up would cost too much

std::vector<TracedText> names_of(const TracedText& text) {
  std::vector<TracedText> names;
  if (text.text().starts_with('{') || text.text().find('/') != std::string::npos) return names;
  const std::size_t signs = std::min(text.text().find_first_not_of("^="), text.size());
  for (const TracedText& element : split(text.slice(signs), ',')) {
    const std::size_t begin = element.text().find_first_not_of(kTrimmed);
    if (begin == std::string::npos || element.text()[begin] == '^') continue;  // a sign in the wrong place is no letter of a name
    std::size_t end = std::min(element.text().find(':', begin), element.size());
    end = element.text().find_last_not_of(kTrimmed, end - 1) + 1;
    if (end > begin) names.push_back(element.slice(begin, end));
  }
  return names;
}

}  // namespace

Decoded decode_device_misspelt(const TracedText& text, const Vocabulary& vocabulary) {
  std::vector<DecodedItem> misspelt;
  std::vector<TracedText> names = names_of(text);
  if (names.size() > kMostNames) return Decoded::unknown("the list has too many names to compare");
  for (TracedText& name : names) {
    if (auto right = respelt_device(vocabulary.devices, name.text())) {
      std::string word = name.text();
      misspelt.push_back({std::move(word), std::move(name), *std::move(right)});
    }
  }
  return Decoded::list(std::move(misspelt));
}

Decoded decode_device_kinds(const TracedText& text, const Vocabulary& vocabulary) {
  std::vector<DecodedItem> kinds;
  if (text.empty() || text.text().starts_with('^') || text.text() == "all") return Decoded::list({});
  for (TracedText& element : split(text, ',')) {
    const std::string_view name = std::string_view(element.text()).substr(0, element.text().find(':'));
    const std::string_view port = std::string_view(element.text()).substr(std::min(name.size() + 1, element.size()));
    std::string kind(port.find_first_not_of("0123456789") == std::string_view::npos ? kind_of_device(vocabulary.devices, name) : "other");
    kinds.push_back({std::move(kind), std::move(element)});
  }
  return Decoded::list(std::move(kinds));
}

}  // namespace fabriclint
