// SPDX-License-Identifier: Apache-2.0
#include "manifest/mounted_file.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace fabriclint::manifest {

namespace {

// "/etc//x/" -> "/etc/x"; nothing for a path that is relative or climbs.
std::optional<std::string> normal(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  std::string clean;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view name = path.substr(0, end);
    path.remove_prefix(end);
    if (name == "..") return std::nullopt;
    if (!name.empty() && name != ".") clean.append("/").append(name);
  }
  return clean;
}

FileText unknown(std::string why) {
  return {.text = {}, .layer = {}, .unknown = std::move(why)};
}

struct Mount {
  const yaml::Node* node = nullptr;
  std::size_t length = 0;  // of its path
};

// A key of the ConfigMap that `source` (a configMap volume, or one source of a projected one) puts at `file`; nothing when it puts nothing
// there.
std::optional<FileText> config_map_file(Reading& reading, const yaml::Node* source, std::string_view name_key, std::string_view file) {
  const std::string_view name = plain_text(source, name_key);
  const Section items = list_at(source, "items");
  std::string_view key = file;
  if (!items.opaque.empty()) return unknown(items.opaque);
  if (items.node != nullptr) {
    key = {};
    for (const yaml::Node* item : yaml::items_of(items.node)) {
      // Every container may look through all volumes of its pod: each look at an entry counts.
      if (!reading.spend(0)) return unknown(kTooMuchReason);
      if (plain_text(item, "path") == file) key = plain_text(item, "key");
    }
    if (key.empty()) return std::nullopt;
  }
  const Object* config_map = reading.find("ConfigMap", name);
  if (config_map == nullptr) return unknown(fmt::format("the ConfigMap '{}' is not in these files", name));
  const yaml::Field value = reading.config_value(*config_map, key);
  if (value.key == nullptr) return std::nullopt;
  std::optional<TracedText> text = reading.text(value.value);
  if (!text) return unknown(fmt::format("the key '{}' of the ConfigMap '{}' cannot be read", key, name));
  return FileText{.text = std::move(*text), .layer = fmt::format("ConfigMap '{}', key '{}'", name, key), .unknown = {}};
}

FileText volume_file(Reading& reading, const yaml::Node* volume, std::string_view path, std::string_view file) {
  const std::string nowhere = fmt::format("the file '{}' is not in these files", path);
  if (const yaml::Node* source = mapping_at(volume, "configMap").node; source != nullptr) {
    return config_map_file(reading, source, "name", file).value_or(unknown(nowhere));
  }
  const Section sources = list_at(mapping_at(volume, "projected").node, "sources");
  for (const yaml::Node* projected : yaml::items_of(sources.node)) {
    if (!reading.spend(0)) return unknown(kTooMuchReason);
    const yaml::Node* source = mapping_at(projected, "configMap").node;
    if (source == nullptr) continue;
    if (auto found = config_map_file(reading, source, "name", file)) return *std::move(found);
  }
  return unknown(nowhere);
}

}  // namespace

FileText mounted_file(Reading& reading, const ContainerSource& source, const PodSource& pod, std::string_view path) {
  const std::optional<std::string> wanted = normal(path);
  const std::string nowhere = fmt::format("the file '{}' is not in these files", path);
  if (!wanted) return unknown(nowhere);
  Mount best;
  for (const Section& mounts : source.mounts) {
    if (!mounts.opaque.empty()) return unknown(mounts.opaque);
    for (const yaml::Node* mount : yaml::items_of(mounts.node)) {
      if (!reading.spend(0)) return unknown(kTooMuchReason);
      const std::optional<std::string> at = normal(plain_text(mount, "mountPath"));
      if (!at || at->size() < best.length || !wanted->starts_with(*at)) continue;
      if (at->size() == wanted->size() || (*wanted)[at->size()] == '/') best = {mount, at->size()};
    }
  }
  if (best.node == nullptr || yaml::Fields(best.node).find("subPathExpr").key != nullptr) return unknown(nowhere);
  std::string file(plain_text(best.node, "subPath"));
  file += wanted->substr(best.length);
  if (file.starts_with('/')) file.erase(0, 1);
  const std::string_view name = plain_text(best.node, "name");
  const Section volumes = list_at(pod.section.node, "volumes");
  if (!volumes.opaque.empty()) return unknown(volumes.opaque);
  for (const yaml::Node* volume : yaml::items_of(volumes.node)) {
    if (!reading.spend(0)) return unknown(kTooMuchReason);
    if (!name.empty() && plain_text(volume, "name") == name) return volume_file(reading, volume, path, file);
  }
  return unknown(nowhere);
}

}  // namespace fabriclint::manifest
