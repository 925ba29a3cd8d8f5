// SPDX-License-Identifier: Apache-2.0
// vLLM's --kv-transfer-config in all its spellings, as connectors (vllm-project/vllm: vllm/config/kv_transfer.py). JSON after the flag or
// behind '=', dotted flags (--kv-transfer-config.kv_connector X, .kv_connector_extra_config.backends+ Y), connectors nested in
// kv_connector_extra_config.connectors[] to any depth, each with its own extra config.
#pragma once

#include <vector>

#include "launch/json.h"
#include "model/deployment.h"
#include "model/setting.h"

namespace fabriclint {

// `arguments`: the settings of read_flags(). No flag, or nothing in it: no connectors. A value that is unknown or no JSON object: one
// connector of which everything is unknown (a gap over ""), whose connector.problem says what is no JSON. Connectors that only wrap others
// (they have `connectors`) are returned too, with connector.wraps = "true".
[[nodiscard]] std::vector<Connector> read_kv_transfer_config(const Settings& arguments);
// The same for a configuration that a file writes as a mapping under `key`.
[[nodiscard]] std::vector<Connector> read_kv_transfer_config(const json::Node& config, Span key);

}  // namespace fabriclint
