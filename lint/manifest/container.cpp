// SPDX-License-Identifier: Apache-2.0
#include "manifest/container.h"

#include <algorithm>
#include <optional>

#include "manifest/environment.h"
#include "manifest/process.h"
#include "manifest/resources.h"

namespace fabriclint::manifest {

namespace {

bool is_tag(std::string_view text) {
  if (text.empty() || text.size() > 128 || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
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
  const auto put = [&](std::string path, Value value) {
    container.settings.put(make_setting(std::move(path), std::move(value), image->origin.layer, image->origin.key, image->origin.value));
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
  put("container.image-tag", is_tag(tag.text()) ? Value::known(std::move(tag)) : Value::unknown(std::string(kPlaceholderReason)));
}

TracedText upper_case(const TracedText& text) {
  std::string upper = text.text();
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const Span place = text.span();
  if (!text.has_place()) return TracedText::made(upper);
  return place.size() == upper.size() ? TracedText::verbatim(upper, place) : TracedText::decoded(upper, place);
}

bool holds(const std::vector<TracedText>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](const TracedText& item) { return item.text() == name; });
}

// containerd applies `drop: [ALL]` first, then `add`, then the other drops (containerd/containerd: internal/cri/opts/spec_opts.go). It puts
// CAP_ before every name, so a name that already has the prefix grants nothing and stays as it is written.
void put_capabilities(Reading& reading, const yaml::Node* security, const std::string& layer, Container& container) {
  const Section written = mapping_at(security, "capabilities");
  if (!written.opaque.empty()) container.gaps.push_back({"container.capabilities", written.opaque});
  if (written.node == nullptr) return;
  const Section add = list_at(written.node, "add");
  const Section drop = list_at(written.node, "drop");
  Value added = add.node == nullptr ? Value::list({}) : reading.list(*add.node);
  const Value dropped = drop.node == nullptr ? Value::list({}) : reading.list(*drop.node);
  std::string why = !add.opaque.empty() ? add.opaque : !drop.opaque.empty() ? drop.opaque : !added.why.empty() ? added.why : dropped.why;
  const Span at = add.node == nullptr ? written.node->span : add.node->span;
  if (!why.empty()) {
    added = Value::unknown(std::move(why));
  } else {
    std::vector<TracedText> drops;
    for (const TracedText& item : dropped.items) drops.push_back(upper_case(item));
    std::vector<TracedText> granted;
    for (const TracedText& item : added.items) {
      TracedText name = upper_case(item);
      if (name.text() == "ALL" || !holds(drops, name.text())) granted.push_back(std::move(name));
    }
    // What is left of ALL cannot be listed; what is missing from it can.
    if (holds(granted, "ALL")) {
      for (const TracedText& name : drops) {
        if (name.text() == "ALL") continue;
        TracedText missing = TracedText::decoded("-", name.span());
        missing.append(name);
        granted.push_back(std::move(missing));
      }
    }
    added = Value::list(std::move(granted));
  }
  container.settings.put(make_setting("container.capabilities", std::move(added), layer + ".capabilities", written.place(at), at));
}

void put_security(Reading& reading, const ContainerSource& source, const PodSource& pod, Container& container) {
  const Section written = mapping_at(source.node, "securityContext");
  const Section of_pod = mapping_at(pod.section.node, "securityContext");
  const std::string layer = source.prefix + "securityContext";
  const std::string pod_layer = pod.prefix + "securityContext";
  if (!of_pod.opaque.empty()) container.gaps.push_back({"container.run-as-user", of_pod.opaque});
  put_scalar(reading, container.settings, "container.run-as-user", of_pod.node, "runAsUser", pod_layer);
  if (!written.opaque.empty()) {
    for (const std::string_view path : {"container.capabilities", "container.privileged", "container.run-as-user"}) {
      container.settings.erase(path);
      container.gaps.push_back({std::string(path), written.opaque});
    }
  }
  if (written.key != nullptr) {
    for (const std::string_view path : {"container.capabilities", "container.privileged", "container.run-as-user"}) {
      container.anchors.push_back({std::string(path), written.key->span});
    }
  }
  put_scalar(reading, container.settings, "container.run-as-user", written.node, "runAsUser", layer);
  put_scalar(reading, container.settings, "container.privileged", written.node, "privileged", layer);
  put_capabilities(reading, written.node, layer, container);
}

void put_host_paths(Reading& reading, const ContainerSource& source, const PodSource& pod, const HostPaths& host_paths,
                    Container& container) {
  std::string why = list_at(pod.section.node, "volumes").opaque;
  Value paths = Value::list({});
  Setting setting;
  for (const Section& mounts : source.mounts) {
    if (!mounts.opaque.empty()) why = mounts.opaque;
    for (const yaml::Node* mount : yaml::items_of(mounts.node)) {
      const auto volume = host_paths.find(plain_text(mount, "name"));
      if (volume == host_paths.end()) continue;
      Value path = reading.scalar(volume->second);
      if (!path.is_known()) {
        why = path.why.empty() ? "a hostPath has no path" : path.why;
        continue;
      }
      if (paths.items.empty())
        setting = make_setting("container.host-paths", {}, "volumes.hostPath", mounts.key->span, volume->second->span);
      paths.items.push_back(std::move(path.items.front()));
    }
  }
  if (!why.empty()) {
    container.gaps.push_back({"container.host-paths", why});
  } else if (!paths.items.empty()) {
    setting.value = std::move(paths);
    container.settings.put(std::move(setting));
  }
}

}  // namespace

HostPaths host_paths_of(const yaml::Node* pod_spec) {
  HostPaths paths;
  for (const yaml::Node* volume : yaml::items_of(list_at(pod_spec, "volumes").node)) {
    const yaml::Node* host_path = mapping_at(volume, "hostPath").node;
    const std::string_view name = plain_text(volume, "name");
    if (host_path != nullptr && !name.empty()) paths.insert_or_assign(name, yaml::Fields(host_path).value("path"));
  }
  return paths;
}

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

Container build_container(Reading& reading, const ContainerSource& source, const PodSource& pod, const HostPaths& host_paths) {
  Container container;
  container.name = source.name.text();
  container.span = source.place;
  container.anchors.push_back({"", source.place});
  if (!source.opaque.empty()) container.gaps.push_back({"", source.opaque});
  container.settings.put(make_setting("container.name", Value::known(source.name), "name", source.place, source.place));
  put_image(reading, source, container);
  put_security(reading, source, pod, container);
  put_host_paths(reading, source, pod, host_paths, container);
  read_resources(reading, source, container);

  ContainerEnvironment environment = read_environment(reading, source);
  container.gaps.insert(container.gaps.end(), environment.gaps.begin(), environment.gaps.end());
  container.anchors.push_back({"env.", environment.place});
  for (const auto& [name, setting] : environment.variables) container.settings.put(setting);
  read_process(reading, source, pod, environment, container);
  return container;
}

}  // namespace fabriclint::manifest
