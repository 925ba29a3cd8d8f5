// SPDX-License-Identifier: Apache-2.0
#include "manifest/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "manifest/defaults.h"
#include "manifest/environment_references.h"
#include "manifest/reference.h"
#include "manifest/unquoted.h"
#include "text/glob.h"

namespace fabriclint::manifest {

namespace {

// Beyond this many the history of a variable explains nothing; it bounds what repeated names cost.
constexpr std::size_t kKeptOverridden = 16;
constexpr std::size_t kExpandedBytes = std::size_t{1} << 20U;

void put(Environment& variables, std::string_view name, Setting setting) {
  const auto found = variables.find(name);
  if (found == variables.end()) {
    variables.emplace(std::string(name), std::move(setting));
    return;
  }
  std::vector<Setting> earlier = std::exchange(found->second.overridden, {});
  if (earlier.size() >= kKeptOverridden) earlier.pop_back();
  setting.overridden.push_back(std::move(found->second));
  std::move(earlier.begin(), earlier.end(), std::back_inserter(setting.overridden));
  found->second = std::move(setting);
}

std::string env_path(std::string_view name) {
  return std::string("env.").append(name);
}

bool holds_credentials(const ReadOptions& options, std::string_view secret) {
  std::string name(secret);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(options.credential_secrets.begin(), options.credential_secrets.end(),
                     [&](const std::string& pattern) { return glob_matches(pattern, name); });
}

// The whole of a container's environment while it is put together.
class Variables {
 public:
  Variables(Reading& reading, const ContainerSource& source, const Value& type, const Setting* image)
      : reading_(reading), source_(source), type_(type), image_(image), references_(reading) {}

  ContainerEnvironment read() {
    result_.place = source_.place;
    result_.open = source_.operator_env;
    read_env_from();
    if (source_.operator_env) {
      read_sorted();
    } else {
      for (const Layer& layer : source_.env) read_layer(layer, result_.variables, true);
    }
    result_.unresolved = references_.unresolved_in(result_.variables);
    result_.literal = references_.literal_in(result_.variables);
    for (const Layer& layer : source_.env) result_.place = layer.section.place(result_.place);
    read_image();
    return std::move(result_);
  }

 private:
  void add_gap(std::string prefix, std::string why) {
    result_.gaps.push_back({std::move(prefix), std::move(why)});
    result_.open = true;
  }

  void read_env_from() {
    const Section list = list_at(source_.node, "envFrom");
    if (!list.opaque.empty()) add_gap("env.", list.opaque);
    if (list.key != nullptr) result_.place = list.key->span;
    const std::vector<const yaml::Node*> items = yaml::items_of(list.node);
    for (const yaml::Node* item : items) {
      const std::string_view prefix = plain_text(item, "prefix");
      const Section config_map = mapping_at(item, "configMapRef");
      const Section secret = mapping_at(item, "secretRef");
      if (config_map.node != nullptr) {
        read_object("ConfigMap", yaml::Fields(config_map.node).value("name"), prefix);
      } else if (secret.node != nullptr) {
        read_object("Secret", yaml::Fields(secret.node).value("name"), prefix);
      } else if (item == nullptr || !yaml::is_null(*item)) {
        hide_earlier("", "an entry of envFrom cannot be read");
      }
    }
    // The operator turns envFromSecret into an envFrom entry, which the container's own list replaces.
    if (items.empty() && source_.env_from_secret.key != nullptr) {
      const yaml::Node* name = source_.env_from_secret.node;
      result_.place = source_.env_from_secret.key->span;
      if (name == nullptr || !yaml::is_null(*name)) read_object("Secret", name, "");
    }
  }

  // Something that cannot be seen may set any name with this prefix, also over what precedes it.
  void hide_earlier(std::string_view prefix, const std::string& why) {
    for (auto& [name, setting] : result_.variables) {
      if (name.starts_with(prefix)) setting.value = Value::unknown(why);
    }
    add_gap(env_path(prefix), why);
  }

  // All keys of a ConfigMap or Secret as variables.
  void read_object(std::string_view kind, const yaml::Node* name, std::string_view prefix) {
    if (!yaml::is_text(name)) {
      hide_earlier(prefix, fmt::format("a {} without a readable name may set it", kind));
      return;
    }
    const bool secret = kind == "Secret";
    const Object* object = reading_.find(kind, name->value);
    if (object == nullptr) {
      if (secret && holds_credentials(reading_.options, name->value)) return;
      hide_earlier(prefix, fmt::format("the {} '{}' may set it", kind, name->value));
      return;
    }
    const std::string layer = fmt::format("{}{} '{}'", kEnvFromLayer, kind, name->value);
    for (const std::string_view part : {"data", "stringData"}) {
      if (!reading_.spend(0)) {
        hide_earlier(prefix, kTooMuchReason);
        return;
      }
      const Section data = mapping_at(object->root, part);
      if (!data.opaque.empty()) hide_earlier(prefix, data.opaque);
      if (part == "stringData" && !secret) break;
      for (const yaml::Field& field : yaml::Fields(data.node).all()) {
        if (!yaml::is_text(field.key) || !reading_.spend(field.key->value.size())) continue;
        Value value = secret ? Value::unknown(fmt::format("it comes from the Secret '{}'", name->value)) : text_value(field.value);
        const std::string variable = std::string(prefix).append(field.key->value);
        if (!secret) references_.note_in_config_map(variable, field.value);
        put(result_.variables, variable,
            make_setting(env_path(variable), std::move(value), layer, field.key->span,
                         field.value == nullptr ? field.key->span : field.value->span));
      }
    }
  }

