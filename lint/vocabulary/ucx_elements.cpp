// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/ucx_elements.h"

#include <algorithm>
#include <set>
#include <utility>

#include "text/ascii.h"
#include "text/suggest.h"
#include "vocabulary/transports.h"
#include "vocabulary/ucx_list.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

// The name in an element: without the `\` that turns aliases off, and without `:aux`.
std::string_view name_in(std::string_view element) {
  if (element.starts_with('\\')) element.remove_prefix(1);
  if (element.ends_with(kAuxiliary)) element.remove_suffix(kAuxiliary.size());
  return element;
}

bool is_known(std::string_view element, const Transports& transports) {
  return element == kAllTransports || transports.has(name_in(element));
}

// The words of an element that blanks keep apart.
std::vector<std::string> words_of(std::string_view element) {
  std::vector<std::string> words;
  for (std::size_t begin = element.find_first_not_of(kSpaces); begin != std::string_view::npos;) {
    const std::size_t end = std::min(element.find_first_of(kSpaces, begin), element.size());
    words.emplace_back(element.substr(begin, end - begin));
    begin = element.find_first_not_of(kSpaces, end);
  }
  return words;
}

// The element as it should be written, when case and blanks are all that is wrong: "RC TCP" is "rc,tcp". Empty when more is wrong.
std::string respelt(const std::vector<std::string>& words, const Transports& transports) {
  std::string text;
  for (const std::string& word : words) {
    const std::string lowered = lower(word);
    if (!is_known(lowered, transports)) return {};
    text += (text.empty() ? "" : ",") + lowered;
  }
  return text;
}

std::string meant_by(std::string_view name, const Transports& transports) {
  const std::string lowered = lower(name);
  if (const auto mistake = transports.mistakes.find(lowered); mistake != transports.mistakes.end()) return mistake->second;
  std::vector<std::string_view> names;
  for (const auto& [known, transport] : transports.by_name) names.push_back(known);
  for (const auto& [known, alias] : transports.aliases) names.push_back(known);
  return suggest(lowered, std::span<const std::string_view>(names)).value_or("");
}

// The list without empty and repeated elements, blanks and capitals, and with its `^`, if any, in front of all the names. `guess`: with
// what unknown names mean. Empty when that is not clear.
std::string mended(std::string_view text, const Transports& transports, bool guess) {
  std::vector<std::string> allowed;
  std::vector<std::string> denied;
  const bool denies = text.substr(std::min(text.find_first_not_of(kSpaces), text.size())).starts_with('^');
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    for (std::string& word : words_of(text.substr(begin, end - begin))) {
      const std::size_t sign = std::min(word.find_first_not_of('^'), word.size());
      word.erase(0, sign);
      std::string right = respelt({word}, transports);
      if (right.empty() && guess) {
        right = meant_by(name_in(word), transports);
        const bool nothing = transports.mistakes.contains(lower(name_in(word)));
        if (right.empty() && nothing) continue;
        if (right.empty()) return {};
      }
      if (right.empty()) right = std::move(word);
      std::vector<std::string>& names = denies || sign > 0 ? denied : allowed;
      if (!right.empty() && std::find(names.begin(), names.end(), right) == names.end()) names.push_back(std::move(right));
    }
    begin = end + 1;
  }
  const bool excludes = denies || allowed.empty() || (allowed.size() == 1 && allowed.front() == kAllTransports && !denied.empty());
  const std::vector<std::string>& names = excludes ? denied : allowed;
  if (names.size() > 1 && std::find(names.begin(), names.end(), kAllTransports) != names.end()) return {};
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? (excludes ? "^" : "") : ",") + name;
  return list;
}

// Of one wrong element its own right spelling is told, of several the whole list: they are reported as one.
void say_instead(std::vector<DecodedItem>& wrong, std::string_view text, const Transports& transports, bool guess) {
  if (wrong.size() < 2) return;
  const std::string whole = mended(text, transports, guess);
  if (whole.empty()) return;
  for (DecodedItem& item : wrong) item.instead = whole;
}

