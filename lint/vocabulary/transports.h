// SPDX-License-Identifier: Apache-2.0
// The transports that UCX knows and the aliases that stand for several of them (openucx/ucx: src/ucp/core/ucp_context.c, ucp_tl_aliases).
// The tables are data (rules/catalogue/ucx.toml): a new transport or alias needs no change here.
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

// The word that stands for every transport, and the ending of one that is wanted for its auxiliary use alone.
inline constexpr std::string_view kAllTransports = "all";
inline constexpr std::string_view kAuxiliary = ":aux";

struct Transport {
  std::string summary;
  std::string since;  // the first release that has it; empty: older than any release that matters
};

// What an alias stands for. An auxiliary transport (`ud_mlx5:aux`) may connect two ends, and carries no data.
struct AliasMember {
  std::string transport;
  bool auxiliary = false;
  std::string since;  // of its membership
};

struct TransportAlias {
  std::string summary;
  std::string since;
  std::vector<AliasMember> expands;
};

struct Transports {
  std::map<std::string, Transport, std::less<>> by_name;
  std::map<std::string, TransportAlias, std::less<>> aliases;
  std::map<std::string, std::string, std::less<>> mistakes;  // names that people believe in, and what they mean; empty: nothing

  // Whether it is a transport or an alias.
  [[nodiscard]] bool has(std::string_view name) const { return by_name.contains(name) || aliases.contains(name); }
};

// Reads one `[ucx.transport.NAME]`.
[[nodiscard]] Transport read_transport(const toml::Member& definition, toml::Diagnostics& diagnostics);

// Reads one `[ucx.alias.NAME]`; its members must be among `transports`, which are read first.
[[nodiscard]] TransportAlias read_alias(const toml::Member& definition, const Transports& transports, toml::Diagnostics& diagnostics);

// Reads one `[ucx.mistake.NAME]`; transports and aliases are read first.
[[nodiscard]] std::string read_mistake(const toml::Member& definition, const Transports& transports, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
