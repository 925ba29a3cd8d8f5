// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "rule/load.h"

namespace fabriclint {
namespace {

Condition all_of(std::vector<Condition> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return {Combination{Combination::How::all, std::move(parts)}};
}

void load_combination(const toml::Member& member, Combination::How how, const Context& context, std::vector<Condition>& parts,
                      Loading& loading) {
  if (!member.value.is_array() || member.value.items.empty()) {
    loading.diagnostics.add(member.value.span, fmt::format("'{}' must be an array of conditions.", member.key));
    return;
  }
  Combination combination{how, {}};
  combination.parts.reserve(member.value.items.size());
  for (const toml::Node& item : member.value.items) {
    if (!item.is_table()) {
      loading.diagnostics.add(item.span, fmt::format("'{}' holds conditions, not {}.", member.key, toml::name_of(item.kind)));
    } else if (auto condition = load_condition(item, context, loading)) {
      combination.parts.push_back(*std::move(condition));
    }
  }
  parts.push_back({std::move(combination)});
}

void load_quantifier(const toml::Member& part, bool every, const Context& context, std::vector<Condition>& parts, Loading& loading) {
  Quantifier quantifier;
  quantifier.every = every;
  if (part.key == "component") {
    quantifier.over = Scope::component;
  } else if (part.key == "container") {
    quantifier.over = Scope::container;
  } else if (part.key == "connector") {
    quantifier.over = Scope::connector;
  } else if (part.key == "deployment" || part.key == "neighbour") {
    quantifier.over = Scope::deployment;
    quantifier.neighbours = part.key == "neighbour";
  } else {
    const std::vector<std::string> kinds = {"deployment", "component", "container", "connector", "neighbour"};
    loading.diagnostics.unknown(part.key_span, fmt::format("kind of part behind '{}':", every ? "every" : "some"), part.key, kinds);
    return;
  }
  if (!part.value.is_table()) {
    loading.diagnostics.add(part.value.span, fmt::format("'{}.{}' must be a condition.", every ? "every" : "some", part.key));
    return;
  }
  Context inner = context;
  inner.scope = quantifier.over;
  inner.bound = false;
  if (auto condition = load_condition(part.value, inner, loading)) {
    quantifier.of.push_back(*std::move(condition));
    parts.push_back({std::move(quantifier)});
  }
}

void load_quantifiers(const toml::Member& member, const Context& context, std::vector<Condition>& parts, Loading& loading) {
  if (!member.value.is_table()) {
    loading.diagnostics.add(member.value.span, fmt::format("'{0}' needs a kind of part: {0}.component = {{ ... }}.", member.key));
    return;
  }
  for (const toml::Member& part : member.value.members) load_quantifier(part, member.key == "every", context, parts, loading);
}

void load_test(const toml::Member& member, const Context& context, std::vector<Condition>& parts, Loading& loading) {
  if (member.value.is_table() && member.key.find('.') == std::string::npos && model_path_of(member.key + ".x") != nullptr &&
      model_path_of(member.key) == nullptr) {
    const std::string path = member.value.members.empty() ? member.key + ".NAME" : member.key + "." + member.value.members.front().key;
    loading.diagnostics.add(member.key_span, fmt::format("A path is one key, so it stands in quotes: \"{}\".", path));
    return;
  }
  auto path = load_path({member.key, member.key_span}, context, {}, loading);
  if (!path) return;
  Matcher matcher = load_matcher(member.value, *path, context, loading);
  parts.push_back({Test{*std::move(path), std::move(matcher)}});
}

}  // namespace

std::optional<Condition> load_condition(const toml::Node& table, const Context& context, Loading& loading) {
  std::vector<Condition> parts;
  parts.reserve(table.members.size());
  for (const toml::Member& member : table.members) {
    if (member.key == "all") {
      load_combination(member, Combination::How::all, context, parts, loading);
    } else if (member.key == "any") {
      load_combination(member, Combination::How::any, context, parts, loading);
    } else if (member.key == "not") {
      if (!member.value.is_table()) {
        loading.diagnostics.add(member.value.span, fmt::format("'not' must be a condition, not {}.", toml::name_of(member.value.kind)));
      } else if (auto condition = load_condition(member.value, context, loading)) {
        Combination negation{Combination::How::negation, {}};
        negation.parts.push_back(*std::move(condition));
        parts.push_back({std::move(negation)});
      }
    } else if (member.key == "some" || member.key == "every") {
      load_quantifiers(member, context, parts, loading);
    } else {
      load_test(member, context, parts, loading);
    }
  }
  if (table.members.empty()) loading.diagnostics.add(table.span, "An empty condition asks nothing.");
  if (parts.empty()) return std::nullopt;
  return all_of(std::move(parts));
}

}  // namespace fabriclint