std::vector<DecodedItem> elements_of(const TracedText& text) {
  std::vector<DecodedItem> items;
  const std::size_t start = text.text().starts_with('^') ? 1 : 0;
  if (start == text.size()) return items;
  std::size_t begin = start;
  for (std::size_t at = start; at <= text.size(); ++at) {
    if (at < text.size() && text.text()[at] != ',') continue;
    const std::size_t from = at == begin && begin > start ? begin - 1 : begin;
    const std::size_t to = at == begin && at < text.size() ? at + 1 : at;
    items.push_back({text.text().substr(begin, at - begin), text.slice(from, to)});
    begin = at + 1;
  }
  return items;
}

}  // namespace

Decoded decode_ucx_elements(const TracedText& text, const Vocabulary& vocabulary) {
  std::vector<DecodedItem> items = elements_of(text);
  const auto is_blank = [](const DecodedItem& item) { return item.text.find_first_of(kSpaces) != std::string::npos; };
  const auto blanks = std::count_if(items.begin(), items.end(), is_blank);
  for (DecodedItem& item : items) {
    const std::vector<std::string> words = words_of(item.text);
    const bool signed_one = !words.empty() && words.front().starts_with('^');
    if (!signed_one && !is_blank(item)) continue;
    if (signed_one || words.empty() || blanks > 1) {
      item.instead = mended(text.text(), vocabulary.transports, false);
    } else {
      for (const std::string& word : words) item.instead += (item.instead.empty() ? "" : ",") + word;
    }
  }
  return Decoded::list(std::move(items));
}

Decoded decode_ucx_unknown(const TracedText& text, const Vocabulary& vocabulary) {
  const Transports& transports = vocabulary.transports;
  std::vector<DecodedItem> unknown;
  for (DecodedItem& item : elements_of(text)) {
    const std::vector<std::string> words = words_of(item.text);
    if (words.empty() || words.front().starts_with('^') || !respelt(words, transports).empty()) continue;
    std::string name(name_in(words.size() == 1 ? std::string_view(words.front()) : std::string_view(item.text)));
    std::string meant = meant_by(name, transports);
    unknown.push_back({std::move(name), std::move(item.from), std::move(meant)});
  }
  say_instead(unknown, text.text(), transports, true);
  return Decoded::list(std::move(unknown));
}

Decoded decode_ucx_repeated(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  std::vector<DecodedItem> repeated;
  std::set<std::string, std::less<>> seen;
  for (DecodedItem& item : elements_of(text)) {
    if (!item.text.empty() && !seen.insert(item.text).second) repeated.push_back(std::move(item));
  }
  return Decoded::list(std::move(repeated));
}

Decoded decode_ucx_meant(const TracedText& text, const Vocabulary& vocabulary) {
  const std::size_t front = std::min(text.text().find_first_not_of(kSpaces), text.size());
  const TracedText list = text.text().substr(front).starts_with('^') ? text.slice(front) : text;
  std::string meant = list.text().starts_with('^') ? "^" : "";
  const std::size_t sign = meant.size();
  for (const DecodedItem& item : elements_of(list)) {
    const std::vector<std::string> words = words_of(item.text);
    std::string word = item.text;
    if (!is_known(word, vocabulary.transports) && !words.empty() && !words.front().starts_with('^')) {
      word = respelt(words, vocabulary.transports);
      if (word.empty()) word = meant_by(name_in(item.text), vocabulary.transports);
      if (word.empty()) word = item.text;
    }
    meant += (meant.size() > sign ? "," : "") + word;
  }
  return decode_ucx_admitted(TracedText::made(meant), vocabulary);
}

Decoded decode_ucx_miscased(const TracedText& text, const Vocabulary& vocabulary) {
  std::vector<DecodedItem> miscased;
  for (DecodedItem& item : elements_of(text)) {
    if (is_known(item.text, vocabulary.transports)) continue;
    std::string right = respelt(words_of(item.text), vocabulary.transports);
    if (!right.empty()) miscased.push_back({std::move(item.text), std::move(item.from), std::move(right)});
  }
  say_instead(miscased, text.text(), vocabulary.transports, false);
  return Decoded::list(std::move(miscased));
}

}  // namespace fabriclint