  // As Reading::scalar, but nothing written is the empty text, as for every string of the API.
  Value text_value(const yaml::Node* node) {
    Value value = reading_.scalar(node);
    return value.state == State::absent ? Value::known(TracedText()) : value;
  }

  Setting from_value_from(std::string_view name, const std::string& layer, const yaml::Field& key, const yaml::Field& value_from) {
    const yaml::Node* written = value_from.value == nullptr ? value_from.key : value_from.value;
    const auto unknown = [&](std::string_view why) {
      return make_setting(env_path(name), Value::unknown(why), layer, key.value->span, written->span);
    };
    const yaml::Node* config = mapping_at(value_from.value, "configMapKeyRef").node;
    const yaml::Node* secret = mapping_at(value_from.value, "secretKeyRef").node;
    if (secret != nullptr) return unknown(fmt::format("it comes from the Secret '{}'", plain_text(secret, "name")));
    if (config == nullptr) {
      const yaml::Node* field = mapping_at(value_from.value, "fieldRef").node;
      if (field != nullptr) return unknown(fmt::format("it is the pod's field '{}'", plain_text(field, "fieldPath")));
      const yaml::Node* resource = mapping_at(value_from.value, "resourceFieldRef").node;
      if (resource != nullptr) return unknown(fmt::format("it is the container's resource '{}'", plain_text(resource, "resource")));
      return unknown("it comes from elsewhere (valueFrom)");
    }
    const std::string_view config_name = plain_text(config, "name");
    const std::string_view config_key = plain_text(config, "key");
    const Object* object = reading_.find("ConfigMap", config_name);
    if (object == nullptr) return unknown(reading_.missing("ConfigMap", config_name));
    const yaml::Field found = reading_.config_value(*object, config_key);
    if (found.key == nullptr) return unknown(fmt::format("the ConfigMap '{}' has no key '{}'", config_name, config_key));
    references_.note_in_config_map(name, found.value);
    return make_setting(env_path(name), text_value(found.value), fmt::format("{}, ConfigMap '{}'", layer, config_name), key.value->span,
                        found.value == nullptr ? found.key->span : found.value->span);
  }

  // Puts the entries of one list over `variables`; `expand`: each against what precedes it.
  void read_layer(const Layer& layer, Environment& variables, bool expand) {
    const auto hide_lower = [&](const std::string& why) {
      for (auto& [name, setting] : variables) setting.value = Value::unknown(why);
      add_gap("env.", why);
      result_.gaps.push_back({"env-", why});
    };
    if (!layer.section.opaque.empty()) hide_lower(layer.section.opaque);
    for (const yaml::Node* item : yaml::items_of(layer.section.node)) {
      const yaml::Fields entry(item);
      const yaml::Field name = entry.find("name");
      if (!yaml::is_text(name.value) || has_placeholder(name.value->value)) {
        if (item == nullptr || !yaml::is_null(*item)) add_gap("env.", "an entry of env has no readable name");
        continue;
      }
      if (!reading_.spend(name.value->value.size())) {
        hide_lower(kTooMuchReason);
        return;
      }
      from_elsewhere_.erase(std::string(name.value->value));
      note_unquoted(name, entry);
      Setting setting = read_entry(name, entry, layer.name, expand ? &variables : nullptr);
      put(variables, name.value->value, std::move(setting));
    }
  }

  Setting read_entry(const yaml::Field& name, const yaml::Fields& entry, const std::string& layer, const Environment* visible) {
    const yaml::Field value = entry.find("value");
    const yaml::Field value_from = entry.find("valueFrom");
    const bool has_value =
        value.key != nullptr &&
        (value.value == nullptr || !(yaml::is_null(*value.value) || value.value->value.empty()) || value.value->kind != yaml::Kind::scalar);
    // The kubelet looks at valueFrom only when the value is empty.
    if (!has_value && value_from.key != nullptr && (value_from.value == nullptr || !yaml::is_null(*value_from.value))) {
      from_elsewhere_.emplace(name.value->value);
      return from_value_from(name.value->value, layer, name, value_from);
    }
    const yaml::Node* written = value.value != nullptr ? value.value : name.value;
    if (entry.find("$patch").key != nullptr) {
      return make_setting(env_path(name.value->value), Value::unknown("a patch takes it away or replaces it"), layer, name.value->span,
                          written->span);
    }
    references_.note_in_value(name.value->value, value.value);
    Value content = value.key == nullptr ? Value::known(TracedText()) : text_value(value.value);
    Setting setting = make_setting(env_path(name.value->value), std::move(content), layer, name.value->span, written->span);
    if (visible != nullptr) expand_value(setting, *visible, {});
    return setting;
  }

