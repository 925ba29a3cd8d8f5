// SPDX-License-Identifier: Apache-2.0
#include "rule/check.h"

#include <array>

namespace fabriclint {

std::span<const Check> checks() {
  using Kind = yaml::ProblemKind;
  static constexpr std::array kChecks = {
      Check{"yaml.duplicate-key", "A mapping holds the same key twice.", Kind::duplicate_key},
      Check{"yaml.encoding", "The file is no UTF-8 text, or holds characters that YAML forbids.", Kind::encoding},
      Check{"yaml.limit", "The file exceeds a limit of the reader (size, depth, nodes, aliases).", Kind::limit},
      Check{"yaml.syntax", "The file is no valid YAML.", Kind::syntax},
      Check{"yaml.undefined-alias", "An alias refers to no anchor, or to one that contains it.", Kind::undefined_alias},
  };
  return kChecks;
}

const Check* check_named(std::string_view name) {
  for (const Check& check : checks()) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

}  // namespace fabriclint
