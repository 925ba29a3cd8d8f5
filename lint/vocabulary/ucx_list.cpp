// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/ucx_list.h"

#include <set>
#include <utility>

#include "vocabulary/transports.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMostElements = 128;  // UCS_CONFIG_ARRAY_MAX

struct AllowList {
  enum class Mode { allow, deny, everything };
  Mode mode = Mode::allow;
  std::vector<TracedText> elements;
  std::string refused;  // why UCX does not take the value
};

AllowList read(const TracedText& text) {
  AllowList list;
  const bool negated = text.text().starts_with('^');
  if (negated) list.mode = AllowList::Mode::deny;
  const TracedText names = negated ? text.slice(1) : text;
  if (names.empty()) {
    list.mode = AllowList::Mode::allow;
    return list;
  }
  list.elements = split(names, ',');
  if (list.elements.size() > kMostElements) {
    list.refused = "the list has more than 128 elements";
  } else if (list.elements.front().text() == kAllTransports) {
    if (list.elements.size() > 1) list.refused = "UCX refuses 'all' beside other elements";
    list.mode = AllowList::Mode::everything;
  }
  return list;
}

// The transports that an element names as carriers of data, in the order of the alias.
std::vector<std::string> carriers(const TracedText& element, const Transports& transports) {
  std::string_view name = element.text();
  const bool strict = name.starts_with('\\');
  if (strict) name.remove_prefix(1);
  if (name.ends_with(kAuxiliary)) return {};
  if (transports.by_name.contains(name)) return {std::string(name)};
  std::vector<std::string> names;
  const auto alias = transports.aliases.find(name);
  if (strict || alias == transports.aliases.end()) return names;
  for (const AliasMember& member : alias->second.expands) {
    if (!member.auxiliary) names.push_back(member.transport);
  }
  return names;
}

Decoded allowed(const AllowList& list, const Transports& transports) {
  std::vector<DecodedItem> items;
  std::set<std::string> seen;
  for (const TracedText& element : list.elements) {
    for (std::string& name : carriers(element, transports)) {
      if (seen.insert(name).second) items.push_back({std::move(name), element});
    }
  }
  return Decoded::list(std::move(items));
}

}  // namespace

Decoded decode_ucx_admitted(const TracedText& text, const Vocabulary& vocabulary) {
  const AllowList list = read(text);
  if (!list.refused.empty()) return Decoded::unknown(list.refused);
  if (list.mode == AllowList::Mode::allow) return allowed(list, vocabulary.transports);
  std::set<std::string> denied;
  if (list.mode == AllowList::Mode::deny) {
    for (const TracedText& element : list.elements) {
      for (std::string& name : carriers(element, vocabulary.transports)) denied.insert(std::move(name));
    }
  }
  std::vector<DecodedItem> items;
  for (const auto& [name, transport] : vocabulary.transports.by_name) {
    if (!denied.contains(name)) items.push_back({name, text});
  }
  return Decoded::list(std::move(items));
}

Decoded decode_ucx_listed(const TracedText& text, const Vocabulary& vocabulary) {
  const AllowList list = read(text);
  if (!list.refused.empty()) return Decoded::unknown(list.refused);
  if (list.mode != AllowList::Mode::allow) return Decoded::list({});
  return allowed(list, vocabulary.transports);
}

}  // namespace fabriclint
