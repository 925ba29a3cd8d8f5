// SPDX-License-Identifier: Apache-2.0
#include "manifest/pod_specs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "manifest/reading.h"

namespace fabriclint::manifest {

namespace {

constexpr std::size_t kWalkDepth = 32;
constexpr std::size_t kMostPods = 10'000;

bool is_mapping(const yaml::Node* node) {
  return node != nullptr && node->kind == yaml::Kind::mapping;
}

// A container that stands alone under a key.
bool is_container(const yaml::Node* node) {
  constexpr std::array<std::string_view, 4> kKeys = {"image", "command", "args", "resources"};
  const yaml::Fields fields(node);
  return std::any_of(kKeys.begin(), kKeys.end(), [&](std::string_view key) { return fields.find(key).key != nullptr; });
}

bool is_pod_spec(const yaml::Node* mapping) {
  const std::vector<const yaml::Node*> items = yaml::items_of(list_at(mapping, "containers").node);
  return std::any_of(items.begin(), items.end(), is_mapping) || is_container(mapping_at(mapping, "runner").node);
}

bool is_one_of(std::string_view key, std::span<const std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// sgl-project/rbg: what a role lays over its template, in v1alpha2 and in v1alpha1.
constexpr std::array<std::string_view, 2> kLeaderPatches = {"leaderTemplatePatch", "patchLeaderTemplate"};
constexpr std::array<std::string_view, 2> kWorkerPatches = {"workerTemplatePatch", "patchWorkerTemplate"};
constexpr std::array<std::string_view, 5> kPatchSite = {"templateRef", "templatePatch", "template", "leaderTemplatePatch",
                                                        "workerTemplatePatch"};

// A role's template with what refers to it.
struct Site {
  const yaml::Node* whole = nullptr;  // the pod template with all patches that hold for each of its pods
  const yaml::Node* key = nullptr;    // to name it by
  std::string opaque;
  std::vector<yaml::Field> positions;  // patches for one pod of a group each
};

class Search {
 public:
  Search(const Object& object, StrategicMerge& merge) : object_(object), merge_(merge) {
    const yaml::Field spec = yaml::Fields(object.root).find("spec");
    for (const yaml::Node* item : yaml::items_of(list_at(spec.value, "roleTemplates").node)) {
      const std::string_view name = plain_text(item, "name");
      if (!name.empty()) templates_.emplace(name, mapping_at(item, "template").node);
    }
  }

  std::vector<FoundPod> result() {
    const yaml::Field spec = yaml::Fields(object_.root).find("spec");
    walk(spec.value, spec.key);
    return std::move(found_);
  }

 private:
  // Depth first in file order. Depth is bounded here, the number of nodes by the limit on aliases in yaml/parse.h.
  void walk(const yaml::Node* node, const yaml::Node* key) {  // NOLINT(misc-no-recursion)
    node = yaml::resolve(node);
    if (node == nullptr || path_.size() >= kWalkDepth || found_.size() >= kMostPods) return;
    if (node->kind == yaml::Kind::sequence) {
      path_.push_back({nullptr, key});
      for (const yaml::Node* item : node->items) walk(item, nullptr);
      path_.pop_back();
    } else if (node->kind == yaml::Kind::mapping) {
      path_.push_back({node, key});
      if (is_pod_spec(node)) {
        add(node, key, metadata_around(key), {});
      } else {
        walk_fields(*node);
      }
      path_.pop_back();
    }
  }

  void walk_fields(const yaml::Node& mapping) {  // NOLINT(misc-no-recursion)
    const Site site = site_at(mapping);
    if (site.whole != nullptr) add_site(site);
    for (const yaml::Field& field : yaml::Fields(&mapping).all()) {
      if (site.whole != nullptr && (is_one_of(field.key->value, kPatchSite) || field.key->value == "leaderWorkerSet")) continue;
      // Templates of roles run where a role refers to them.
      if (path_.size() == 1 && field.key->value == "roleTemplates") continue;
      walk(field.value, field.key);
    }
  }

  // What a role makes of its template; nothing where no template is referred to or patched, or no pod comes of it.
  Site site_at(const yaml::Node& mapping) {
    const yaml::Fields fields(&mapping);
    const Section reference = mapping_at(&mapping, "templateRef");
    const Section patch = mapping_at(&mapping, "templatePatch");
    const yaml::Node* group = mapping_at(&mapping, "leaderWorkerSet").node;
    Site site;
    for (const auto& keys : {kLeaderPatches, kWorkerPatches}) {
      for (const std::string_view key : keys) {
        const yaml::Field here = fields.find(key);
        const yaml::Field field = here.key != nullptr ? here : yaml::Fields(group).find(key);
        if (is_mapping(field.value)) site.positions.push_back(field);
      }
    }
    if (reference.node == nullptr && patch.node == nullptr && site.positions.empty()) return {};
    const yaml::Field own = fields.find("template");
    site.whole = is_mapping(own.value) ? own.value : nullptr;
    site.key = site.whole != nullptr ? own.key : reference.key != nullptr ? reference.key : patch.key;
    if (reference.node != nullptr) {
      const auto known = templates_.find(plain_text(reference.node, "name"));
      if (known != templates_.end()) {
        site.whole = known->second;
      } else {
        site.opaque = "the template that it refers to is not in this object";
      }
      site.whole = merge_.merge(site.whole, mapping_at(reference.node, "patch").node);
    }
    site.whole = merge_.merge(site.whole, patch.node);
    std::erase_if(site.positions, [](const yaml::Field& field) { return yaml::Fields(field.value).value("spec") == nullptr; });
    const bool runs = is_pod_spec(mapping_at(site.whole, "spec").node) ||
                      std::any_of(site.positions.begin(), site.positions.end(),
                                  [](const yaml::Field& field) { return is_pod_spec(mapping_at(field.value, "spec").node); });
    return runs ? site : Site{};
  }

  void add_site(const Site& site) {
    std::vector<yaml::Field> pods = site.positions;
    if (pods.empty()) pods.push_back({.key = site.key, .value = nullptr});
    for (const yaml::Field& pod : pods) {
      const yaml::Node* whole = merge_.merge(site.whole, pod.value);
      const yaml::Field spec = yaml::Fields(whole).find("spec");
      if (!is_pod_spec(spec.value)) continue;
      path_.push_back({whole, pod.key});
      add(spec.value, spec.key, mapping_at(whole, "metadata").node, merge_.exhausted() ? kTooMuchReason : site.opaque);
      path_.pop_back();
    }
  }

  // The pod's metadata stands beside its spec; a Pod's own is the object's. Grove writes the labels of `podSpec` beside the `spec` that
  // holds it (ai-dynamo/grove: operator/api/core/v1alpha1/podcliqueset.go).
  [[nodiscard]] const yaml::Node* metadata_around(const yaml::Node* key) const {
    const auto around = [&](std::size_t levels) {
      return path_.size() > levels ? path_[path_.size() - 1 - levels].mapping : path_.size() == levels ? object_.root : nullptr;
    };
    if (key != nullptr && key->value == "podSpec") return around(2);
    return mapping_at(around(1), "metadata").node;
  }

  void add(const yaml::Node* spec, const yaml::Node* key, const yaml::Node* metadata, std::string opaque) {
    if (found_.size() >= kMostPods) return;
    found_.push_back({.path = path_, .spec = spec, .spec_key = key, .metadata = metadata, .opaque = std::move(opaque)});
  }

  const Object& object_;
  StrategicMerge& merge_;
  std::map<std::string_view, const yaml::Node*> templates_;
  std::vector<Step> path_;
  std::vector<FoundPod> found_;
};

// Keys between an object and its pod that say nothing about which pod it is.
bool is_structural(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys = {
      "spec",
      "template",
      "podTemplate",
      "podTemplateSpec",
      "podSpec",
      "jobTemplate",
      "roles",
      "replicaSpecs",
      "cliques",
      "patch",
      "templateRef",
      "templatePatch",
      "modelServer",
      "leaderWorkerTemplate",
      "standalonePattern",
      "leaderWorkerPattern",
  };
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

// Keys that give a pod its place among those it works with as one; other keys have none.
std::string_view position_of(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kPositions = {{
      {"leaderTemplate", "leader"},
      {"leaderTemplatePatch", "leader"},
      {"patchLeaderTemplate", "leader"},
      {"leader", "leader"},
      {"workerTemplate", "worker"},
      {"workerTemplatePatch", "worker"},
      {"patchWorkerTemplate", "worker"},
      {"worker", "worker"},
      {"workerGroupSpecs", "worker"},
      {"entryTemplate", "entry"},
      {"headGroupSpec", "head"},
  }};
  const auto* found = std::find_if(kPositions.begin(), kPositions.end(), [&](const auto& position) { return position.first == key; });
  return found == kPositions.end() ? std::string_view() : found->second;
}

// Everything a pod may be called by, the nearest of each sort.
struct NamesAround {
  const yaml::Node* item = nullptr;      // the name of a list element
  const yaml::Node* telling = nullptr;   // a key that is neither structure nor a position
  const yaml::Node* position = nullptr;  // a key that is a position

  [[nodiscard]] std::string_view base(std::string_view object_name) const {
    if (item != nullptr) return item->value;
    if (telling == nullptr) return object_name;
    std::string_view text = telling->value;
    if (text.size() > 6 && text.ends_with("Config")) text.remove_suffix(6);  // sgl-project/ome: engineConfig, decoderConfig
    return text;
  }
  [[nodiscard]] const yaml::Node* written() const { return item != nullptr ? item : telling; }
};

NamesAround names_around(const FoundPod& pod) {
  NamesAround names;
  for (std::size_t i = pod.path.size(); i-- > 0 && names.item == nullptr;) {
    const Step& step = pod.path[i];
    if (yaml::is_text(step.key) && !is_structural(step.key->value)) {
      const yaml::Node*& slot = position_of(step.key->value).empty() ? names.telling : names.position;
      if (slot == nullptr && names.telling == nullptr) slot = step.key;
    }
    if (step.key != nullptr) continue;
    for (const std::string_view key : {"name", "groupName"}) {
      const yaml::Node* written = yaml::Fields(step.mapping).value(key);
      if (names.item == nullptr && yaml::is_text(written)) names.item = written;
    }
  }
  return names;
}

}  // namespace

std::vector<FoundPod> find_pods(const Object& object, StrategicMerge& merge) {
  return Search(object, merge).result();
}

std::vector<PodName> names_of(const std::vector<FoundPod>& pods, std::string_view object_name) {
  std::vector<NamesAround> all;
  all.reserve(pods.size());
  std::map<std::string_view, std::size_t> uses;
  for (const FoundPod& pod : pods) {
    all.push_back(names_around(pod));
    ++uses[all.back().base(object_name)];
  }
  std::vector<PodName> result;
  result.reserve(pods.size());
  for (const NamesAround& names : all) {
    const std::string_view base = names.base(object_name);
    PodName name{std::string(base), names.written()};
    const yaml::Node* suffix = names.position != nullptr ? names.position : names.item != nullptr ? names.telling : nullptr;
    const bool several = uses[base] > 1 || (name.written == nullptr && pods.size() > 1);
    if (suffix != nullptr && several) {
      const std::string_view position = position_of(suffix->value);
      name = {fmt::format("{}.{}", base, position.empty() ? std::string_view(suffix->value) : position), suffix};
    }
    result.push_back(std::move(name));
  }
  return result;
}

}  // namespace fabriclint::manifest
