// SPDX-License-Identifier: Apache-2.0
// From `kubectl get nodes -o json` to the `[assume]` table of the project file. Nodes are grouped that are alike in kernel, operating
// system, instance type, GPU product and what they offer; nodes that take no pods are left out. The input is read as YAML, which JSON is a
// part of, so `-o yaml` works as well and mistakes have a position. It reads what the API server wrote and asks no cluster.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "model/assumptions.h"
#include "text/source.h"

namespace fabriclint {

// Node labels that hold what a group states, the preferred one first; they come from the ruleset.
struct NodeLabels {
  std::vector<std::string> instance_type;
  std::vector<std::string> gpu_product;
};

struct Inventory {
  std::vector<NodeGroup> groups;
  std::size_t nodes = 0;          // counted in
  std::size_t unschedulable = 0;  // left out
  std::vector<Finding> problems;  // of the rule "nodes"; the rest is empty then
};

// At most 64 MiB, a million YAML nodes and 100 levels; more is a problem, as is anything but one Node or a List of them.
[[nodiscard]] Inventory read_inventory(const SourceSet& sources, SourceId id, const NodeLabels& labels);

inline constexpr std::size_t kMostInventoryBytes = std::size_t{64} << 20U;

// The groups as TOML that load_project() reads again.
[[nodiscard]] std::string written(const Inventory& inventory);

}  // namespace fabriclint
