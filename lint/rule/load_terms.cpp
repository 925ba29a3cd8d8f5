// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "rule/load.h"
#include "rule/uses.h"
#include "rule/variable.h"

namespace fabriclint {
namespace {

void load_condition_key(toml::Fields& fields, std::string_view key, const Context& context, std::optional<Condition>& condition,
                        Loading& loading) {
  if (const toml::Node* table = fields.table(key)) condition = load_condition(*table, context, loading);
}

void load_settings(toml::Fields& fields, Each each, Terms& terms, Loading& loading) {
  if (each != Each::setting) {
    if (fields.any("setting") != nullptr) loading.diagnostics.add(fields.key_span("setting"), "'setting' needs each = \"setting\".");
    return;
  }
  fields.require("setting");
  for (Path& path : load_paths(fields.texts("setting"), {.scope = Scope::connector}, {.fact = false}, loading)) {
    if (path.is_bound()) {
      loading.diagnostics.add(path.span, fmt::format("'{}' is no setting.", path.text));
    } else {
      terms.settings.push_back(std::move(path));
    }
  }
}

bool load_absent(toml::Fields& fields, bool otherwise, Loading& loading) {
  const auto absent = fields.text("absent");
  if (!absent) return otherwise;
  const std::vector<std::string> words = {"violates", "satisfies"};
  if (absent->text != "satisfies" && absent->text != "violates") {
    loading.diagnostics.unknown(absent->span, "meaning of 'absent':", absent->text, words);
  }
  return absent->text == "satisfies";
}

// Beside the two, an end of a pair may have a default.
void load_absent_end(toml::Fields& fields, const Terms& terms, Agreement& agreement, Loading& loading) {
  agreement.absent_satisfies = terms.absent_satisfies;
  const auto absent = fields.text("absent");
  if (!absent) return;
  agreement.absent_satisfies = absent->text == "satisfies";
  agreement.absent_is_default = absent->text == "default";
  const std::vector<std::string> words = {"violates", "satisfies", "default"};
  if (std::find(words.begin(), words.end(), absent->text) == words.end()) {
    loading.diagnostics.unknown(absent->span, "meaning of 'absent':", absent->text, words);
  }
}

// A path of one value.
std::optional<Path> load_compared(const toml::Text& text, const Context& context, std::string_view key, Loading& loading) {
  auto path = load_path(text, context, {}, loading);
  if (path && path->kind == Path::Kind::pattern) {
    loading.diagnostics.add(path->span, fmt::format("'{}' compares one setting, not a pattern.", key));
    return std::nullopt;
  }
  return path;
}

void load_agreement(const toml::Node& table, const Context& context, Terms& terms, Loading& loading) {
  toml::Fields fields(table, "'same'", loading.diagnostics);
  Agreement agreement;
  if (const auto name = fields.text("as")) agreement.decoder = load_decoder(*name, loading);
  load_absent_end(fields, terms, agreement, loading);
  const std::vector<toml::Text> share = fields.texts("share");
  load_condition_key(fields, "where", context, agreement.where, loading);
  if (const auto level = fields.text("level")) agreement.level = load_level(*level, loading);
  for (const std::string_view key : kWordsKeys) fields.any(key);
  const auto text = fields.required_text("path");
  fields.done();
  if (!text) return;
  auto path = load_compared(*text, context, "same", loading);
  if (!path) return;
  for (const toml::Text& member : share) agreement.share.push_back(load_member(member, *path, agreement.decoder, loading));
  if (agreement.absent_is_default && !loading.ruleset.vocabulary.catalogue.has(variable_of(path->text))) {
    loading.diagnostics.add(path->span, "absent = \"default\" is for a variable that the catalogue lists.");
  }
  agreement.path = *std::move(path);
  terms.same.push_back(std::move(agreement));
}

void load_pair(toml::Fields& fields, Each each, const Context& context, Terms& terms, Loading& loading) {
  if (each != Each::pair) {
    for (const std::string_view key : {"between", "same", "alike"}) {
      if (fields.any(key) != nullptr) loading.diagnostics.add(fields.key_span(key), fmt::format("'{}' needs each = \"pair\".", key));
    }
    return;
  }
  fields.require("between");
  fields.require("same");
  terms.role = load_path({"role", fields.span()}, context, {}, loading);
  const std::vector<toml::Text> roles = fields.texts("between");
  if (fields.any("between") != nullptr && roles.size() != 2) {
    loading.diagnostics.add(fields.key_span("between"), "'between' names two roles.");
  }
  for (const toml::Text& role : roles) {
    terms.between.push_back(role.text);
    if (!terms.role) continue;
    const Fact& fact = loading.ruleset.facts[terms.role->fact];
    if (!fact.may_be(role.text)) loading.diagnostics.unknown(role.span, "value of the fact 'role':", role.text, fact.listed);
  }
  for (const toml::Text& text : fields.texts("alike")) {
    if (auto path = load_compared(text, context, "alike", loading)) terms.alike.push_back(*std::move(path));
  }
}

void load_requirement(toml::Fields& fields, const RuleHead& head, const Context& context, Terms& terms, Loading& loading) {
  load_condition_key(fields, "require", context, terms.require, loading);
  load_condition_key(fields, "forbid", context, terms.forbid, loading);
  const bool demands = fields.any("require") != nullptr;
  const bool forbids = fields.any("forbid") != nullptr;
  if (head.each == Each::pair || head.checked) {
    const std::string_view decides = head.checked ? "check" : "same";
    for (const std::string_view key : {"require", "forbid"}) {
      if (fields.any(key) != nullptr) {
        loading.diagnostics.add(fields.key_span(key), fmt::format("A rule with '{}' has no '{}'.", decides, key));
      }
    }
  } else if (demands && forbids) {
    loading.diagnostics.add(fields.key_span("forbid"), fmt::format("Rule '{}' has both 'require' and 'forbid'.", head.id),
                            "Make two rules of it.");
  } else if (!demands && !forbids) {
    loading.diagnostics.add(fields.span(), fmt::format("Rule '{}' has neither 'require' nor 'forbid'.", head.id));
  }
  terms.absent_satisfies = load_absent(fields, false, loading);
  if (fields.any("absent") != nullptr && !demands && head.each != Each::pair) {
    loading.diagnostics.add(fields.key_span("absent"), "'absent' only means something beside 'require' or 'same'.");
  }
}

void load_variant(const toml::Node& table, const RuleHead& head, const Context& context, Terms& terms, Loading& loading) {
  toml::Fields fields(table, "a variant", loading.diagnostics);
  std::optional<Condition> where;
  fields.require("where");
  load_condition_key(fields, "where", context, where, loading);
  const auto level = fields.text("level");
  const Level own = level ? load_level(*level, loading).value_or(head.level) : head.level;
  for (const std::string_view key : kWordsKeys) fields.any(key);
  fields.done();
  if (where) terms.variants.push_back({*std::move(where), own});
}

// The level that all settings of a rule see; settings of several levels are each looked at on their own.
Scope outermost(const std::vector<Path>& settings) {
  const auto first = std::min_element(settings.begin(), settings.end(), [](const Path& a, const Path& b) { return a.scope < b.scope; });
  return first == settings.end() ? Scope::container : first->scope;
}

}  // namespace

std::optional<Level> load_level(const toml::Text& text, Loading& loading) {
  const auto level = level_named(text.text);
  static const std::vector<std::string> kNames = {"note", "warning", "error"};
  if (!level) loading.diagnostics.unknown(text.span, "level", text.text, kNames);
  return level;
}

Scope scope_of(const RuleHead& head, const Terms& terms) {
  return head.each == Each::setting ? outermost(terms.settings) : scope_of(head.each);
}

Terms load_terms(toml::Fields& fields, const RuleHead& head, Loading& loading) {
  Terms terms;
  load_settings(fields, head.each, terms, loading);
  const Context context{.scope = scope_of(head, terms), .bound = head.each == Each::setting};
  load_pair(fields, head.each, context, terms, loading);
  load_condition_key(fields, "when", context, terms.when, loading);
  load_condition_key(fields, "where", context, terms.where, loading);
  load_requirement(fields, head, context, terms, loading);
  terms.when_asks_setting = terms.when && asks_of_setting(*terms.when);
  if (head.each == Each::pair) {
    for (const toml::Node* table : fields.tables("same")) load_agreement(*table, context, terms, loading);
  }
  for (const toml::Node* table : fields.tables("variant")) load_variant(*table, head, context, terms, loading);
  return terms;
}

}  // namespace fabriclint
