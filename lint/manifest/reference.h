// SPDX-License-Identifier: Apache-2.0
// References to variables in the text of a value: `$(NAME)`, which Kubernetes expands in env, command and args, and `$NAME` and `${NAME}`
// as a shell writes them, which it leaves as they are (kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go).
#pragma once

#include <string_view>
#include <vector>

namespace fabriclint::manifest {

// The names that $(NAME) refers to, escapes ($$) left out. What a shell would execute (`$(hostname -i)`) counts, too.
[[nodiscard]] std::vector<std::string_view> kubernetes_references(std::string_view text);

// What a variable can be called (kubernetes/kubernetes: staging/src/k8s.io/apimachinery/pkg/util/validation, IsConfigMapKey). It tells a
// reference from a command of a shell.
[[nodiscard]] bool is_variable_name(std::string_view name);

struct ShellReference {
  std::string_view name;
  std::string_view written;  // "${NAME}", a part of the text
};

// In order. `$$` is a dollar; forms such as `${NAME:-x}` count by their name.
[[nodiscard]] std::vector<ShellReference> shell_references(std::string_view text);

}  // namespace fabriclint::manifest
