// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/operator.h"

#include <fmt/format.h>

#include "toml/fields.h"

namespace fabriclint {

OperatorVariable read_operator_variable(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the variable", definition.key, diagnostics);
  OperatorVariable variable;
  variable.name = definition.key;
  if (const std::optional<toml::Text> value = fields.text("value")) variable.value = value->text;
  for (toml::Text& type : fields.texts("types")) variable.types.push_back(std::move(type.text));
  variable.decides_resources = fields.boolean("decides-resources").value_or(false);
  if (variable.decides_resources && (variable.value || !variable.types.empty())) {
    diagnostics.add(definition.key_span, fmt::format("The operator reads '{}', so it has neither 'value' nor 'types'.", definition.key));
  }
  fields.text("summary");
  fields.done();
  return variable;
}

OperatorLabel read_operator_label(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the label", definition.key, diagnostics);
  OperatorLabel label;
  label.key = definition.key;
  if (const std::optional<toml::Text> path = fields.text("path")) label.path = path->text;
  fields.text("summary");
  fields.done();
  return label;
}

}  // namespace fabriclint
