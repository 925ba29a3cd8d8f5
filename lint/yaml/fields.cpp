// SPDX-License-Identifier: Apache-2.0
// Mappings as Kubernetes reads them. Merge keys nest through aliases only; an alias never contains itself (node.h) and parse() bounds what
// aliases reach, so the recursion here ends and is not deep.
#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml/keys.h"
#include "yaml/node.h"

namespace fabriclint::yaml {

namespace {

// The mappings a merge key brings in, the strongest first: of a list the earlier one wins (https://yaml.org/type/merge.html).
std::vector<const Node*> merged_mappings(const Node* value) {
  std::vector<const Node*> mappings;
  const auto add = [&](const Node* node) {
    if (node != nullptr && node->kind == Kind::mapping) mappings.push_back(node);
  };
  value = resolve(value);
  add(value);
  for (const Node* item : items_of(value)) add(item);
  return mappings;
}

Field find_in(const Node& mapping, std::string_view name) {
  bool merges = false;
  for (std::size_t n = mapping.entries.size(); n-- > 0;) {
    const Entry& entry = mapping.entries[n];
    const Node* key = resolve(entry.key);
    if (key == nullptr || key->kind != Kind::scalar) continue;
    if (is_merge_key(key)) {
      merges = merges || key == entry.key;
    } else if (key->value == name) {
      return {.key = key, .value = resolve(entry.value)};
    }
  }
  for (std::size_t n = mapping.entries.size(); merges && n-- > 0;) {
    if (!is_merge_key(mapping.entries[n].key)) continue;
    for (const Node* merged : merged_mappings(mapping.entries[n].value)) {
      if (const Field field = find_in(*merged, name); field.key != nullptr) return field;
    }
  }
  return {};
}

// Collects fields with the stronger ones first: what is already there stays.
struct Collector {
  std::vector<Field> fields;
  std::map<std::string_view, std::size_t> index;  // of the first fields, once there are many
  std::size_t indexed = 0;

  // The place of a field; the number of fields when there is none of that name.
  std::size_t place_of(std::string_view name) {
    constexpr std::size_t kFew = 12;  // are looked through faster than an index is made
    if (fields.size() <= kFew) {
      const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.key->value == name; });
      return static_cast<std::size_t>(found - fields.begin());
    }
    for (; indexed < fields.size(); ++indexed) index.emplace(fields[indexed].key->value, indexed);
    const auto found = index.find(name);
    return found == index.end() ? fields.size() : found->second;
  }

  void own(const Node& mapping) {
    // The last of duplicate keys wins, and stands where the first one stood in the order.
    const std::size_t weakest_index = fields.size();
    if (fields.empty()) fields.reserve(mapping.entries.size());
    for (const Entry& entry : mapping.entries) {
      const Node* key = key_scalar(entry.key);
      if (key == nullptr) continue;
      const Field field{.key = key, .value = resolve(entry.value)};
      const std::size_t place = place_of(key->value);
      if (place == fields.size()) {
        fields.push_back(field);
      } else if (place >= weakest_index) {
        fields[place] = field;
      }
    }
  }

  void all(const Node& mapping) {
    own(mapping);
    for (std::size_t n = mapping.entries.size(); n-- > 0;) {
      if (!is_merge_key(mapping.entries[n].key)) continue;
      for (const Node* merged : merged_mappings(mapping.entries[n].value)) all(*merged);
    }
  }
};

}  // namespace

bool Fields::is_mapping() const {
  return node_ != nullptr && node_->kind == Kind::mapping;
}

Field Fields::find(std::string_view key) const {
  return is_mapping() ? find_in(*node_, key) : Field{};
}

std::vector<Field> Fields::all() const {
  if (!is_mapping()) return {};
  Collector collector;
  collector.all(*node_);
  return std::move(collector.fields);
}

}  // namespace fabriclint::yaml
