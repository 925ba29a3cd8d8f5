// SPDX-License-Identifier: Apache-2.0
#include "manifest/mounts.h"

#include <fmt/format.h>

#include <utility>

#include "manifest/defaults.h"
#include "vocabulary/quantity.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kSharedMemoryPath = "/dev/shm";
constexpr std::string_view kSharedMemoryVolume = "shared-memory";
constexpr std::string_view kOperatorSize = "8Gi";
constexpr std::string_view kRuntimeSize = "64Mi";
constexpr std::string_view kUnlimited = "unlimited";

// What a volume is, and for an emptyDir how large it may become.
struct Volume {
  Value kind;
  Value size;  // "unlimited" without a sizeLimit; unknown for what has no size of its own
  Span written;
};

Volume unknown_volume(const std::string& why, Span written) {
  return {Value::unknown(why), Value::unknown(why), written};
}

// core/v1 VolumeSource: the key beside `name` says what it is; without any it is an emptyDir (pkg/apis/core/v1/defaults.go).
Volume read_volume(Reading& reading, const WrittenVolume& volume) {
  if (volume.patched) return unknown_volume("a patch takes the volume away or replaces it", volume.place);
  if (volume.source.key == nullptr) {
    return {Value::known(TracedText::made("emptyDir")), Value::known(TracedText::made(kUnlimited)), volume.place};
  }
  const Span place = volume.source.key->span;
  const Section source = as_mapping(volume.source);
  if (!source.opaque.empty()) return unknown_volume(source.opaque, place);
  std::optional<TracedText> kind = reading.text(volume.source.key);
  if (!kind) return unknown_volume(kTooMuchReason, place);
  Value size = Value::unknown(fmt::format("a volume of the kind {} has no size of its own", kind->text()));
  if (kind->text() == "emptyDir") {
    const yaml::Field limit = yaml::Fields(source.node).find("sizeLimit");
    if (limit.key != nullptr) size = reading.scalar(limit.value);
    if (limit.key == nullptr || size.state == State::absent) size = Value::known(TracedText::made(kUnlimited));
  }
  return {Value::known(std::move(*kind)), std::move(size), place};
}

// The size that the operator gives /dev/shm of the main container.
struct OperatorMemory {
  Setting setting;
  bool disabled = false;
};

OperatorMemory operator_memory(const Settings& component) {
  OperatorMemory memory;
  const Setting* written = component.find("component.shared-memory");
  if (written == nullptr) {
    memory.setting = default_setting("container.shared-memory", kOperatorSize, kOperatorDefault);
    return memory;
  }
  memory.setting = *written;
  memory.setting.path = "container.shared-memory";
  memory.setting.overridden.clear();
  if (!written->value.is_known()) return memory;
  const std::optional<double> size = to_quantity(written->value.text());
  if (!size) memory.setting.value = Value::unknown("the size is no Kubernetes quantity");
  memory.disabled = size && *size == 0;
  return memory;
}

// One pass over the mounts of one container.
class Mounts {
 public:
  Mounts(Reading& reading, const ContainerSource& source, const Surroundings& pod, Container& container)
      : reading_(reading), source_(source), pod_(pod), container_(container), is_main_(&source == pod.main) {
    if (!pod.by_operator()) return;
    memory_ = operator_memory(pod.component);
    replaced_ = !memory_.disabled;
  }

  void read() {
    volumes_opaque_ = pod_.pod.section.opaque.empty() ? list_at(pod_.pod.section.node, "volumes").opaque : pod_.pod.section.opaque;
    for (const Section& list : source_.mounts) {
      if (!list.opaque.empty()) add_gap("", list.opaque);
      for (const yaml::Node* mount : yaml::items_of(list.node)) read_mount(mount, list.key->span);
    }
    const Section& cache = source_.compilation_cache;
    if (!cache.opaque.empty()) add_gap("", cache.opaque);
    if (cache.node != nullptr && yaml::Fields(cache.node).find("mountPath").key != nullptr) {
      read_path(yaml::Fields(cache.node).find("mountPath"), claim_volume(cache.key->span), "compilationCache");
    }
    put_shared_memory();
    if (!source_.mounts.empty()) container_.anchors.push_back({"mount", source_.mounts.front().place(source_.place)});
  }

