// SPDX-License-Identifier: Apache-2.0
#include "manifest/container.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/environment.h"
#include "manifest/list_setting.h"
#include "manifest/mounts.h"
#include "manifest/process.h"
#include "manifest/resources.h"
#include "manifest/security.h"

namespace fabriclint::manifest {

namespace {

bool is_tag(std::string_view text) {
  if (text.empty() || text.size() > 128 || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

// The tag of [registry[:port]/]name[:tag][@digest] (distribution/reference: reference.go). A digest decides alone what is pulled.
void put_image(Reading& reading, const ContainerSource& source, Container& container) {
  put_scalar(reading, container.settings, "container.image", source.node, "image", source.prefix + "image");
  const Setting* image = container.settings.find("container.image");
  if (image == nullptr) return;
  if (!image->value.is_known()) {
    Setting tag = *image;
    tag.path = "container.image-tag";
    container.settings.put(std::move(tag));
    return;
  }
  const TracedText& text = image->value.items.front();
  if (text.text().find('@') != std::string::npos) return;
  const std::size_t colon = text.text().rfind(':');
  if (colon == std::string::npos || text.text().find('/', colon) != std::string::npos) return;
  TracedText tag = text.slice(colon + 1);
  Value value = is_tag(tag.text()) ? Value::known(std::move(tag)) : Value::unknown(std::string(kPlaceholderReason));
  container.settings.put(
      make_setting("container.image-tag", std::move(value), image->origin.layer, image->origin.key, image->origin.value));
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
  for (const auto& [name, setting] : environment.variables) container.settings.put(setting);
  put_list(container.settings, "env-unquoted", std::move(environment.unquoted), "env");
  put_list(container.settings, "env-reference-unresolved", std::move(environment.unresolved), "env");
  put_list(container.settings, "env-shell-reference", std::move(environment.literal), "env");
  replace_resources(reading.options, source, environment, container);
  read_process(reading, source, environment, container);
  return container;
}

}  // namespace fabriclint::manifest
