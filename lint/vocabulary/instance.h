// SPDX-License-Identifier: Apache-2.0
// What a node of an instance type offers by extended resource. The table is data (rules/catalogue/instances.toml); a resource that it does
// not list for a type is not known to be missing there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
struct Node;
}  // namespace toml

// Amounts by resource, as Kubernetes quantities.
using Amounts = std::map<std::string, std::string, std::less<>>;

struct Instance {
  std::string name;               // "p5.48xlarge"
  std::vector<std::string> also;  // other names of it: "ml.p5.48xlarge"
  Amounts allocatable;
};

using Instances = std::vector<Instance>;

// Whether an inventory of nodes lists a resource of this name: extended resources, which have a domain that is not kubernetes.io
// (kubernetes/kubernetes: pkg/apis/core/v1/helper/helpers.go IsExtendedResourceName), and huge pages. CPU and memory are in no inventory.
[[nodiscard]] bool is_inventoried(std::string_view resource);

// Null for a type that the table does not have.
[[nodiscard]] const Instance* instance_named(const Instances& instances, std::string_view name);

// Reads one `[instance."NAME"]`.
[[nodiscard]] Instance read_instance(const toml::Member& definition, toml::Diagnostics& diagnostics);

// Reads a table of amounts by resource: integers that are not negative, and strings that hold a Kubernetes quantity.
void read_amounts(const toml::Node& table, Amounts& amounts, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
