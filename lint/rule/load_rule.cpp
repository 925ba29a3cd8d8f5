// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "rule/check.h"
#include "rule/load.h"
#include "rule/variable.h"

namespace fabriclint {
namespace {

constexpr std::array<std::pair<std::string_view, Each>, 6> kEach = {{{"deployment", Each::deployment},
                                                                     {"component", Each::component},
                                                                     {"container", Each::container},
                                                                     {"connector", Each::connector},
                                                                     {"setting", Each::setting},
                                                                     {"pair", Each::pair}}};

// The level that all settings of a rule see; settings of several levels are each looked at on their own.
Scope outermost(const std::vector<Path>& settings) {
  const auto first = std::min_element(settings.begin(), settings.end(), [](const Path& a, const Path& b) { return a.scope < b.scope; });
  return first == settings.end() ? Scope::container : first->scope;
}

// The part that conditions of such a rule are asked of.
Scope scope_of(const Rule& rule) {
  switch (rule.each) {
    case Each::deployment:
      return Scope::deployment;
    case Each::component:
      return Scope::component;
    case Each::connector:
      return Scope::connector;
    case Each::setting:
      return outermost(rule.settings);
    case Each::container:
    case Each::pair:
      break;
  }
  return Scope::container;
}

std::optional<Level> load_level(const toml::Text& text, Loading& loading) {
  const auto level = level_named(text.text);
  static const std::vector<std::string> kNames = {"note", "warning", "error"};
  if (!level) loading.diagnostics.unknown(text.span, "level", text.text, kNames);
  return level;
}

// It is a word of the command line.
std::string load_ruleset_name(const toml::Text& text, Loading& loading) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  const bool good = !text.text.empty() && text.text.front() != '-' && std::all_of(text.text.begin(), text.text.end(), fits);
  if (!good) loading.diagnostics.add(text.span, "The name of a ruleset is made of small letters, digits and '-'.");
  return text.text;
}

Each load_each(const toml::Text& text, Loading& loading) {
  const auto* const found = std::find_if(kEach.begin(), kEach.end(), [&](const auto& entry) { return entry.first == text.text; });
  if (found != kEach.end()) return found->second;
  std::vector<std::string> names;
  names.reserve(kEach.size());
  for (const auto& entry : kEach) names.emplace_back(entry.first);
  loading.diagnostics.unknown(text.span, "kind of part", text.text, names);
  return Each::container;
}

void load_condition_key(toml::Fields& fields, std::string_view key, const Context& context, std::optional<Condition>& condition,
                        Loading& loading) {
  if (const toml::Node* table = fields.table(key)) condition = load_condition(*table, context, loading);
}

// Facts whose evidence is shown.
std::vector<Path> load_because(toml::Fields& fields, const Context& context, Loading& loading) {
  std::vector<Path> facts;
  for (Path& path : load_paths(fields.texts("because"), context, {}, loading)) {
    if (path.kind == Path::Kind::fact) {
      facts.push_back(std::move(path));
    } else {
      loading.diagnostics.add(path.span, fmt::format("'because' names facts, and '{}' is none.", path.text));
    }
  }
  return facts;
}

// What a rule or a variant says, and `otherwise` when a key is missing.
[[nodiscard]] Words load_words(toml::Fields& fields, const Context& context, const Words& otherwise, Loading& loading) {
  Words words;
  const auto wording = [&](std::string_view key, const Wording& missing) {
    return fields.any(key) == nullptr ? missing : load_wording(fields.texts(key), context, loading);
  };
  const auto level = fields.text("level");
  words.level = level ? load_level(*level, loading).value_or(otherwise.level) : otherwise.level;
  words.message = wording("message", otherwise.message);
  words.pointer = wording("pointer", otherwise.pointer);
  words.help = wording("help", otherwise.help);
  words.at = fields.any("at") == nullptr ? otherwise.at : load_paths(fields.texts("at"), context, {.anchor = true}, loading);
  words.because = fields.any("because") == nullptr ? otherwise.because : load_because(fields, context, loading);
  return words;
}

void load_settings(toml::Fields& fields, Rule& rule, Loading& loading) {
  if (rule.each != Each::setting) {
    if (fields.any("setting") != nullptr) loading.diagnostics.add(fields.key_span("setting"), "'setting' needs each = \"setting\".");
    return;
  }
  fields.require("setting");
  for (Path& path : load_paths(fields.texts("setting"), {.scope = Scope::connector}, {.fact = false}, loading)) {
    if (path.is_bound()) {
      loading.diagnostics.add(path.span, fmt::format("'{}' is no setting.", path.text));
    } else {
      rule.settings.push_back(std::move(path));
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
void load_absent_end(toml::Fields& fields, const Rule& rule, Agreement& agreement, Loading& loading) {
  agreement.absent_satisfies = rule.absent_satisfies;
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

void load_agreement(const toml::Node& table, Rule& rule, const Context& asked, const Context& said, Loading& loading) {
  toml::Fields fields(table, "'same'", loading.diagnostics);
  Agreement agreement;
  if (const auto name = fields.text("as")) agreement.decoder = load_decoder(*name, loading);
  load_absent_end(fields, rule, agreement, loading);
  const std::vector<toml::Text> share = fields.texts("share");
  load_condition_key(fields, "where", asked, agreement.where, loading);
  constexpr std::array kWords = {"level", "message", "pointer", "help", "at", "because"};
  if (std::any_of(kWords.begin(), kWords.end(), [&](const char* key) { return fields.any(key) != nullptr; })) {
    agreement.words = load_words(fields, said, rule.words, loading);
  }
  const auto text = fields.required_text("path");
  fields.done();
  if (!text) return;
  auto path = load_compared(*text, asked, "same", loading);
  if (!path) return;
  for (const toml::Text& member : share) agreement.share.push_back(load_member(member, *path, agreement.decoder, loading));
  if (agreement.absent_is_default && !loading.ruleset.vocabulary.catalogue.has(variable_of(path->text))) {
    loading.diagnostics.add(path->span, "absent = \"default\" is for a variable that the catalogue lists.");
  }
  agreement.path = *std::move(path);
  rule.same.push_back(std::move(agreement));
}

void load_pair(toml::Fields& fields, Rule& rule, const Context& context, Loading& loading) {
  if (rule.each != Each::pair) {
    for (const std::string_view key : {"between", "same", "alike"}) {
      if (fields.any(key) != nullptr) loading.diagnostics.add(fields.key_span(key), fmt::format("'{}' needs each = \"pair\".", key));
    }
    return;
  }
  fields.require("between");
  fields.require("same");
  rule.role = load_path({"role", fields.span()}, context, {}, loading);
  const std::vector<toml::Text> roles = fields.texts("between");
  if (fields.any("between") != nullptr && roles.size() != 2) {
    loading.diagnostics.add(fields.key_span("between"), "'between' names two roles.");
  }
  for (const toml::Text& role : roles) {
    rule.between.push_back(role.text);
    if (!rule.role) continue;
    const Fact& fact = loading.ruleset.facts[rule.role->fact];
    if (!fact.may_be(role.text)) loading.diagnostics.unknown(role.span, "value of the fact 'role':", role.text, fact.listed);
  }
  for (const toml::Text& text : fields.texts("alike")) {
    if (auto path = load_compared(text, context, "alike", loading)) rule.alike.push_back(*std::move(path));
  }
}

void load_requirement(toml::Fields& fields, Rule& rule, const Context& context, Loading& loading) {
  load_condition_key(fields, "require", context, rule.require, loading);
  load_condition_key(fields, "forbid", context, rule.forbid, loading);
  const bool demands = fields.any("require") != nullptr;
  const bool forbids = fields.any("forbid") != nullptr;
  if (rule.each == Each::pair || rule.check != nullptr) {
    const std::string_view decides = rule.check != nullptr ? "check" : "same";
    for (const std::string_view key : {"require", "forbid"}) {
      if (fields.any(key) != nullptr) {
        loading.diagnostics.add(fields.key_span(key), fmt::format("A rule with '{}' has no '{}'.", decides, key));
      }
    }
  } else if (demands && forbids) {
    loading.diagnostics.add(fields.key_span("forbid"), fmt::format("Rule '{}' has both 'require' and 'forbid'.", rule.id),
                            "Make two rules of it.");
  } else if (!demands && !forbids) {
    loading.diagnostics.add(fields.span(), fmt::format("Rule '{}' has neither 'require' nor 'forbid'.", rule.id));
  }
  rule.absent_satisfies = load_absent(fields, false, loading);
  if (fields.any("absent") != nullptr && !demands && rule.each != Each::pair) {
    loading.diagnostics.add(fields.key_span("absent"), "'absent' only means something beside 'require' or 'same'.");
  }
}

void load_labels(toml::Fields& fields, const Context& context, Rule& rule, Loading& loading) {
  for (const toml::Node* table : fields.tables("label")) {
    toml::Fields label(*table, "a label", loading.diagnostics);
    const auto at = label.required_text("at");
    const auto text = label.required_text("text");
    label.done();
    if (!at || !text) continue;
    auto path = load_path(*at, context, {}, loading);
    Message message = load_message(*text, context, loading);
    if (path) rule.labels.push_back({*std::move(path), std::move(message)});
  }
}

void load_examples(toml::Fields& fields, Rule& rule, Loading& loading) {
  for (const toml::Node* table : fields.tables("example")) {
    toml::Fields fields_of(*table, "an example", loading.diagnostics);
    Example example;
    if (const auto title = fields_of.required_text("title")) example.title = title->text;
    if (const auto assume = fields_of.text("assume")) example.assume = assume->text;
    if (const auto manifest = fields_of.required_text("manifest")) {
      example.manifest = manifest->text;
      example.span = part_of(loading.sources, manifest->span, manifest->text);
      rule.examples.push_back(std::move(example));
    }
    fields_of.done();
  }
}

// The name of the folder a file is in: "ucx" of "rules/ucx/list.toml".
std::string folder_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view folder = name.substr(0, slash);
  return std::string(folder.substr(folder.rfind('/') + 1));
}

}  // namespace

Rule load_rule(const toml::Member& definition, Loading& loading) {
  Rule rule;
  rule.id = definition.key;
  rule.span = definition.value.span;
  rule.subject = folder_of(loading.sources[definition.key_span.source].name());
  rule.parameters = load_parameters(definition, loading);
  // What the build has parsed was checked then, and most rules have no parameters.
  const bool as_is = rule.parameters.empty() && definition.key_span.empty();
  const toml::Node filled = as_is ? toml::Node() : filled_in(definition, rule.parameters, loading);
  toml::Fields fields(as_is ? definition.value : filled, "rule", rule.id, loading.diagnostics);
  fields.any("parameter");
  if (const auto name = fields.text("check")) {
    rule.check = check_named(name->text);
    std::vector<std::string> names;
    if (rule.check == nullptr) {
      for (const Check& check : checks()) names.emplace_back(check.name);
      loading.diagnostics.unknown(name->span, "check", name->text, names);
    }
  }
  const bool checked = fields.any("check") != nullptr;
  for (const std::string_view key : {"summary", "level", "why", "references", "since"}) fields.require(key);
  if (!checked) {
    for (const std::string_view key : {"each", "message"}) fields.require(key);
  }
  if (auto text = fields.text("summary")) rule.summary = std::move(text->text);
  if (auto text = fields.text("why")) rule.why = std::move(text->text);
  if (auto text = fields.text("since")) rule.since = std::move(text->text);
  if (const auto text = fields.text("ruleset")) rule.ruleset = load_ruleset_name(*text, loading);
  if (const auto value = fields.boolean("suppressible")) rule.suppressible = *value;
  if (auto texts = fields.texts("message"); !texts.empty()) rule.message = std::move(texts.back().text);
  if (auto texts = fields.texts("help"); !texts.empty()) rule.help = std::move(texts.back().text);
  for (toml::Text& reference : fields.texts("references")) rule.references.push_back(std::move(reference.text));
  if (const auto each = fields.text("each")) rule.each = load_each(*each, loading);

  load_settings(fields, rule, loading);
  const Context asked{.scope = scope_of(rule), .bound = rule.each == Each::setting};
  load_pair(fields, rule, asked, loading);
  const Context said{
      .scope = asked.scope, .bound = asked.bound, .problem = checked, .between = rule.between.empty() ? nullptr : &rule.between};
  load_condition_key(fields, "when", asked, rule.when, loading);
  load_condition_key(fields, "where", asked, rule.where, loading);
  if (checked && rule.check == nullptr) {
    for (const std::string_view key : {"require", "forbid", "absent"}) fields.any(key);
  } else {
    load_requirement(fields, rule, asked, loading);
  }
  rule.words = load_words(fields, said, {}, loading);
  rule.level = rule.words.level;
  if (rule.each == Each::pair) {
    for (const toml::Node* table : fields.tables("same")) load_agreement(*table, rule, asked, said, loading);
  }
  for (const toml::Node* table : fields.tables("variant")) {
    toml::Fields variant(*table, "a variant", loading.diagnostics);
    std::optional<Condition> where;
    variant.require("where");
    load_condition_key(variant, "where", asked, where, loading);
    Words words = load_words(variant, said, rule.words, loading);
    variant.done();
    if (where) rule.variants.push_back({*std::move(where), std::move(words)});
  }
  load_labels(fields, said, rule, loading);
  load_examples(fields, rule, loading);
  fields.done();
  return rule;
}

}  // namespace fabriclint
