// SPDX-License-Identifier: Apache-2.0
// Which command line, or which image without one, starts which engine. The table is data (rules/catalogue/engines.toml); launch/ only
// matches words against it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
}  // namespace toml

// How an engine reads files: which of its flags (without dashes, spelt with dashes) name one, and what the keys of such a file are.
struct EngineConfig {
  std::vector<std::string> files;      // a YAML file
  std::vector<std::string> overrides;  // JSON that is merged over the file
  std::string dotted;                  // what begins a flag that names one key of the file: "trtllm."
  bool keys_are_flags = false;         // the keys are flags that the command line overrides; else they are settings of their own
};

// A launcher's flag that names KV connectors by short words. Where it is not given, `otherwise` is taken by the images that `images` and
// `versions` match.
struct ConnectorFlag {
  std::string flag;                                       // empty: the launcher has none
  std::map<std::string, std::string, std::less<>> names;  // connectors by word; an empty name is no connector
  std::string otherwise;
  std::vector<std::string> images;    // patterns for container.image-name
  std::vector<std::string> versions;  // and container.image-version
};

struct Engine {
  std::string name;                   // "vllm"
  std::vector<std::string> modules;   // after `python -m`: "dynamo.vllm", "dynamo.vllm.*"
  std::vector<std::string> programs;  // by base name, with an optional sub-command: "vllm serve", "trtllm-serve"
  bool single_connector = false;      // its one KV connector is configured by flags and variables instead of a JSON of its own
  std::vector<std::string> images =
      {};  // whose entrypoint is the engine, by name without tag and digest ("*/vllm-openai"): its first program
  EngineConfig config = {};
  ConnectorFlag connector_flag = {};
};

using Engines = std::vector<Engine>;

// Reads one `[engine.NAME]`.
[[nodiscard]] Engine read_engine(const toml::Member& definition, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
