// SPDX-License-Identifier: Apache-2.0
// The tree behind write_model_json and write_model_yaml. Included by those two only: the JSON header is heavy.
#pragma once

#include <nlohmann/json.hpp>

#include "report/model_report.h"

namespace fabriclint {

[[nodiscard]] nlohmann::ordered_json model_tree(const ModelReport& report);

}  // namespace fabriclint
