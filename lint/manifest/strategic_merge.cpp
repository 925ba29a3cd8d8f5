// SPDX-License-Identifier: Apache-2.0
#include "manifest/strategic_merge.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "manifest/reading.h"

namespace fabriclint::manifest {

namespace {

constexpr std::size_t kDepth = 64;

struct NamedList {
  std::string_view key;
  std::string_view name;  // the key that tells its elements apart
};

// The lists of a pod that merge by name (kubernetes/api: core/v1/types.go, patchMergeKey).
constexpr std::array kNamedLists = {
    NamedList{"containers", "name"},
    NamedList{"initContainers", "name"},
    NamedList{"env", "name"},
    NamedList{"volumes", "name"},
    NamedList{"resourceClaims", "name"},
    NamedList{"volumeMounts", "mountPath"},
    NamedList{"volumeDevices", "devicePath"},
    NamedList{"ports", "containerPort"},
    NamedList{"imagePullSecrets", "name"},
};

std::string_view name_key_of(const yaml::Node* key) {
  const auto* found = std::find_if(kNamedLists.begin(), kNamedLists.end(), [&](const NamedList& list) { return list.key == key->value; });
  return found == kNamedLists.end() ? std::string_view() : found->name;
}

bool is(const yaml::Node* node, yaml::Kind kind) {
  return node != nullptr && node->kind == kind;
}

template <typename T>
std::span<const T> keep(std::pmr::monotonic_buffer_resource& arena, const std::vector<T>& values) {
  if (values.empty()) return {};
  T* kept = std::pmr::polymorphic_allocator<T>(&arena).allocate(values.size());
  std::uninitialized_copy(values.begin(), values.end(), kept);
  return {kept, values.size()};
}

const yaml::Node* made(std::pmr::monotonic_buffer_resource& arena, yaml::Node node) {
  return new (arena.allocate(sizeof(yaml::Node), alignof(yaml::Node))) yaml::Node(node);
}

}  // namespace

bool StrategicMerge::spend(std::size_t size) {
  left_ = size < left_ ? left_ - size : 0;
  return left_ != 0;
}

const yaml::Node* StrategicMerge::merge(const yaml::Node* base, const yaml::Node* patch) {
  base = yaml::resolve(base);
  patch = yaml::resolve(patch);
  if (base == nullptr || patch == nullptr) return base == nullptr ? patch : base;
  if (!is(base, yaml::Kind::mapping) || !is(patch, yaml::Kind::mapping)) return patch;
  return merge_mappings(*base, *patch, 0);
}

// The depth is bounded by kDepth.
const yaml::Node* StrategicMerge::merge_mappings(const yaml::Node& base, const yaml::Node& patch,  // NOLINT(misc-no-recursion)
                                                 std::size_t depth) {
  if (depth >= kDepth || plain_text(&patch, "$patch") == "replace") return &patch;
  const std::vector<yaml::Field> below = yaml::Fields(&base).all();
  const std::vector<yaml::Field> above = yaml::Fields(&patch).all();
  if (!spend(below.size() + above.size())) return &patch;
  std::unordered_map<std::string_view, const yaml::Field*> patched;
  for (const yaml::Field& field : above) patched.emplace(field.key->value, &field);
  std::vector<yaml::Entry> entries;
  for (const yaml::Field& field : below) {
    const auto found = patched.find(field.key->value);
    if (found == patched.end()) {
      entries.push_back({field.key, field.value});
      continue;
    }
    const yaml::Field& over = *found->second;
    if (over.value == nullptr || !yaml::is_null(*over.value)) entries.push_back({over.key, merge_values(field, over, depth + 1)});
    patched.erase(found);
  }
  for (const yaml::Field& field : above) {
    if (patched.contains(field.key->value)) entries.push_back({field.key, field.value});
  }
  yaml::Node merged = patch;
  merged.entries = keep(arena_, entries);
  return made(arena_, merged);
}

const yaml::Node* StrategicMerge::merge_values(const yaml::Field& base, const yaml::Field& patch,  // NOLINT(misc-no-recursion)
                                               std::size_t depth) {
  if (is(base.value, yaml::Kind::mapping) && is(patch.value, yaml::Kind::mapping)) return merge_mappings(*base.value, *patch.value, depth);
  const std::string_view name_key = name_key_of(patch.key);
  if (!name_key.empty() && is(base.value, yaml::Kind::sequence) && is(patch.value, yaml::Kind::sequence))
    return merge_lists(*base.value, *patch.value, name_key, depth);
  return patch.value;
}

// Elements of the base keep their order, new ones of the patch follow.
const yaml::Node* StrategicMerge::merge_lists(const yaml::Node& base, const yaml::Node& patch,  // NOLINT(misc-no-recursion)
                                              std::string_view name_key, std::size_t depth) {
  std::vector<const yaml::Node*> items = yaml::items_of(&base);
  const std::vector<const yaml::Node*> above = yaml::items_of(&patch);
  if (!spend(items.size() + above.size())) return &patch;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (const std::string_view name = plain_text(items[i], name_key); !name.empty()) places.emplace(name, i);
  }
  for (const yaml::Node* item : above) {
    const std::string_view name = plain_text(item, name_key);
    const auto found = name.empty() ? places.end() : places.find(name);
    if (plain_text(item, "$patch") == "delete") {
      if (found != places.end()) items[found->second] = nullptr;
    } else if (found == places.end() || items[found->second] == nullptr) {
      items.push_back(item);
    } else {
      items[found->second] = merge_mappings(*items[found->second], *item, depth + 1);
    }
  }
  std::erase(items, nullptr);
  yaml::Node merged = patch;
  merged.items = keep(arena_, items);
  return made(arena_, merged);
}

}  // namespace fabriclint::manifest