  [[nodiscard]] bool in_gap(std::string_view name) const {
    const std::string path = env_path(name);
    return std::any_of(result_.gaps.begin(), result_.gaps.end(), [&](const Gap& gap) { return path.starts_with(gap.prefix); });
  }

  void note_unquoted(const yaml::Field& name, const yaml::Fields& entry) {
    const yaml::Node* value = entry.value("value");
    if (value == nullptr || !is_unquoted(*value) || !reading_.spend(name.value->value.size())) return;
    Value text = reading_.scalar(value);
    result_.unquoted.push_back(
        make_setting(std::string("env-unquoted.").append(name.value->value), std::move(text), "env", name.value->span, value->span));
  }

  // `later`: names that are defined, but not yet when this variable is expanded.
  void expand_value(Setting& setting, const Environment& visible, const Environment& later) {
    if (!setting.value.is_known() || setting.value.items.front().text().find('$') == std::string::npos) return;
    const TracedText& text = setting.value.items.front();
    if (result_.open) {
      for (const std::string_view name : kubernetes_references(text.text())) {
        if (visible.contains(name)) continue;
        // What the operator adds itself is sorted among the others; what comes by envFrom precedes them all.
        if (!in_gap(name) && (later.contains(name) || !source_.operator_env)) continue;
        setting.value = Value::unknown(fmt::format("$({}) is not defined in these files", name));
        return;
      }
    }
    for (const std::string_view name : kubernetes_references(text.text())) {
      if (visible.contains(name)) continue;
      // Where the operator puts its own is its business.
      if (const auto own = later.find(name); own != later.end() && own->second.origin.layer == kOperatorLayer) {
        setting.value = Value::unknown(fmt::format("$({}) is the operator's", name));
        return;
      }
      references_.note_undefined(setting, name);
    }
    Word word = expand_kubernetes(text, visible, kExpandedBytes);
    if (!reading_.spend(word.text.size())) word.unknown = kTooMuchReason;
    setting.value = word.is_known() ? Value::known(std::move(word.text)) : Value::unknown(word.unknown);
  }

  // What the image sets. It comes last because no $(NAME) sees it, and lies below everything that is there already.
  void read_image() {
    if (image_ == nullptr || !image_->value.is_known()) return;
    Environment variables;
    for (const ImageEnvironment& images : reading_.options.assumptions.image_env) {
      if (!glob_matches(images.images, image_->value.text())) continue;
      for (const auto& [name, text] : images.variables) {
        if (!reading_.spend(text.size())) return;
        // The image is what the manifest has of it, so that is the place to point at.
        Value value = Value::known(TracedText::decoded(text, image_->origin.value));
        put(variables, name, make_setting(env_path(name), std::move(value), kImageLayer, image_->origin.key, image_->origin.value));
      }
    }
    for (auto& [name, setting] : variables) {
      const auto above = result_.variables.find(name);
      if (above != result_.variables.end()) {
        above->second.overridden.push_back(std::move(setting));
        continue;
      }
      for (const Gap& gap : result_.gaps) {
        if (setting.path.starts_with(gap.prefix)) setting.value = Value::unknown(gap.why);
      }
      result_.variables.emplace(name, std::move(setting));
    }
  }

  void read_sorted() {
    Environment merged;
    put_operator_variables(merged);
    for (const Layer& layer : source_.env) read_layer(layer, merged, false);
    while (!merged.empty()) {
      const auto first = merged.begin();
      if (!from_elsewhere_.contains(first->first)) expand_value(first->second, result_.variables, merged);
      auto placed = result_.variables.insert(merged.extract(first));
      if (!placed.inserted) put(result_.variables, placed.node.key(), std::move(placed.node.mapped()));
    }
  }

  // What the operator sets before anything that the graph writes.
  void put_operator_variables(Environment& variables) {
    for (const OperatorVariable& variable : reading_.options.operator_additions.variables) {
      if (variable.decides_resources) continue;
      const std::vector<std::string>& types = variable.types;
      if (!types.empty() && type_.is_known() && std::find(types.begin(), types.end(), type_.text()) == types.end()) continue;
      if (!types.empty() && !type_.is_known()) {
        result_.gaps.push_back({env_path(variable.name), "the operator sets it for some types of components"});
        continue;
      }
      if (!reading_.spend(0)) return add_gap("env.", kTooMuchReason);
      Value value = variable.value ? Value::known(TracedText::made(*variable.value)) : Value::unknown("the operator sets it");
      variables.emplace(variable.name, default_setting(env_path(variable.name), std::move(value), kOperatorLayer));
    }
  }

  Reading& reading_;
  const ContainerSource& source_;
  const Value& type_;
  const Setting* image_;
  ContainerEnvironment result_;
  EnvironmentReferences references_;
  std::set<std::string, std::less<>> from_elsewhere_;  // names whose value comes by valueFrom: Kubernetes does not expand it
};

}  // namespace

ContainerEnvironment read_environment(Reading& reading, const ContainerSource& source, const Value& type, const Setting* image) {
  return Variables(reading, source, type, image).read();
}

}  // namespace fabriclint::manifest
