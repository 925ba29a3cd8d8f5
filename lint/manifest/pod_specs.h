// SPDX-License-Identifier: Apache-2.0
// The pods of an object of any kind, found by structure: every mapping below `spec` with a list `containers` of mappings is a pod spec, and
// so is one whose only container stands under `runner` (sgl-project/ome: pkg/apis/ome/v1beta1/inference_service.go). Templates that roles
// of the object refer to and patch are merged first (sgl-project/rbg: api/workloads/v1alpha2/rolebasedgroup_types.go); alone they run
// nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/recipe.h"
#include "manifest/strategic_merge.h"

namespace fabriclint::manifest {

// A node on the way from `spec` to a pod spec, with the key it stands under (null for an element of a list).
struct Step {
  const yaml::Node* mapping = nullptr;  // null for a list
  const yaml::Node* key = nullptr;
};

struct FoundPod {
  std::vector<Step> path;                // `spec` first; the last holds the pod spec or is it
  const yaml::Node* spec = nullptr;      // the pod spec
  const yaml::Node* spec_key = nullptr;  // null when it is an element of a list
  const yaml::Node* metadata = nullptr;  // the mapping with the pod's `labels` and `annotations`; null when it has none
  std::string opaque;                    // why the pod is more than what is written here; empty when it is not
};

// In file order. `merge` keeps what is made from several places.
[[nodiscard]] std::vector<FoundPod> find_pods(const Object& object, StrategicMerge& merge);

// What the pods are called, in the same order: the name of the list element around it (a role, a group), else a telling key, else the
// object's name; where several pods would have one name, with the place they have in their group ("prefill.worker").
struct PodName {
  std::string text;
  const yaml::Node* written = nullptr;  // where it stands; null for the object's name
};
[[nodiscard]] std::vector<PodName> names_of(const std::vector<FoundPod>& pods, std::string_view object_name);

}  // namespace fabriclint::manifest
