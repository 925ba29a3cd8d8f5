// SPDX-License-Identifier: Apache-2.0
// What a rule asks about: a path of the model ("env.UCX_TLS"), a pattern over paths ("resource.@rdma", "env.FI_EFA_*"), a fact, or the
// setting that the rule is about. Paths are resolved once, when the ruleset is loaded. docs/model-paths.md describes them for people; the
// table here is the same one for the loader (a test keeps both equal).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/variable.h"
#include "text/span.h"

namespace fabriclint {

// A level of the model. A part sees the settings of its own level and of the levels around it.
enum class Scope : std::uint8_t { deployment, component, container, connector };
inline constexpr std::size_t kScopes = 4;
[[nodiscard]] std::string_view name_of(Scope scope);

// One entry of docs/model-paths.md. An open path ends in a dot and takes any name behind it.
struct ModelPath {
  std::string_view path;
  Scope scope = Scope::container;
  bool at_name = false;  // a finding points at the name: it says what is meant, the value is only an amount or a kind
  [[nodiscard]] bool is_open() const { return path.ends_with('.'); }
};
[[nodiscard]] std::span<const ModelPath> model_paths();
// The entry that `path` belongs to, or null.
[[nodiscard]] const ModelPath* model_path_of(std::string_view path);

// The first words of all paths, each once.
[[nodiscard]] std::vector<std::string> path_namespaces();

// What people call the thing a path leads to: the variable, the resource, the flag ("rdma/ib" of "resource.rdma/ib").
[[nodiscard]] std::string_view last_part(std::string_view path);

// Names in which `*` stands for anything. Shared, because a set may be large and used by many conditions.
using Globs = std::shared_ptr<const std::vector<std::string>>;

struct Path {
  enum class Kind : std::uint8_t {
    setting,  // the setting of this very path
    pattern,  // every setting that one of the globs matches
    fact,
    bound_name,   // of the setting that the rule is about, its name
    bound_value,  // and its value
    variable,     // what the catalogue says about it
    anchor,       // no value, only a place: where settings of this namespace would stand ("env")
    named,        // the setting whose last part is the name of the setting that the rule is about ("node.allocatable.{setting.name}")
  };
  Kind kind = Kind::setting;
  Scope scope = Scope::container;  // the level at which it is found
  VariableProperty property = {};  // variables: what is asked
  std::size_t fact = 0;            // facts: index in Ruleset::facts
  std::string text;                // as the rule writes it
  std::string prefix;              // patterns: what all matching paths begin with; named: what precedes the name
  std::size_t stem = 0;            // patterns: bytes of the namespace ("resource."), behind which
  Globs globs;                     // one of these must match
  Span span;                       // in the TOML

  [[nodiscard]] bool is_bound() const { return kind == Kind::bound_name || kind == Kind::bound_value || kind == Kind::variable; }
};

}  // namespace fabriclint