 private:
  // What is mounted at `path`, or anywhere when it is empty, cannot be told.
  void add_gap(const std::string& path, const std::string& why) {
    if (path.empty() && anywhere_) return;
    anywhere_ = anywhere_ || path.empty();
    if (path.empty() || path == kSharedMemoryPath) memory_why_ = why;
    container_.gaps.push_back({"mount." + path, why});
    container_.gaps.push_back({"mount-size." + path, why});
  }

  // A v1alpha1 service mounts PersistentVolumeClaims by their name, and says `mountPoint`; a cache of compiled kernels needs none.
  void read_mount(const yaml::Node* mount, Span list) {
    const yaml::Fields fields(mount);
    const yaml::Field path = fields.find("mountPath");
    const yaml::Field point = fields.find("mountPoint");
    if (path.key == nullptr && point.key == nullptr && plain_text(mount, "useAsCompilationCache") == "true") return;
    const yaml::Field& written = path.key == nullptr ? point : path;
    if (fields.find("$patch").key != nullptr) {
      return add_gap(yaml::is_text(written.value) ? std::string(written.value->value) : "", "a patch takes the mount away or replaces it");
    }
    if (path.key == nullptr && point.key != nullptr) return read_path(point, claim_volume(point.key->span), "volumeMounts");
    const std::string_view name = plain_text(mount, "name");
    read_path(written, volume_of(name, list), source_.prefix + "volumeMounts", name == kSharedMemoryVolume);
  }

  static Volume claim_volume(Span written) {
    return {Value::known(TracedText::made("persistentVolumeClaim")), Value::unknown("a PersistentVolumeClaim has no size limit here"),
            written};
  }

  [[nodiscard]] Volume volume_of(std::string_view name, Span list) const {
    if (!volumes_opaque_.empty()) return unknown_volume(volumes_opaque_, list);
    const auto found = pod_.volumes.find(name);
    if (found == pod_.volumes.end()) return unknown_volume(fmt::format("the pod declares no volume '{}' here", name), list);
    return read_volume(reading_, found->second);
  }

  void read_path(const yaml::Field& path, Volume volume, const std::string& layer, bool of_operator = false) {
    const Value where = path.key == nullptr ? Value() : reading_.scalar(path.value);
    if (!where.is_known()) return add_gap("", where.why.empty() ? "a mount has no path" : where.why);
    std::string at = where.items.front().text();
    while (at.size() > 1 && at.back() == '/') at.pop_back();
    const bool memory = at == kSharedMemoryPath;
    const bool dropped = memory && is_main_ && replaced_;
    if (of_operator && replaced_ && !dropped) {
      volume = {Value::known(TracedText::made("emptyDir")), memory_.setting.value, path.value->span};
    }
    const bool sized = !volume.kind.is_known() || volume.kind.text() == "emptyDir";
    Setting size = make_setting("mount-size." + at, std::move(volume.size), layer, path.value->span, volume.written);
    if (memory) own_memory_ = size;
    // A claim or a folder of the host says no size, and is dropped as surely as a tmpfs.
    if (dropped && !sized) own_memory_->value = Value::known(TracedText::made(kUnlimited));
    if (dropped) return;
    if (sized) container_.settings.put(std::move(size));
    container_.settings.put(make_setting("mount." + at, std::move(volume.kind), layer, path.value->span, volume.written));
  }

  void put_shared_memory() {
    if (own_memory_) own_memory_->path = "container.shared-memory";
    if (is_main_ && replaced_) {
      put_operator_memory();
    } else if (own_memory_) {
      container_.settings.put(std::move(*own_memory_));
    } else {
      put_runtime_memory();
    }
  }

