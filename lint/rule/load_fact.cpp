// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rule/load.h"

namespace fabriclint {
namespace {

void load_values(toml::Fields& fields, Fact& fact, Loading& loading) {
  fields.require("values");
  const toml::Node* values = fields.any("values");
  if (values == nullptr) return;
  if (values->is_array()) {
    fact.values = Fact::Values::listed;
    for (toml::Text& value : fields.texts("values")) fact.listed.push_back(std::move(value.text));
    if (values->items.empty()) loading.diagnostics.add(values->span, "A fact needs at least one value.");
  } else if (values->text == "boolean") {
    fact.values = Fact::Values::boolean;
  } else if (values->text != "text" || !values->is_string()) {
    loading.diagnostics.add(values->span, R"('values' must be "boolean", "text" or an array of strings.)");
  }
}

// A literal value of the fact: of the kind that `values` says.
std::optional<Value> load_value(const toml::Node& node, const Fact& fact, Loading& loading) {
  if (fact.values == Fact::Values::boolean ? node.kind != toml::Kind::boolean : !node.is_string()) {
    loading.diagnostics.add(node.span,
                            fmt::format("A value of '{}' must be {}, not {}.", fact.name,
                                        fact.values == Fact::Values::boolean ? "true or false" : "a string", toml::name_of(node.kind)));
    return std::nullopt;
  }
  if (!fact.may_be(node.text)) {
    loading.diagnostics.unknown(node.span, fmt::format("value of the fact '{}':", fact.name), node.text, fact.listed);
    return std::nullopt;
  }
  return Value::known(TracedText::made(node.text));
}

Alternative load_alternative(const toml::Node& table, const Fact& fact, Loading& loading) {
  const Context context{.scope = fact.each};
  toml::Fields fields(table, "an alternative of the fact", fact.name, loading.diagnostics);
  Alternative alternative;
  fields.require("value");
  if (const toml::Node* value = fields.any("value"); value != nullptr && value->is_table()) {
    toml::Fields copy(*value, "'value'", loading.diagnostics);
    if (const auto path = copy.required_text("path")) alternative.copied = load_path(*path, context, {}, loading);
    copy.done();
  } else if (value != nullptr) {
    if (auto literal = load_value(*value, fact, loading)) alternative.value = *std::move(literal);
  }
  if (const toml::Node* where = fields.table("where")) alternative.where = load_condition(*where, context, loading);
  alternative.at = load_paths(fields.texts("at"), context, {.anchor = true}, loading);
  if (const auto because = fields.required_text("because")) alternative.because = load_message(*because, context, loading);
  fields.done();
  return alternative;
}

}  // namespace

bool Fact::may_be(std::string_view value) const {
  switch (values) {
    case Values::boolean:
      return value == "true" || value == "false";
    case Values::text:
      return true;
    case Values::listed:
      return std::find(listed.begin(), listed.end(), value) != listed.end();
  }
  return false;
}

Fact load_fact_head(const toml::Member& definition, Loading& loading) {
  Fact fact;
  fact.name = definition.key;
  fact.span = definition.key_span;
  toml::Fields fields(definition.value, "the fact", fact.name, loading.diagnostics);
  if (const auto summary = fields.required_text("summary")) fact.summary = summary->text;
  if (const auto each = fields.required_text("each")) {
    static const std::vector<std::string> kKinds = {"deployment", "container", "connector"};
    if (each->text == "deployment") {
      fact.each = Scope::deployment;
    } else if (each->text == "connector") {
      fact.each = Scope::connector;
    } else if (each->text != "container") {
      loading.diagnostics.unknown(each->span, "kind of part", each->text, kKinds);
    }
  }
  load_values(fields, fact, loading);
  if (const toml::Node* otherwise = fields.any("otherwise")) fact.otherwise = load_value(*otherwise, fact, loading);
  if (!definition.value.packed) fields.require("is");  // packed ones come apart
  fields.any("is");
  fields.done();
  return fact;
}

std::vector<Alternative> load_alternatives(const toml::Node& definition, const Fact& fact, Loading& loading) {
  toml::Fields fields(definition, "the fact", fact.name, loading.diagnostics);
  std::vector<Alternative> alternatives;
  for (const toml::Node* table : fields.tables("is")) alternatives.push_back(load_alternative(*table, fact, loading));
  return alternatives;
}

void check_circles(const std::vector<std::vector<std::size_t>>& uses, Loading& loading) {
  constexpr std::size_t kLongestChain = 64;  // facts are computed recursively
  // Facts are settled in rounds: one whose every use is settled. What never settles stands on a circle or leads to one.
  std::vector<bool> settled(uses.size(), false);
  const auto ready = [&](std::size_t fact) {
    return std::all_of(uses[fact].begin(), uses[fact].end(), [&](std::size_t used) { return settled[used]; });
  };
  for (std::size_t round = 0; round < kLongestChain; ++round) {
    std::vector<std::size_t> now;
    for (std::size_t fact = 0; fact < uses.size(); ++fact) {
      if (!settled[fact] && ready(fact)) now.push_back(fact);
    }
    if (now.empty()) break;
    for (const std::size_t fact : now) settled[fact] = true;
  }
  const auto open = static_cast<std::size_t>(std::find(settled.begin(), settled.end(), false) - settled.begin());
  if (open == uses.size()) return;
  std::vector<std::size_t> way = {open};
  std::vector<bool> seen(uses.size(), false);
  for (;;) {
    seen[way.back()] = true;
    const auto& next = uses[way.back()];
    const auto step = std::find_if(next.begin(), next.end(), [&](std::size_t used) { return !settled[used]; });
    const Fact& first = loading.ruleset.facts[open];
    if (step == next.end()) {
      loading.diagnostics.add(first.span, fmt::format("Facts refer to each other in a chain of more than {} steps.", kLongestChain));
      return;
    }
    way.push_back(*step);
    if (seen[*step]) break;
  }
  const auto begin = std::find(way.begin(), way.end(), way.back());
  std::string names;
  for (auto fact = begin; fact != way.end(); ++fact) names += (names.empty() ? "'" : " -> '") + loading.ruleset.facts[*fact].name + "'";
  loading.diagnostics.add(loading.ruleset.facts[*begin].span, fmt::format("Facts refer to each other in a circle: {}.", names));
}

}  // namespace fabriclint
