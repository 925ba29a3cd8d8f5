// SPDX-License-Identifier: Apache-2.0
#include "report/model_report.h"
#include "report/model_tree.h"

namespace fabriclint {

void write_model_json(std::ostream& out, const ModelReport& report) {
  out << model_tree(report).dump(2, ' ', true, nlohmann::json::error_handler_t::replace) << "\n";
}

}  // namespace fabriclint
