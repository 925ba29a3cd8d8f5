// SPDX-License-Identifier: Apache-2.0
// A rule as SARIF's reportingDescriptor: what GitHub shows as the alert's title and beside it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "rule/rule.h"

namespace fabriclint {

[[nodiscard]] nlohmann::ordered_json sarif_rule(const Rule& rule);

// "ucx-tls-no-rdma" -> "UcxTlsNoRdma"; never the id in other case, which validators warn of (SARIF1001).
[[nodiscard]] std::string pascal_case(std::string_view id);

}  // namespace fabriclint
