// SPDX-License-Identifier: Apache-2.0
// Versions as releases write them: numbers between dots, an optional `v` before and any suffix behind ("6.8.0-1021-aws",
// "v1.3.0-efa-amd64"). The suffix is not compared: distributions and builds spell it in ways that have no order, so a pre-release counts as
// its release. A text without a dot is no version: it may be a date, a build number or a hash.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace fabriclint {

struct Version {
  std::vector<std::uint32_t> numbers;  // without zeros at the end, so that 6.8 and 6.8.0 are equal
  auto operator<=>(const Version&) const = default;
};

[[nodiscard]] std::optional<Version> to_version(std::string_view text);

}  // namespace fabriclint
