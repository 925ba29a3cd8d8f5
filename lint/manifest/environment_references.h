// SPDX-License-Identifier: Apache-2.0
// The references to other variables in the values of a container's environment that reach the process as they are written. They are noted
// while the environment is put together, and judged when all of it is known.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "launch/launch.h"
#include "manifest/reading.h"

namespace fabriclint::manifest {

class EnvironmentReferences {
 public:
  explicit EnvironmentReferences(Reading& reading) : reading_(reading) {}

  // What stands in the value of an entry of env.
  void note_in_value(std::string_view variable, const yaml::Node* value);
  // What stands in a ConfigMap: that is not expanded at all (kubernetes/kubernetes: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables).
  void note_in_config_map(std::string_view variable, const yaml::Node* value);
  // A variable refers to what is not defined yet; `reference` is a part of its value.
  void note_undefined(const Setting& setting, std::string_view reference);

  // As ContainerEnvironment has them.
  [[nodiscard]] std::vector<TracedText> unresolved_in(const Environment& variables) const;
  [[nodiscard]] std::vector<TracedText> literal_in(const Environment& variables) const;

 private:
  Reading& reading_;
  std::vector<std::pair<std::string, TracedText>> undefined_;    // a name that was not defined yet, and who refers to it
  std::vector<std::pair<std::string, TracedText>> as_in_shell_;  // a name that is referred to as in a shell, and who does
  std::vector<TracedText> in_config_map_;                        // names of variables, each at a $(NAME)
};

}  // namespace fabriclint::manifest
