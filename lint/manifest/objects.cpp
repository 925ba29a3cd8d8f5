// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "manifest/recipe.h"

namespace fabriclint {

namespace {

constexpr int kListDepth = 4;

std::string_view text_of(const yaml::Node* mapping, std::string_view key) {
  const yaml::Node* node = yaml::Fields(mapping).value(key);
  return yaml::is_text(node) ? node->value : std::string_view();
}

// What a typed list (PodList) says of its items, which need not say it again.
struct ItemType {
  std::string_view kind;
  std::string_view api_version;
};

void collect(const yaml::Node* root, SourceId source, std::uint32_t document, int depth, const ItemType& type,  // NOLINT(misc-no-recursion)
             std::vector<Object>& objects) {
  if (!yaml::Fields(root).is_mapping()) return;
  std::string_view kind = text_of(root, "kind");
  std::string_view api_version = text_of(root, "apiVersion");
  if (kind.empty()) kind = type.kind;
  if (api_version.empty()) api_version = type.api_version;
  if (kind.empty() || api_version.empty()) return;
  if (kind.ends_with("List") && depth < kListDepth) {
    const yaml::Node* items = yaml::Fields(root).value("items");
    if (items != nullptr && items->kind == yaml::Kind::sequence) {
      const ItemType items_type = kind == "List" ? ItemType{} : ItemType{kind.substr(0, kind.size() - 4), api_version};
      for (const yaml::Node* item : yaml::items_of(items)) collect(item, source, document, depth + 1, items_type, objects);
      return;
    }
    if (kind == "List") return;
  }
  const yaml::Node* metadata = yaml::Fields(root).value("metadata");
  objects.push_back({.kind = kind,
                     .api_version = api_version,
                     .name = text_of(metadata, "name"),
                     .name_space = text_of(metadata, "namespace"),
                     .root = yaml::resolve(root),
                     .source = source,
                     .document = document});
}

}  // namespace

std::vector<Object> objects_of(const yaml::Stream& stream, SourceId source) {
  std::vector<Object> objects;
  for (const yaml::Document& document : stream.documents) collect(document.root, source, document.index, 0, {}, objects);
  return objects;
}

}  // namespace fabriclint
