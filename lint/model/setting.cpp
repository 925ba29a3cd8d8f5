// SPDX-License-Identifier: Apache-2.0
#include "model/setting.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace fabriclint {
namespace {

// Farther layers than these explain nothing to a reader, and a file may repeat one name a hundred thousand times.
constexpr std::size_t kMostOverridden = 32;

}  // namespace

Value Value::known(TracedText text) {
  Value value;
  value.state = State::known;
  value.items.push_back(std::move(text));
  return value;
}

Value Value::list(std::vector<TracedText> items) {
  Value value;
  value.state = State::known;
  value.is_list = true;
  value.items = std::move(items);
  return value;
}

Value Value::unknown(std::string why) {
  Value value;
  value.state = State::unknown;
  value.why = std::move(why);
  return value;
}

Value Value::open_list(std::vector<TracedText> items, std::string why) {
  if (items.empty() && !why.empty()) return unknown(std::move(why));
  Value value = list(std::move(items));
  value.why = std::move(why);
  return value;
}

std::string Value::text() const {
  std::string joined;
  if (state != State::known) return joined;
  for (const TracedText& item : items) {
    if (&item != &items.front()) joined += ", ";
    joined += item.text();
  }
  return joined;
}

const Setting* Settings::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &found->second;
}

void Settings::put(Setting setting) {
  const auto place = by_path_.lower_bound(setting.path);
  if (place == by_path_.end() || place->first != setting.path) {
    std::string path = setting.path;
    by_path_.emplace_hint(place, std::move(path), std::move(setting));
    return;
  }
  Setting below = std::exchange(place->second, std::move(setting));
  std::vector<Setting> farther = std::exchange(below.overridden, {});
  std::vector<Setting>& overridden = place->second.overridden;
  overridden.push_back(std::move(below));
  std::move(farther.begin(), farther.end(), std::back_inserter(overridden));
  if (overridden.size() > kMostOverridden) overridden.erase(overridden.begin() + kMostOverridden, overridden.end());
}

void Settings::put_default(Setting setting) {
  if (!by_path_.contains(setting.path)) put(std::move(setting));
}

void Settings::erase(std::string_view path) {
  const auto found = by_path_.find(path);
  if (found != by_path_.end()) by_path_.erase(found);
}

std::vector<const Setting*> Settings::with_prefix(std::string_view prefix) const {
  std::vector<const Setting*> matching;
  for (auto at = by_path_.lower_bound(prefix); at != by_path_.end() && at->first.starts_with(prefix); ++at) {
    matching.push_back(&at->second);
  }
  return matching;
}

}  // namespace fabriclint
