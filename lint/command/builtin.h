// SPDX-License-Identifier: Apache-2.0
// The rules/ folder and the JSON schemas as embedded in the program at build time (embed.py, embed_schemas.py).
#pragma once

#include <span>
#include <string_view>

#include "toml/packed.h"

namespace fabriclint {

struct BuiltinFile {
  std::string_view name;  // "rules/ucx/ucx-tls-no-rdma.toml"
  std::string_view text;
};

[[nodiscard]] std::span<const BuiltinFile> builtin_files();

// What a check needs of these files, parsed: rules without their examples.
[[nodiscard]] toml::Packed builtin_packed();

struct BuiltinSchema {
  std::string_view name;  // "project"
  std::string_view text;
};

// In order of their names.
[[nodiscard]] std::span<const BuiltinSchema> builtin_schemas();

}  // namespace fabriclint
