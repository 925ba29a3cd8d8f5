// SPDX-License-Identifier: Apache-2.0
// Parameters are put in place before the rule is read: a string that is `{parameter.NAME}` and nothing else becomes the value with its
// type, a list in a list becomes its members, and inside of a longer string stands the value as text. So every key of a rule can use them,
// and no reader knows of them. A parameter is a scalar or a list of scalars of one type; a project may only replace it by the same type.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "rule/load.h"

namespace fabriclint {
namespace {

using toml::Kind;

constexpr std::string_view kOpening = "{parameter.";

bool is_scalar(Kind kind) {
  return kind == Kind::string || kind == Kind::integer || kind == Kind::number || kind == Kind::boolean;
}

bool alike(Kind preset, Kind chosen) {
  return preset == chosen || (preset == Kind::number && chosen == Kind::integer);
}

// The type of the members; of an empty list a string's.
Kind member_kind(const toml::Node& list) {
  return list.items.empty() ? Kind::string : list.items.front().kind;
}

bool is_value(const toml::Node& node) {
  if (!node.is_array()) return is_scalar(node.kind);
  const Kind kind = member_kind(node);
  return is_scalar(kind) && std::all_of(node.items.begin(), node.items.end(), [&](const toml::Node& item) { return item.kind == kind; });
}

bool may_replace(const toml::Node& preset, const toml::Node& chosen) {
  if (!alike(preset.kind, chosen.kind)) return false;
  const Kind kind = member_kind(preset);
  return std::all_of(chosen.items.begin(), chosen.items.end(), [&](const toml::Node& item) { return alike(kind, item.kind); });
}

std::string as_text(const toml::Node& value) {
  if (!value.is_array()) return value.text;
  std::string all;
  for (const toml::Node& item : value.items) all += (all.empty() ? "" : ", ") + item.text;
  return all;
}

std::vector<std::string> names_of(const std::vector<Parameter>& parameters) {
  std::vector<std::string> names;
  names.reserve(parameters.size());
  for (const Parameter& parameter : parameters) names.push_back(parameter.name);
  return names;
}

const Parameter* find(const std::vector<Parameter>& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.name == name; });
  return found == parameters.end() ? nullptr : &*found;
}

class Filling {
 public:
  Filling(const std::vector<Parameter>& parameters, Loading& loading) : parameters_(parameters), loading_(loading) {}

  // NOLINTNEXTLINE(misc-no-recursion): the reader of TOML limits how deep a file nests
  void fill(toml::Node& node) {
    if (node.is_string()) {
      fill_string(node);
    } else if (node.is_array()) {
      std::vector<toml::Node> items;
      items.reserve(node.items.size());
      for (toml::Node& item : node.items) {
        const bool placeholder = item.is_string() && item.text.starts_with(kOpening);
        fill(item);
        if (placeholder && item.is_array()) {
          std::move(item.items.begin(), item.items.end(), std::back_inserter(items));
        } else {
          items.push_back(std::move(item));
        }
      }
      node.items = std::move(items);
    } else {
      for (toml::Member& member : node.members) fill(member.value);
    }
  }

  [[nodiscard]] const std::set<std::string, std::less<>>& used() const { return used_; }

 private:
  void fill_string(toml::Node& node) {
    std::string filled;
    std::size_t plain = 0;
    const std::string& text = node.text;
    for (std::size_t at = text.find(kOpening); at != std::string::npos; at = text.find(kOpening, plain)) {
      const std::size_t end = text.find('}', at);
      if (end == std::string::npos) break;
      const std::string_view name = std::string_view(text).substr(at + kOpening.size(), end - at - kOpening.size());
      const Parameter* parameter = find(parameters_, name);
      if (parameter == nullptr) {
        const std::string_view placeholder = std::string_view(text).substr(at, end + 1 - at);
        loading_.diagnostics.unknown(part_of(loading_.sources, node.span, placeholder), "parameter", name, names_of(parameters_));
        filled += text.substr(plain, at - plain);
        plain = end + 1;
        continue;
      }
      used_.insert(parameter->name);
      if (at == 0 && end + 1 == text.size()) {
        node = parameter->value();
        return;
      }
      filled += text.substr(plain, at - plain) + as_text(parameter->value());
      plain = end + 1;
    }
    if (plain == 0) return;
    node.text = filled + text.substr(plain);
    node.packed = false;  // the build has not seen this text
  }

