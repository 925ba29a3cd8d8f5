// SPDX-License-Identifier: Apache-2.0
// The variables that Kubernetes hands to a container, before any script runs: envFrom, then the layers of env in order of precedence, each
// entry overriding by name as a whole, then $(NAME) expanded. The kubelet expands in list order against what precedes
// (kubernetes/kubernetes: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables); the Dynamo operator merges by name and sorts before that
// (ai-dynamo/dynamo: deploy/operator/internal/dynamo/graph.go MergeEnvs), so there a variable only sees names that sort before its own.
#pragma once

#include <vector>

#include "launch/launch.h"
#include "manifest/description.h"
#include "model/deployment.h"

namespace fabriclint::manifest {

struct ContainerEnvironment {
  Environment variables;  // Setting::path is "env.NAME"
  std::vector<Gap> gaps;  // what may set more variables
  Span place;             // the innermost list of variables, else the container
  bool open = false;      // a name that is not among `variables` may be defined all the same
  // "env-unquoted.NAME": values that YAML takes for numbers or booleans, which the API refuses.
  std::vector<Setting> unquoted;
  // Names of entries, each at a $(NAME) that is defined only after it is expanded, so that the process sees the reference itself.
  std::vector<TracedText> unresolved;
  // Names of entries, at a ${NAME} or $NAME that the author expects to be expanded: NAME is another variable of the container, or the
  // variable itself with more around it. Where the whole value is ${OWN_NAME}, a tool fills it in before Kubernetes sees it. And at a
  // $(NAME) in a ConfigMap, where nobody expands it.
  std::vector<TracedText> literal;
};

// `type`: of the component that the container belongs to; it decides what the operator adds. `image`: container.image, or null; the
// variables that the project file states for it lie below all others, where Kubernetes' $(NAME) does not see them.
[[nodiscard]] ContainerEnvironment read_environment(Reading& reading, const ContainerSource& source, const Value& type,
                                                    const Setting* image);

// How the layers of variables begin that a whole ConfigMap or Secret brings along.
inline constexpr std::string_view kEnvFromLayer = "envFrom, ";
// The layer of variables that an image brings along.
inline constexpr std::string_view kImageLayer = "the image, by the project file";

}  // namespace fabriclint::manifest
