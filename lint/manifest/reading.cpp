// SPDX-License-Identifier: Apache-2.0
#include "manifest/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fabriclint::manifest {

namespace {

// A real file of the largest kind comes to about one megabyte.
constexpr std::size_t kFileBytes = std::size_t{64} << 20U;
// What one setting costs besides its text.
constexpr std::size_t kSettingBytes = 256;

std::string describe(const yaml::Node* node, std::string_view wanted) {
  if (node == nullptr) return "an alias without an anchor stands here";
  if (node->kind == yaml::Kind::scalar && has_placeholder(node->value)) return std::string(kPlaceholderReason);
  return fmt::format("what is written is no {}", wanted);
}

Section as_section(const yaml::Field& field, yaml::Kind kind, std::string_view wanted) {
  Section section;
  section.key = field.key;
  if (field.key == nullptr) return section;
  if (field.value != nullptr && field.value->kind == kind) {
    section.node = field.value;
  } else if (field.value == nullptr || !yaml::is_null(*field.value)) {
    section.opaque = describe(field.value, wanted);
  }
  return section;
}

// Whether something is laid over what a Kustomization lists: patches, or components, which hold patches.
bool patches(const yaml::Node* kustomization) {
  constexpr std::array<std::string_view, 4> keys = {"components", "patches", "patchesStrategicMerge", "patchesJson6902"};
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
    const Section section = list_at(kustomization, key);
    return !section.opaque.empty() || !yaml::items_of(section.node).empty();
  });
}

// The files of its own folder; what lies elsewhere belongs to another recipe.
void add_patched_files(const yaml::Node* kustomization, std::set<std::string_view>& names) {
  if (!patches(kustomization)) return;
  for (const yaml::Node* item : yaml::items_of(list_at(kustomization, "resources").node)) {
    if (!yaml::is_text(item)) continue;
    std::string_view name = item->value;
    if (name.starts_with("./")) name.remove_prefix(2);
    names.insert(name);
  }
}

bool is_kustomization(const Object& object) {
  return object.kind == "Kustomization" && object.api_version.starts_with("kustomize.config.k8s.io/");
}

}  // namespace

Section as_mapping(const yaml::Field& field) {
  return as_section(field, yaml::Kind::mapping, "mapping");
}
Section mapping_at(const yaml::Node* parent, std::string_view key) {
  return as_mapping(yaml::Fields(parent).find(key));
}
Section list_at(const yaml::Node* parent, std::string_view key) {
  return as_section(yaml::Fields(parent).find(key), yaml::Kind::sequence, "list");
}

bool has_placeholder(std::string_view text) {
  if (text.size() > 2 && text.front() == '<' && text.back() == '>') return true;  // <your-value>
  // Every place is asked whether it is one, and few hold a brace.
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    if (at > 0 && (text[at - 1] == '$' || text[at - 1] == '{')) return true;
  }
  return false;
}

std::string_view plain_text(const yaml::Node* parent, std::string_view key) {
  const yaml::Node* node = yaml::Fields(parent).value(key);
  return yaml::is_text(node) ? node->value : std::string_view();
}

Reading::Reading(const Recipe& recipe_, const ReadOptions& options_) : recipe(recipe_), options(options_), left_(kFileBytes) {
  for (const Object& object : recipe.objects) {
    if (is_kustomization(object)) add_patched_files(object.root, patched_files_);
    objects_[Name(object.kind, object.name)].push_back(&object);
    if (object.kind != "ComputeDomain") continue;
    const Section channel = mapping_at(mapping_at(object.root, "spec").node, "channel");
    const yaml::Node* name = yaml::Fields(mapping_at(channel.node, "resourceClaimTemplate").node).value("name");
    if (yaml::is_text(name)) compute_domain_templates_.emplace(name->value, name);
  }
}

void Reading::enter(const Object& object) {
  name_space_ = object.name_space;
  if (object.source == file_) return;
  file_ = object.source;
  left_ = kFileBytes;
}

namespace {

// Whoever applies a file without a namespace decides it, and a tool fills in a placeholder.
bool may_be_one_namespace(std::string_view a, std::string_view b) {
  return a == b || a.empty() || b.empty() || has_placeholder(a) || has_placeholder(b);
}

}  // namespace

std::vector<const Object*> Reading::named(std::string_view kind, std::string_view name) const {
  const auto found = objects_.find(Name(kind, name));
  std::vector<const Object*> objects = found == objects_.end() ? std::vector<const Object*>() : found->second;
  std::erase_if(objects, [&](const Object* object) { return !may_be_one_namespace(object->name_space, name_space_); });
  return objects;
}

