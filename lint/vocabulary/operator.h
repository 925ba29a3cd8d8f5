// SPDX-License-Identifier: Apache-2.0
// What the Dynamo operator gives every container and pod of a graph by itself. The tables are data (rules/catalogue/operator.toml);
// manifest/ only lays them below what the manifest writes. The list of variables is of names that are certain, not of all there are: what
// it does not hold may still be set.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
}  // namespace toml

struct OperatorVariable {
  std::string name;
  std::optional<std::string> value = {};  // nothing when the files do not show it
  std::vector<std::string> types = {};    // of the components that get it; empty: all
  bool decides_resources = false;         // the other way round: the operator reads it, and replaces resources by what it says
};

struct OperatorLabel {
  std::string key;
  std::string path;  // of the component's setting that is its value; empty when the files do not show it
};

struct OperatorAdditions {
  std::vector<OperatorVariable> variables;  // in order of their names
  std::vector<OperatorLabel> labels;        // in order of their keys
};

// Read one `[operator.variable.NAME]` and one `[operator.label.KEY]`.
[[nodiscard]] OperatorVariable read_operator_variable(const toml::Member& definition, toml::Diagnostics& diagnostics);
[[nodiscard]] OperatorLabel read_operator_label(const toml::Member& definition, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
