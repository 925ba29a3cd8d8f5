// SPDX-License-Identifier: Apache-2.0
// The rules/ folder and the JSON schemas as embedded in the program at build time (embed.py, embed_schemas.py).
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

struct BuiltinSchema {
  std::string_view name;  // "project"
  std::string_view text;
};

// In order of their names.
[[nodiscard]] std::span<const BuiltinSchema> builtin_schemas();

}  // namespace fabriclint
