// SPDX-License-Identifier: Apache-2.0
#include "rule/check.h"

#include <array>

namespace fabriclint {
namespace {

constexpr std::array kChecks = {
    Check{"suppression.expired", "The date of a suppression has passed."},
    Check{"suppression.invalid", "A comment is meant as a suppression and is none."},
    Check{"suppression.unknown-rule", "A suppression names a rule that does not exist."},
    Check{"suppression.unused", "A suppression suppresses nothing."},
    Check{"yaml.duplicate-key", "A mapping holds the same key twice."},
    Check{"yaml.encoding", "The file is no UTF-8 text, or holds characters that YAML forbids."},
    Check{"yaml.limit", "The file exceeds a limit of the reader (size, depth, nodes, aliases)."},
    Check{"yaml.syntax", "The file is no valid YAML."},
    Check{"yaml.undefined-alias", "An alias refers to no anchor, or to one that contains it."},
};

std::string_view check_for(yaml::ProblemKind kind) {
  switch (kind) {
    case yaml::ProblemKind::duplicate_key:
      return "yaml.duplicate-key";
    case yaml::ProblemKind::encoding:
      return "yaml.encoding";
    case yaml::ProblemKind::limit:
      return "yaml.limit";
    case yaml::ProblemKind::syntax:
      return "yaml.syntax";
    case yaml::ProblemKind::undefined_alias:
      return "yaml.undefined-alias";
  }
  return {};
}

}  // namespace

std::span<const Check> checks() {
  return kChecks;
}

const Check* check_named(std::string_view name) {
  for (const Check& check : kChecks) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

std::vector<Problem> problems_of(const yaml::Stream& stream) {
  std::vector<Problem> problems;
  problems.reserve(stream.problems.size());
  for (const yaml::Problem& found : stream.problems) {
    problems.push_back({.check = check_for(found.kind),
                        .at = found.at,
                        .message = found.message,
                        .context = found.context,
                        .context_text = found.context_text});
  }
  return problems;
}

}  // namespace fabriclint
