// SPDX-License-Identifier: Apache-2.0
// References as a shell writes them, `$NAME` and `${NAME}`, in a value that no shell reads. Kubernetes expands `$(NAME)` and leaves these
// as they are (kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go).
#pragma once

#include <string_view>
#include <vector>

namespace fabriclint::manifest {

struct ShellReference {
  std::string_view name;
  std::string_view written;  // "${NAME}", a part of the text
};

// In order. `$$` is a dollar; forms such as `${NAME:-x}` count by their name.
[[nodiscard]] std::vector<ShellReference> shell_references(std::string_view text);

}  // namespace fabriclint::manifest
