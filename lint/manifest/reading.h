// SPDX-License-Identifier: Apache-2.0
// How the readers of this stage look at YAML. A key of a manifest holds what the API expects, holds nothing, or holds something else: a
// placeholder that a tool replaces (`resources: ${RESOURCES}`), an alias without an anchor, a list where a mapping belongs. The third is
// neither absent nor known, and every reader has to keep it apart; the types here make that the easy way. A Reading also bounds the work
// that one file can cause: aliases and layers let a small file describe an enormous deployment.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "manifest/recipe.h"
#include "model/setting.h"
#include "text/span.h"
#include "text/traced.h"
#include "yaml/node.h"

namespace fabriclint::manifest {

// One key of a mapping, looked at as the collection that the API expects there.
struct Section {
  const yaml::Node* key = nullptr;   // null when the key is not written
  const yaml::Node* node = nullptr;  // the collection; null when there is none
  std::string opaque;                // why what is written is no such collection; empty when nothing or the right thing is written

  [[nodiscard]] Span place(Span otherwise) const { return key == nullptr ? otherwise : key->span; }
};

[[nodiscard]] Section as_mapping(const yaml::Field& field);
[[nodiscard]] Section mapping_at(const yaml::Node* parent, std::string_view key);
[[nodiscard]] Section list_at(const yaml::Node* parent, std::string_view key);

// True when the text holds something that a tool replaces before Kubernetes sees it: `${NAME}` (envsubst) or `{{ ... }}` (Helm, Go).
[[nodiscard]] bool has_placeholder(std::string_view text);
inline constexpr std::string_view kPlaceholderReason = "a placeholder stands here that a tool or a shell replaces";
// Why nothing is known once Reading::spend() refuses.
inline constexpr const char* kTooMuchReason = "the file describes more than is read";

// The content of a scalar under a key, without places; empty when it is no text. For names that decide how to read on.
[[nodiscard]] std::string_view plain_text(const yaml::Node* parent, std::string_view key);

// One pass over a recipe.
class Reading {
 public:
  Reading(const Recipe& recipe, const ReadOptions& options);

  const Recipe& recipe;
  const ReadOptions& options;

  // From now on this object is read: what it refers to is looked up in its namespace and in its file first, and what a file may become is
  // bounded anew.
  void enter(const Object& object);
  // The object that a reference means: the one of the same file, else the only one of the recipe. Null when there is none. Nothing refers
  // to an object of another namespace.
  [[nodiscard]] const Object* find(std::string_view kind, std::string_view name) const;
  // Why find() found nothing, as a reason why something is not known.
  [[nodiscard]] std::string missing(std::string_view kind, std::string_view name) const;
  // The ComputeDomain whose channel's claim template has this name (it creates that template); null when there is none.
  [[nodiscard]] const yaml::Node* compute_domain_template(std::string_view name) const;
  // Why there may be more than this file writes: a Kustomization of the folder takes the file and patches it. Empty when none does.
  [[nodiscard]] std::string_view overlay() const;
  // A key of a ConfigMap's `data`.
  [[nodiscard]] yaml::Field config_value(const Object& config_map, std::string_view key);

  // A scalar as the value of a setting: absent for null, unknown for a placeholder or anything but a scalar.
  [[nodiscard]] Value scalar(const yaml::Node* node);
  // A list of scalars; unknown as a whole when one element is.
  [[nodiscard]] Value list(const yaml::Node& sequence);
  // The text of a scalar as it is written, placeholders included; nothing when it is no scalar or the bound is reached.
  [[nodiscard]] std::optional<TracedText> text(const yaml::Node* node);

  // Takes `size` bytes from what one file may become; false when nothing is left.
  [[nodiscard]] bool spend(std::size_t size);

 private:
  // Those that a reference from the object that is read may mean.
  [[nodiscard]] std::vector<const Object*> named(std::string_view kind, std::string_view name) const;

  using Name = std::pair<std::string_view, std::string_view>;
  using Keys = std::unordered_map<std::string_view, yaml::Field>;
  std::map<Name, std::vector<const Object*>> objects_;
  std::map<std::string_view, const yaml::Node*> compute_domain_templates_;
  std::set<std::string_view> patched_files_;  // names without a folder
  std::map<const yaml::Node*, Keys> config_keys_;
  SourceId file_;
  std::string_view name_space_;
  std::size_t left_;
};

// Puts a scalar field as the setting `path`; nothing when it is absent.
void put_field(Reading& reading, Settings& settings, std::string_view path, const yaml::Field& field, std::string_view layer);
// Puts the scalar under `key` of `parent` as the setting `path`; nothing when it is absent.
void put_scalar(Reading& reading, Settings& settings, std::string_view path, const yaml::Node* parent, std::string_view key,
                std::string_view layer);
// Puts every entry of a mapping as the setting `prefix` + its key.
void put_entries(Reading& reading, Settings& settings, std::string_view prefix, const yaml::Node* mapping, std::string_view layer);
// A setting with the place of its value as origin; `written` gives the place of an empty or unknown value.
[[nodiscard]] Setting make_setting(std::string path, Value value, std::string_view layer, Span key, Span written);

}  // namespace fabriclint::manifest
