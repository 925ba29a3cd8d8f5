// SPDX-License-Identifier: Apache-2.0
// The rules/ folder as embedded in the program at build time (embed.py).
#pragma once

#include <span>
#include <string_view>

namespace fabriclint {

struct BuiltinFile {
  std::string_view name;  // "rules/ucx/ucx-tls-no-rdma.toml"
  std::string_view text;
  std::string_view packed;  // what a check needs of it, parsed (toml/packed.h)
};

[[nodiscard]] std::span<const BuiltinFile> builtin_files();

}  // namespace fabriclint
