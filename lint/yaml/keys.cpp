// SPDX-License-Identifier: Apache-2.0
#include "yaml/keys.h"

#include <algorithm>
#include <utility>

namespace fabriclint::yaml {

namespace {

constexpr std::size_t kFew = 8;

std::vector<Repeat> repeats_of_few(std::span<const Entry> entries) {
  std::vector<Repeat> repeats;
  for (std::size_t again = 1; again < entries.size(); ++again) {
    const Node* key = key_scalar(entries[again].key);
    for (std::size_t first = 0; key != nullptr && first < again; ++first) {
      const Node* other = key_scalar(entries[first].key);
      if (other == nullptr || other->value != key->value) continue;
      repeats.push_back({.first = first, .again = again});
      break;
    }
  }
  return repeats;
}

}  // namespace

const Node* key_scalar(const Node* key) {
  const Node* scalar = resolve(key);
  return scalar != nullptr && scalar->kind == Kind::scalar && !is_merge_key(scalar) ? scalar : nullptr;
}

std::vector<Repeat> repeated_keys(std::span<const Entry> entries) {
  if (entries.size() <= kFew) return repeats_of_few(entries);
  std::vector<std::pair<std::string_view, std::size_t>> keys;
  keys.reserve(entries.size());
  for (std::size_t n = 0; n < entries.size(); ++n) {
    if (const Node* key = key_scalar(entries[n].key)) keys.emplace_back(key->value, n);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<Repeat> repeats;
  std::size_t first = 0;
  for (std::size_t n = 1; n < keys.size(); ++n) {
    if (keys[n].first == keys[first].first) {
      repeats.push_back({.first = keys[first].second, .again = keys[n].second});
    } else {
      first = n;
    }
  }
  std::sort(repeats.begin(), repeats.end(), [](const Repeat& a, const Repeat& b) { return a.again < b.again; });
  return repeats;
}

}  // namespace fabriclint::yaml
