// SPDX-License-Identifier: Apache-2.0
#include "manifest/container.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/environment.h"
#include "manifest/list_setting.h"
#include "manifest/mounts.h"
#include "manifest/process.h"
#include "manifest/resources.h"
#include "manifest/security.h"
#include "text/ascii.h"

namespace fabriclint::manifest {

namespace {

bool is_tag(std::string_view text) {
  if (text.empty() || text.size() > 128 || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

// Where the digits and dots end that begin at `from`; a dot belongs to them when a digit follows.
std::size_t end_of_release(std::string_view tag, std::size_t from) {
  std::size_t at = from;
  while (at < tag.size() && (is_digit(tag[at]) || (tag[at] == '.' && at > from && at + 1 < tag.size() && is_digit(tag[at + 1])))) ++at;
  return at;
}

// The end of `rc24`, `.post1`, `dev.3` at `from`; `from` when no such word stands there.
std::size_t end_of_pre_release(std::string_view tag, std::size_t from) {
  const std::size_t word = from < tag.size() && tag[from] == '.' ? from + 1 : from;
  for (const std::string_view name : {"alpha", "beta", "dev", "post", "pre", "rc"}) {
    if (!tag.substr(word).starts_with(name)) continue;
    std::size_t at = word + name.size();
    if (at + 1 < tag.size() && tag[at] == '.' && is_digit(tag[at + 1])) ++at;
    at = end_of_release(tag, at);
    if (at == tag.size() || tag[at] == '-' || tag[at] == '_') return at;
  }
  return from;
}

// "1.2.1" of "1.2.1-efa-amd64"; "0.5.8" of "v0.5.8"; "1.3.0rc24" and "1.5.0-dev.3" as they are. Of "1.5.0-model-dev.1", which is a build
// before 1.5.0, "1.5.0-dev.1". Nothing when the tag does not begin with a release.
std::optional<TracedText> version_in(const TracedText& tag) {
  const std::string& text = tag.text();
  const std::size_t begin = text.starts_with('v') ? 1 : 0;
  const std::size_t release = end_of_release(text, begin);
  if (text.substr(begin, release - begin).find('.') == std::string::npos) return std::nullopt;
  const std::size_t end = end_of_pre_release(text, release);
  if (end < text.size() && text[end] != '-' && text[end] != '_') return std::nullopt;
  TracedText version = tag.slice(begin, end);
  for (std::size_t at = end; end == release && at < text.size(); at = std::min(text.find('-', at + 1), text.size())) {
    const std::size_t word = end_of_pre_release(text, at + 1);
    if (word == at + 1) continue;
    version.append(tag.slice(at, word));
    break;
  }
  return version;
}

// The parts of [registry[:port]/]name[:tag][@digest] (distribution/reference: reference.go). A digest decides alone what is pulled.
void put_image(Reading& reading, const ContainerSource& source, Container& container) {
  put_scalar(reading, container.settings, "container.image", source.node, "image", source.prefix + "image");
  const Setting* image = container.settings.find("container.image");
  if (image == nullptr) return;
  const auto put = [&](std::string_view path, Value value) {
    container.settings.put(make_setting(std::string(path), std::move(value), image->origin.layer, image->origin.key, image->origin.value));
  };
  if (!image->value.is_known()) {
    for (const char* path : {"container.image-tag", "container.image-name", "container.image-version"}) put(path, image->value);
    return;
  }
  const TracedText& text = image->value.items.front();
  const std::size_t digest = std::min(text.text().find('@'), text.size());
  const std::size_t colon = text.text().rfind(':', digest);
  const bool has_tag = colon != std::string::npos && text.text().find('/', colon) == std::string::npos;
  put("container.image-name", Value::known(text.slice(0, has_tag ? std::min(colon, digest) : digest)));
  if (digest < text.size() || !has_tag) {
    put("container.image-version", Value::unknown("the image has no tag that tells its release"));
    return;
  }
  TracedText tag = text.slice(colon + 1);
  std::optional<TracedText> version = is_tag(tag.text()) ? version_in(tag) : std::nullopt;
  put("container.image-version", version ? Value::known(std::move(*version)) : Value::unknown("the image's tag tells no release"));
  put("container.image-tag", is_tag(tag.text()) ? Value::known(std::move(tag)) : Value::unknown(kPlaceholderReason));
}

}  // namespace

bool is_fragment(const ContainerSource& source) {
  const yaml::Fields fields(source.node);
  const auto written = [&](std::string_view key) {
    const yaml::Field field = fields.find(key);
    return field.key != nullptr && (field.value == nullptr || !yaml::is_null(*field.value));
  };
  if (written("image")) return false;
  // A plain workload cannot do without an image; the operator has one for what a graph leaves out.
  return !source.operator_env || (!written("command") && !written("args"));
}

ContainerSource listed_container(Reading& reading, const yaml::Node& node, Span otherwise) {
  ContainerSource source;
  const yaml::Field name = yaml::Fields(&node).find("name");
  if (yaml::is_text(name.value)) source.name = reading.text(name.value).value_or(TracedText());
  source.place = source.name.has_place() ? source.name.span() : node.entries.empty() ? otherwise : node.entries.front().key->span;
  source.node = &node;
  source.env = {{"env", list_at(&node, "env")}};
  source.resources = {{{"resources", mapping_at(&node, "resources")}, ResourceStyle::kubernetes}};
  source.mounts = {list_at(&node, "volumeMounts")};
  return source;
}

std::vector<ContainerSource> native_sidecars(Reading& reading, const yaml::Node* pod_spec) {
  std::vector<ContainerSource> sidecars;
  const Section list = list_at(pod_spec, "initContainers");
  for (const yaml::Node* item : yaml::items_of(list.node)) {
    if (item == nullptr || item->kind != yaml::Kind::mapping || plain_text(item, "restartPolicy") != "Always") continue;
    sidecars.push_back(listed_container(reading, *item, list.key->span));
  }
  return sidecars;
}

bool Surroundings::by_operator() const {
  return main != nullptr && main->operator_env;
}

namespace {

// Only one kind of container is made for a component besides its own: a frontend.
Value type_of(const ContainerSource& source, const Surroundings& pod) {
  if (&source != pod.main) return Value::known(TracedText::made("frontend"));
  const Setting* type = pod.component.find("component.type");
  return type == nullptr ? Value::unknown("the component's type is not written") : type->value;
}

// A variable that the operator reads may replace what every component requests.
void replace_resources(const ReadOptions& options, const ContainerSource& source, const ContainerEnvironment& environment,
                       Container& container) {
  if (!source.operator_env) return;
  for (const OperatorVariable& variable : options.operator_additions.variables) {
    if (!variable.decides_resources || !environment.variables.contains(variable.name)) continue;
    hide_resources(container, fmt::format("the operator takes them from {}", variable.name));
  }
}

// Says of each variable that only a whole ConfigMap or Secret sets which one that is. Called when everything that sets variables was read.
void put_env_from(Reading& reading, Container& container) {
  constexpr std::string_view kEnv = "env.";
  std::vector<Setting> found;
  for (const Setting& setting : container.settings.with_prefix(kEnv)) {
    const std::string& layer = setting.origin.layer;
    if (!layer.starts_with(kEnvFromLayer)) continue;
    if (!reading.spend(setting.path.size() + layer.size())) break;
    const Span key = setting.origin.key;
    found.push_back(make_setting("env-from." + setting.path.substr(kEnv.size()),
                                 Value::known(TracedText::decoded(layer.substr(kEnvFromLayer.size()), key)), "envFrom", key, key));
  }
  for (Setting& setting : found) container.settings.put(std::move(setting));
}

}  // namespace

Container build_container(Reading& reading, const ContainerSource& source, const Surroundings& pod) {
  Container container;
  container.name = source.name.text();
  container.span = source.place;
  container.anchors.push_back({"", source.place});
  if (!source.opaque.empty()) container.gaps.push_back({"", source.opaque});
  container.settings.put(make_setting("container.name", Value::known(source.name), "name", source.place, source.place));
  put_image(reading, source, container);
  read_security(reading, source, pod.pod, container);
  read_mounts(reading, source, pod, container);
  read_resources(reading, source, container);

  ContainerEnvironment environment = read_environment(reading, source, type_of(source, pod), container.settings.find("container.image"));
  container.gaps.insert(container.gaps.end(), environment.gaps.begin(), environment.gaps.end());
  container.anchors.push_back({"env.", environment.place});
  const WrittenLaunch launch = read_written_launch(reading, source, environment, container);
  for (auto& [name, setting] : environment.variables) container.settings.put(std::move(setting));
  for (Setting& unquoted : environment.unquoted) container.settings.put_default(std::move(unquoted));
  put_list(container.settings, "env-reference-unresolved", std::move(environment.unresolved), "env");
  put_list(container.settings, "env-shell-reference", std::move(environment.literal), "env");
  replace_resources(reading.options, source, environment, container);
  read_process(reading, source, pod.pod, launch, container);
  put_env_from(reading, container);
  return container;
}

}  // namespace fabriclint::manifest