  const std::vector<Parameter>& parameters_;
  Loading& loading_;
  std::set<std::string, std::less<>> used_;
};

Parameter load_parameter(const toml::Member& definition, const toml::Node* chosen, Loading& loading) {
  Parameter parameter;
  parameter.name = definition.key;
  if (!is_name(definition.key)) {
    loading.diagnostics.add(definition.key_span,
                            fmt::format("'{}' is no name for a parameter: lower-case letters, digits and '-'.", definition.key));
  }
  toml::Fields fields(definition.value, fmt::format("the parameter '{}'", definition.key), loading.diagnostics);
  if (const auto summary = fields.required_text("summary")) parameter.summary = summary->text;
  fields.require("default");
  if (const toml::Node* preset = fields.any("default")) {
    parameter.preset = *preset;
    if (!is_value(*preset)) {
      loading.diagnostics.add(preset->span, "A parameter is a string, a number, true or false, or a list of one of these.");
    }
  }
  fields.done();
  const toml::Node* value = chosen == nullptr ? nullptr : chosen->find(definition.key);
  if (value != nullptr && may_replace(parameter.preset, *value)) parameter.chosen = *value;
  return parameter;
}

std::string type_of(const toml::Node& preset) {
  if (!preset.is_array()) return std::string(toml::name_of(preset.kind));
  return member_kind(preset) == Kind::string ? "an array of strings" : "an array of numbers";
}

}  // namespace

std::vector<Parameter> load_parameters(const toml::Member& definition, Loading& loading) {
  std::vector<Parameter> parameters;
  const toml::Node* tables = definition.value.find("parameter");
  if (tables == nullptr) return parameters;
  if (!tables->is_table()) {
    loading.diagnostics.add(tables->span,
                            fmt::format("'parameter' of rule '{}' must be a table, not {}.", definition.key, toml::name_of(tables->kind)));
    return parameters;
  }
  const toml::Node* chosen = loading.chosen == nullptr ? nullptr : loading.chosen->find(definition.key);
  for (const toml::Member& member : tables->members) {
    if (member.value.is_table()) {
      parameters.push_back(load_parameter(member, chosen, loading));
    } else {
      loading.diagnostics.add(member.value.span,
                              fmt::format("The parameter '{}' must be a table, not {}.", member.key, toml::name_of(member.value.kind)),
                              "It has a 'default' and a 'summary'.");
    }
  }
  return parameters;
}

toml::Node filled_in(const toml::Member& definition, const std::vector<Parameter>& parameters, Loading& loading) {
  toml::Node table = definition.value;
  Filling filling(parameters, loading);
  for (toml::Member& member : table.members) {
    if (member.key != "example" && member.key != "parameter") filling.fill(member.value);
  }
  for (const Parameter& parameter : parameters) {
    if (filling.used().contains(parameter.name)) continue;
    loading.diagnostics.add(definition.value.find("parameter")->member(parameter.name)->key_span,
                            fmt::format("Nothing in rule '{}' uses the parameter '{}'.", definition.key, parameter.name),
                            fmt::format("It is used as '{{parameter.{}}}'.", parameter.name));
  }
  return table;
}

void check_chosen(const toml::Node& chosen, const Ruleset& ruleset, toml::Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  for (const Rule& rule : ruleset.rules) ids.push_back(rule.id);
  for (const toml::Member& member : chosen.members) {
    const Rule* rule = ruleset.find(member.key);
    if (rule == nullptr) {
      diagnostics.unknown(member.key_span, "rule", member.key, ids);
      continue;
    }
    if (!member.value.is_table()) {
      diagnostics.add(member.value.span,
                      fmt::format("The parameters of '{}' must be a table, not {}.", member.key, toml::name_of(member.value.kind)));
      continue;
    }
    for (const toml::Member& value : member.value.members) {
      const Parameter* parameter = find(rule->parameters, value.key);
      if (parameter == nullptr && rule->parameters.empty()) {
        diagnostics.add(value.key_span, fmt::format("The rule '{}' has no parameters.", rule->id));
      } else if (parameter == nullptr) {
        diagnostics.unknown(value.key_span, fmt::format("parameter of '{}':", rule->id), value.key, names_of(rule->parameters));
      } else if (!may_replace(parameter->preset, value.value)) {
        diagnostics.add(value.value.span,
                        fmt::format("'{}' of '{}' must be {}, as its default is.", value.key, rule->id, type_of(parameter->preset)));
      }
    }
  }
}

}  // namespace fabriclint
