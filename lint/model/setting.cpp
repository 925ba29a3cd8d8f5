// SPDX-License-Identifier: Apache-2.0
#include "model/setting.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace fabriclint {
namespace {

// Farther layers than these explain nothing to a reader, and a file may repeat one name a hundred thousand times.
constexpr std::size_t kMostOverridden = 32;

// Makes `below` the nearest of what `setting` has overridden.
void put_over(Setting below, Setting& setting) {
  std::vector<Setting> farther = std::exchange(below.overridden, {});
  std::vector<Setting>& overridden = setting.overridden;
  overridden.push_back(std::move(below));
  std::move(farther.begin(), farther.end(), std::back_inserter(overridden));
  if (overridden.size() > kMostOverridden) overridden.erase(overridden.begin() + kMostOverridden, overridden.end());
}

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
  const auto found = set_.find(path);
  return found == set_.end() ? nullptr : &*found;
}

void Settings::put(Setting setting) {
  const auto place = set_.lower_bound(setting.path);
  if (place == set_.end() || place->path != setting.path) {
    set_.insert(place, std::move(setting));
    return;
  }
  auto node = set_.extract(place);
  std::swap(node.value(), setting);
  put_over(std::move(setting), node.value());
  set_.insert(std::move(node));
}

void Settings::put_all(Settings settings) {
  while (!settings.set_.empty()) {
    auto placed = set_.insert(settings.set_.extract(settings.set_.begin()));
    if (!placed.inserted) put(std::move(placed.node.value()));
  }
}

void Settings::put_default(Setting setting) {
  if (!set_.contains(setting.path)) put(std::move(setting));
}

void Settings::erase(std::string_view path) {
  const auto found = set_.find(path);
  if (found != set_.end()) set_.erase(found);
}

Settings::Range Settings::with_prefix(std::string_view prefix) const {
  const auto first = set_.lower_bound(prefix);
  const bool none = first == set_.end() || !first->path.starts_with(prefix);
  return {first, none ? first : set_.lower_bound(ByPath::PastPrefix{prefix})};
}

}  // namespace fabriclint
