// SPDX-License-Identifier: Apache-2.0
// Keys of mappings: which key is a merge key, and which keys are written twice. Keys are compared by their text, because the Kubernetes API
// server turns every key into a JSON string: `1` and `"1"` are the same key there.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace fabriclint::yaml {

// `<<`, not quoted. Several of them in one mapping are no duplicates (go-yaml merges each).
[[nodiscard]] inline bool is_merge_key(const Node* key) {
  return key != nullptr && key->kind == Kind::scalar && key->style == Style::plain && key->value == "<<" &&
         (key->tag.empty() || key->tag == "tag:yaml.org,2002:merge");
}

// The scalar a key is, aliases followed; null for a collection, a merge key or an undefined alias, which are never compared.
[[nodiscard]] const Node* key_scalar(const Node* key);

// Indexes of two entries with equal keys: a later one, and the first one it repeats.
struct Repeat {
  std::size_t first = 0;
  std::size_t again = 0;
};

// All repeats in file order. O(n log n) whatever the keys are: an input can be made to defeat a hash table, but not a sort.
[[nodiscard]] std::vector<Repeat> repeated_keys(std::span<const Entry> entries);

}  // namespace fabriclint::yaml
