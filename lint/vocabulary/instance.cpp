// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/instance.h"

#include <fmt/format.h>

#include <algorithm>

#include "toml/fields.h"
#include "vocabulary/quantity.h"

namespace fabriclint {

bool is_inventoried(std::string_view resource) {
  const std::size_t slash = resource.find('/');
  if (slash == std::string_view::npos || slash == 0) return resource.starts_with("hugepages-");
  const std::string_view domain = resource.substr(0, slash);
  return domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io");
}

const Instance* instance_named(const Instances& instances, std::string_view name) {
  const auto found = std::find_if(instances.begin(), instances.end(), [&](const Instance& one) {
    return one.name == name || std::find(one.also.begin(), one.also.end(), name) != one.also.end();
  });
  return found == instances.end() ? nullptr : &*found;
}

Instance read_instance(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the instance type", definition.key, diagnostics);
  Instance instance;
  instance.name = definition.key;
  for (toml::Text& name : fields.texts("also")) instance.also.push_back(std::move(name.text));
  fields.require("allocatable");
  if (const toml::Node* amounts = fields.table("allocatable")) read_amounts(*amounts, instance.allocatable, diagnostics);
  fields.done();
  return instance;
}

void read_amounts(const toml::Node& table, Amounts& amounts, toml::Diagnostics& diagnostics) {
  for (const toml::Member& member : table.members) {
    const toml::Node& value = member.value;
    if (value.kind != toml::Kind::integer && !value.is_string()) {
      diagnostics.add(value.span, fmt::format("The amount of '{}' must be a whole number or a quantity, not {}.", member.key,
                                              toml::name_of(value.kind)));
      continue;
    }
    const std::optional<double> amount = to_quantity(value.text);
    if (!amount || *amount < 0 || value.text == "inf") {
      diagnostics.add(value.span,
                      fmt::format("'{}' is no amount of '{}': a whole number, or a quantity such as \"2Gi\".", value.text, member.key));
      continue;
    }
    amounts.insert_or_assign(member.key, value.text);
  }
}

}  // namespace fabriclint