const Object* Reading::find(std::string_view kind, std::string_view name) const {
  const std::vector<const Object*> candidates = named(kind, name);
  const auto here = std::find_if(candidates.begin(), candidates.end(), [&](const Object* object) { return object->source == file_; });
  if (here != candidates.end()) return *here;
  return candidates.size() == 1 ? candidates.front() : nullptr;
}

std::string Reading::missing(std::string_view kind, std::string_view name) const {
  return named(kind, name).empty() ? fmt::format("the {} '{}' is not here", kind, name)
                                   : fmt::format("several files here define the {} '{}'", kind, name);
}

std::string_view Reading::overlay() const {
  if (patched_files_.empty()) return {};
  const std::string_view name = (*recipe.sources)[file_].name();
  const bool patched = patched_files_.contains(name.substr(name.rfind('/') + 1));
  return patched ? "a Kustomization of this folder patches this file, and may add to it" : std::string_view();
}

const yaml::Node* Reading::compute_domain_template(std::string_view name) const {
  const auto found = compute_domain_templates_.find(name);
  return found == compute_domain_templates_.end() ? nullptr : found->second;
}

yaml::Field Reading::config_value(const Object& config_map, std::string_view key) {
  auto known = config_keys_.find(config_map.root);
  if (known == config_keys_.end()) {
    Keys keys;
    for (const yaml::Field& field : yaml::Fields(mapping_at(config_map.root, "data").node).all()) {
      if (field.key->kind == yaml::Kind::scalar) keys.emplace(field.key->value, field);
    }
    known = config_keys_.emplace(config_map.root, std::move(keys)).first;
  }
  const auto found = known->second.find(key);
  return found == known->second.end() ? yaml::Field() : found->second;
}

bool Reading::spend(std::size_t size) {
  const std::size_t cost = size + kSettingBytes;
  if (cost > left_) {
    left_ = 0;
    return false;
  }
  left_ -= cost;
  return true;
}

std::optional<TracedText> Reading::text(const yaml::Node* node) {
  if (node == nullptr || node->kind != yaml::Kind::scalar || !spend(node->value.size())) return std::nullopt;
  return yaml::trace(*node, (*recipe.sources)[node->span.source]);
}

Value Reading::scalar(const yaml::Node* node) {
  if (node != nullptr && node->kind == yaml::Kind::scalar) {
    if (yaml::is_null(*node)) return {};
    if (has_placeholder(node->value)) return Value::unknown(kPlaceholderReason);
    std::optional<TracedText> content = text(node);
    return content ? Value::known(std::move(*content)) : Value::unknown(kTooMuchReason);
  }
  return Value::unknown(describe(node, "text"));
}

Value Reading::list(const yaml::Node& sequence) {
  std::vector<TracedText> items;
  for (const yaml::Node* item : yaml::items_of(&sequence)) {
    Value value = scalar(item);
    if (value.state == State::unknown) return value;
    if (value.is_known()) items.push_back(std::move(value.items.front()));
  }
  return Value::list(std::move(items));
}

Setting make_setting(std::string path, Value value, std::string_view layer, Span key, Span written) {
  Span at = written;
  if (value.is_known() && !value.is_list && value.items.front().has_place()) at = value.items.front().span();
  return {.path = std::move(path),
          .value = std::move(value),
          .origin = {.layer = std::string(layer), .key = key, .value = at},
          .overridden = {}};
}

void put_field(Reading& reading, Settings& settings, std::string_view path, const yaml::Field& field, std::string_view layer) {
  if (field.key == nullptr) return;
  Value value = reading.scalar(field.value);
  if (value.state == State::absent) return;
  const Span written = field.value == nullptr ? field.key->span : field.value->span;
  settings.put(make_setting(std::string(path), std::move(value), layer, field.key->span, written));
}

void put_scalar(Reading& reading, Settings& settings, std::string_view path, const yaml::Node* parent, std::string_view key,
                std::string_view layer) {
  put_field(reading, settings, path, yaml::Fields(parent).find(key), layer);
}

void put_entries(Reading& reading, Settings& settings, std::string_view prefix, const yaml::Node* mapping, std::string_view layer) {
  for (const yaml::Field& field : yaml::Fields(mapping).all()) {
    if (!yaml::is_text(field.key) || has_placeholder(field.key->value)) continue;
    put_field(reading, settings, std::string(prefix).append(field.key->value), field, layer);
  }
}

}  // namespace fabriclint::manifest
