// SPDX-License-Identifier: Apache-2.0
// The configuration files of an engine process: which flags name them is data (vocabulary/engine.h). The keys of one kind of file are flags
// of lower precedence than the command line ("arg."); those of the other are settings of their own ("config.", nested keys joined by dots),
// over which JSON from the command line is merged. A file that is not at hand leaves what it might set unknown, never absent.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "launch/json.h"
#include "launch/launch.h"
#include "manifest/description.h"
#include "model/deployment.h"
#include "vocabulary/engine.h"

namespace fabriclint::manifest {

struct EngineSettings {
  Settings settings;  // arg.* or config.*
  std::vector<Gap> gaps;
  std::optional<json::Node> connectors;  // the value of kConnectorsFlag where a file writes it as a mapping
};

inline constexpr std::string_view kConnectorsFlag = "arg.kv-transfer-config";

// `flags`: what the command line of `process` says.
[[nodiscard]] EngineSettings read_engine_config(Reading& reading, const ContainerSource& source, const PodSource& pod, const Engine& engine,
                                                const EngineProcess& process, const Flags& flags);

}  // namespace fabriclint::manifest
