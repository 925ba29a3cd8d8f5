// SPDX-License-Identifier: Apache-2.0
#include "rule/path.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fabriclint {

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::deployment:
      return "deployment";
    case Scope::component:
      return "component";
    case Scope::container:
      return "container";
    case Scope::connector:
      return "connector";
  }
  return "";
}

std::span<const ModelPath> model_paths() {
  static constexpr std::array kPaths = {
      ModelPath{"deployment.kind", Scope::deployment},
      ModelPath{"deployment.name", Scope::deployment},
      ModelPath{"deployment.api-version", Scope::deployment},
      ModelPath{"deployment.backend-framework", Scope::deployment},
      ModelPath{"cluster.fabric", Scope::deployment},
      ModelPath{"field.elsewhere.", Scope::deployment},
      ModelPath{"field.wrong-type.", Scope::deployment},
      ModelPath{"field.misspelt.", Scope::deployment},
      ModelPath{"field.unknown.", Scope::deployment},
      ModelPath{"component.name", Scope::component},
      ModelPath{"component.type", Scope::component},
      ModelPath{"component.replicas", Scope::component},
      ModelPath{"component.node-count", Scope::component},
      ModelPath{"component.shared-memory", Scope::component},
      ModelPath{"pod.containers", Scope::component},
      ModelPath{"pod.host-network", Scope::component},
      ModelPath{"pod.host-pid", Scope::component},
      ModelPath{"pod.host-ipc", Scope::component},
      ModelPath{"pod.capabilities", Scope::component},
      ModelPath{"pod.fs-group", Scope::component},
      ModelPath{"pod.affinity", Scope::component},
      ModelPath{"pod.anti-affinity", Scope::component},
      ModelPath{"pod.anti-affinity-labels", Scope::component},
      ModelPath{"pod.anti-affinity-unlabelled", Scope::component},
      ModelPath{"pod.topology-spread", Scope::component},
      ModelPath{"pod.node-affinity.", Scope::component},
      ModelPath{"pod.claims", Scope::component},
      ModelPath{"pod.claims-unused", Scope::component},
      ModelPath{"pod.claim-templates", Scope::component},
      ModelPath{"pod.device-classes", Scope::component},
      ModelPath{"pod.node-selector.", Scope::component},
      ModelPath{"pod.annotation.", Scope::component},
      ModelPath{"pod.label.", Scope::component},
      ModelPath{"node.group", Scope::component},
      ModelPath{"node.kernel", Scope::component},
      ModelPath{"node.os-image", Scope::component},
      ModelPath{"node.instance-type", Scope::component},
      ModelPath{"node.gpu-product", Scope::component},
      ModelPath{"node.allocatable.", Scope::component},
      ModelPath{"node.offer.", Scope::component},
      ModelPath{"container.name", Scope::container},
      ModelPath{"container.image", Scope::container},
      ModelPath{"container.image-tag", Scope::container},
      ModelPath{"container.image-name", Scope::container},
      ModelPath{"container.image-version", Scope::container},
      ModelPath{"container.capabilities", Scope::container},
      ModelPath{"container.capabilities-added", Scope::container},
      ModelPath{"container.capabilities-dropped", Scope::container},
      ModelPath{"container.capabilities-cancelled", Scope::container},
      ModelPath{"container.privileged", Scope::container},
      ModelPath{"container.allow-privilege-escalation", Scope::container},
      ModelPath{"container.run-as-user", Scope::container},
      ModelPath{"container.claims", Scope::container},
      ModelPath{"container.claim-requests", Scope::container},
      ModelPath{"container.claims-undeclared", Scope::container},
      ModelPath{"container.host-paths", Scope::container},
      ModelPath{"container.shared-memory", Scope::container},
      ModelPath{"container.shared-memory-dropped", Scope::container},
      ModelPath{"mount.", Scope::container, true},
      ModelPath{"mount-size.", Scope::container},
      ModelPath{"env.", Scope::container},
      ModelPath{"env-from.", Scope::container, true},
      ModelPath{"env-unquoted.", Scope::container},
      ModelPath{"env-reference-unresolved", Scope::container},
      ModelPath{"env-shell-reference", Scope::container},
      ModelPath{"resource.", Scope::container, true},
      ModelPath{"limit.", Scope::container, true},
      ModelPath{"request.", Scope::container, true},
      ModelPath{"resource-unparsable", Scope::container},
      ModelPath{"launch.engine", Scope::container},
      ModelPath{"launch.module", Scope::container},
      ModelPath{"launch.folded", Scope::container},
      ModelPath{"arg.", Scope::container},
      ModelPath{"config.", Scope::container},
      ModelPath{"connector.name", Scope::connector},
      ModelPath{"connector.role", Scope::connector},
      ModelPath{"connector.backends", Scope::connector},
      ModelPath{"connector.buffer-device", Scope::connector},
      ModelPath{"connector.module-path", Scope::connector},
      ModelPath{"connector.wraps", Scope::connector},
      ModelPath{"connector.depth", Scope::connector},
      ModelPath{"connector.problem", Scope::connector},
      ModelPath{"connector.extra.", Scope::connector},
  };
  return kPaths;
}

const ModelPath* model_path_of(std::string_view path) {
  static const std::vector<ModelPath> kSorted = [] {
    std::vector<ModelPath> paths(model_paths().begin(), model_paths().end());
    std::sort(paths.begin(), paths.end(), [](const ModelPath& a, const ModelPath& b) { return a.path < b.path; });
    return paths;
  }();
  // No open path begins another one, so that what a path belongs to is the last one that is not behind it.
  const auto behind =
      std::upper_bound(kSorted.begin(), kSorted.end(), path, [](std::string_view one, const ModelPath& other) { return one < other.path; });
  if (behind == kSorted.begin()) return nullptr;
  const ModelPath& known = *(behind - 1);
  const bool belongs = known.is_open() ? path.size() > known.path.size() && path.starts_with(known.path) : path == known.path;
  return belongs ? &known : nullptr;
}

std::vector<std::string> path_namespaces() {
  std::vector<std::string> words;
  for (const ModelPath& known : model_paths()) {
    std::string word(known.path.substr(0, known.path.find('.')));
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

std::string_view last_part(std::string_view path) {
  const ModelPath* known = model_path_of(path);
  if (known != nullptr && known->is_open()) return path.substr(known->path.size());
  return path.substr(path.rfind('.') + 1);
}

}  // namespace fabriclint
