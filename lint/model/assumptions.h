// SPDX-License-Identifier: Apache-2.0
// What somebody states about the cluster and the images because no manifest holds it: the `[assume]` table of the project file. It is plain
// data; project/ reads it, manifest/ puts it into the model beside what the manifests say. Nothing here is a guess, and nothing that a
// manifest says is replaced by it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fabriclint {

// Nodes that are alike. What is empty is not stated.
struct NodeGroup {
  std::string name;
  std::int64_t count = 0;  // 0: not stated
  std::string kernel;
  std::string os_image;
  std::string instance_type;
  std::string gpu_product;
  std::map<std::string, std::string, std::less<>> labels;  // what all nodes of the group have alike
  // Amounts by extended resource; what is not listed is 0. Nothing when the group does not state what it offers.
  std::optional<std::map<std::string, std::string, std::less<>>> allocatable;
};

// Variables that images bring along.
struct ImageEnvironment {
  std::string images;  // a pattern over `image`, in which `*` stands for anything
  std::vector<std::pair<std::string, std::string>> variables;
};

struct Assumptions {
  std::string fabric;  // what a name such as `rdma/hca` leaves open; empty: not stated
  std::string kernel;  // of every node whose group states none; empty: not stated
  std::vector<ImageEnvironment> image_env;
  std::optional<std::vector<NodeGroup>> nodes;  // the inventory; nothing: none is given
};

}  // namespace fabriclint
