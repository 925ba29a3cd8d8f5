// SPDX-License-Identifier: Apache-2.0
// Which command line, or which image without one, starts which engine. The table is data (rules/catalogue/engines.toml); launch/ only
// matches words against it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
}  // namespace toml

struct Engine {
  std::string name;                   // "vllm"
  std::vector<std::string> modules;   // after `python -m`: "dynamo.vllm", "dynamo.vllm.*"
  std::vector<std::string> programs;  // by base name, with an optional sub-command: "vllm serve", "trtllm-serve"
  bool single_connector = false;      // its one KV connector is configured by flags and variables instead of a JSON of its own
  std::vector<std::string> images =
      {};  // whose entrypoint is the engine, by name without tag and digest ("*/vllm-openai"): its first program
};

using Engines = std::vector<Engine>;

// Reads one `[engine.NAME]`.
[[nodiscard]] Engine read_engine(const toml::Member& definition, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
