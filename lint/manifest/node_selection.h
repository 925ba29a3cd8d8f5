// SPDX-License-Identifier: Apache-2.0
// What a pod asks of the labels of its node: `nodeSelector` and the required part of its node affinity. Only what excludes nodes for sure
// is read, which is a label that must hold one of several written values (`In`); every other operator, a placeholder and a preference leave
// the nodes in. So the nodes found here are never too few.
#pragma once

#include <string_view>
#include <vector>

#include "manifest/recipe.h"
#include "model/assumptions.h"
#include "yaml/node.h"

namespace fabriclint::manifest {

// A label that must hold one of these values.
struct LabelDemand {
  std::string_view label;
  std::vector<const yaml::Node*> values;
};

struct NodeSelection {
  std::vector<LabelDemand> all;                  // nodeSelector: each must be met
  std::vector<std::vector<LabelDemand>> any_of;  // affinity: one of the terms must be met in all its demands; empty: none is written
};

[[nodiscard]] NodeSelection read_node_selection(const yaml::Node* pod_spec);

// False when the labels of the group contradict the selection. A label that the group does not state contradicts nothing.
[[nodiscard]] bool may_run_on(const NodeSelection& selection, const NodeGroup& group, const ReadOptions& options);

// The instance types that the selection leaves, as they are written; empty when it does not pin them.
[[nodiscard]] std::vector<const yaml::Node*> pinned_instance_types(const NodeSelection& selection, const ReadOptions& options);

}  // namespace fabriclint::manifest