  void put_operator_memory() {
    Setting memory = std::move(memory_.setting);
    const bool certain = memory.value.is_known();
    Setting mounted = memory;
    mounted.path = fmt::format("mount.{}", kSharedMemoryPath);
    if (certain) mounted.value = Value::known(TracedText::made("emptyDir"));
    Setting size = memory;
    size.path = fmt::format("mount-size.{}", kSharedMemoryPath);
    container_.settings.put(std::move(mounted));
    container_.settings.put(std::move(size));
    if (own_memory_) {
      Setting dropped = *own_memory_;
      dropped.path = "container.shared-memory-dropped";
      dropped.origin.value = dropped.origin.key;  // the mount is what does not count, wherever its volume stands
      if (!certain) dropped.value = Value::unknown(memory.value.why);
      if (dropped.value.is_known()) dropped.value = Value::known(TracedText::decoded(dropped.value.text(), dropped.origin.key));
      container_.settings.put(std::move(dropped));
      memory.overridden.push_back(std::move(*own_memory_));
    } else if (!memory_why_.empty()) {
      container_.gaps.push_back({"container.shared-memory-dropped", memory_why_});
    }
    container_.settings.put(std::move(memory));
  }

  void put_runtime_memory() {
    const Setting* host = pod_.component.find("pod.host-ipc");
    if (memory_why_.empty() && host != nullptr && host->value.state == State::unknown) memory_why_ = host->value.why;
    if (memory_why_.empty() && host != nullptr && host->value.text() == "true") memory_why_ = "the pod shares the host's /dev/shm";
    Setting memory = default_setting("container.shared-memory", kRuntimeSize, kRuntimeDefault);
    if (!memory_why_.empty()) memory.value = Value::unknown(memory_why_);
    // Where it was switched off is the place to mend it.
    if (is_main_ && memory_.disabled) {
      memory.origin.key = memory_.setting.origin.key;
      memory.origin.value = memory_.setting.origin.value;
    }
    container_.settings.put(std::move(memory));
  }

  Reading& reading_;
  const ContainerSource& source_;
  const Surroundings& pod_;
  Container& container_;
  bool is_main_ = false;
  OperatorMemory memory_;
  bool replaced_ = false;  // the operator has a volume `shared-memory` of its own here
  std::string volumes_opaque_;
  bool anywhere_ = false;              // a mount has no readable path
  std::string memory_why_;             // why a mount at /dev/shm may have been missed
  std::optional<Setting> own_memory_;  // what the manifest mounts at /dev/shm
};

void put_host_paths(Reading& reading, const ContainerSource& source, const Surroundings& pod, Container& container) {
  std::string why = list_at(pod.pod.section.node, "volumes").opaque;
  Value paths = Value::list({});
  Setting setting;
  for (const Section& mounts : source.mounts) {
    if (!mounts.opaque.empty()) why = mounts.opaque;
    for (const yaml::Node* mount : yaml::items_of(mounts.node)) {
      const auto volume = pod.volumes.find(plain_text(mount, "name"));
      if (volume == pod.volumes.end() || !volume->second.on_host) continue;
      const yaml::Node* written = volume->second.host_path;
      Value path = reading.scalar(written);
      if (!path.is_known()) {
        why = path.why.empty() ? "a hostPath has no path" : path.why;
        continue;
      }
      if (paths.items.empty()) setting = make_setting("container.host-paths", {}, "volumes.hostPath", mounts.key->span, written->span);
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

Volumes volumes_of(const yaml::Node* pod_spec) {
  Volumes volumes;
  for (const yaml::Node* item : yaml::items_of(list_at(pod_spec, "volumes").node)) {
    const std::string_view name = plain_text(item, "name");
    if (name.empty()) continue;
    WrittenVolume volume;
    for (const yaml::Field& field : yaml::Fields(item).all()) {
      const std::string_view key = field.key->value;
      if (key == "name") {
        volume.place = field.key->span;
      } else if (key == "$patch") {
        volume.patched = true;
      } else if (volume.source.key == nullptr && (field.value == nullptr || !yaml::is_null(*field.value))) {
        volume.source = field;
      }
    }
    if (volume.source.key != nullptr && volume.source.key->value == "hostPath") {
      volume.on_host = as_mapping(volume.source).node != nullptr;
      volume.host_path = yaml::Fields(volume.source.value).value("path");
    }
    volumes.insert_or_assign(name, volume);
  }
  return volumes;
}

void read_mounts(Reading& reading, const ContainerSource& source, const Surroundings& pod, Container& container) {
  Mounts(reading, source, pod, container).read();
  put_host_paths(reading, source, pod, container);
}

}  // namespace fabriclint::manifest
