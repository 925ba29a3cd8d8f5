// SPDX-License-Identifier: Apache-2.0
// Strategic merge of a pod template and a patch on it, as `kubectl patch` and the operators of serving stacks do it: mappings are merged
// key by key, null takes a key away, the lists of a pod whose elements have names are merged by these names, every other list is replaced
// (kubernetes/kubernetes: staging/src/k8s.io/apimachinery/pkg/util/strategicpatch). The result is a tree of new mappings and lists over the
// nodes as they are written, so each word keeps its place. Of the directives, `$patch: delete` and `$patch: replace` are followed.
#pragma once

#include <cstddef>
#include <memory_resource>

#include "yaml/node.h"

namespace fabriclint::manifest {

class StrategicMerge {
 public:
  // Null stands for nothing written. What it returns lives as long as this object and the trees it was made from.
  [[nodiscard]] const yaml::Node* merge(const yaml::Node* base, const yaml::Node* patch);
  // True when more was asked for than one object may become; the results are not complete then.
  [[nodiscard]] bool exhausted() const { return left_ == 0; }

 private:
  const yaml::Node* merge_mappings(const yaml::Node& base, const yaml::Node& patch, std::size_t depth);
  const yaml::Node* merge_lists(const yaml::Node& base, const yaml::Node& patch, std::string_view name_key, std::size_t depth);
  const yaml::Node* merge_values(const yaml::Field& base, const yaml::Field& patch, std::size_t depth);
  bool spend(std::size_t size);

  std::pmr::monotonic_buffer_resource arena_;
  std::size_t left_ = std::size_t{1} << 20U;  // keys and elements
};

}  // namespace fabriclint::manifest
