// SPDX-License-Identifier: Apache-2.0
#include "model/setting.h"

#include <algorithm>
#include <cstring>
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

constexpr std::size_t kLetters = sizeof(std::uint64_t);  // of a path that a mark is made of

// A few bytes, spread over all bits.
std::uint64_t hash_of(std::string_view bytes, std::size_t salt) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), std::min(bytes.size(), kLetters));
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // 2^64 by the golden ratio
  return (number + salt) * kOdd;
}

// Paths differ in their ends more than anywhere else.
std::uint64_t hash_of_path(std::string_view path) {
  return hash_of(path.substr(path.size() - std::min(path.size(), kLetters)), path.size());
}

std::uint64_t hash_of_head(std::string_view path) {
  return hash_of(path, 0);
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

Value Value::unknown(std::string_view why) {
  Value value;
  value.state = State::unknown;
  value.why = why;
  return value;
}

Value Value::open_list(std::vector<TracedText> items, std::string why) {
  if (items.empty() && !why.empty()) return unknown(why);
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

void Settings::mark(std::string_view path) {
  paths_.add(hash_of_path(path));
  heads_.add(hash_of_head(path));
}

const Setting* Settings::find(std::string_view path) const {
  if (!paths_.may_have(hash_of_path(path))) return nullptr;
  const auto found = set_.find(path);
  return found == set_.end() ? nullptr : &*found;
}

void Settings::put(Setting setting) {
  mark(setting.path);
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
  paths_.add(settings.paths_);
  heads_.add(settings.heads_);
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
  const auto none = set_.end();
  if (prefix.size() >= kLetters && !heads_.may_have(hash_of_head(prefix))) return {none, {none, {}}};
  const auto first = set_.lower_bound(prefix);
  if (first == none || !first->path.starts_with(prefix)) return {none, {none, {}}};
  return {first, {none, std::string_view(first->path).substr(0, prefix.size())}};
}

}  // namespace fabriclint
