// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "rule/check.h"
#include "rule/load.h"

namespace fabriclint {
namespace {

constexpr std::array<std::pair<std::string_view, Each>, 6> kEach = {{{"deployment", Each::deployment},
                                                                     {"component", Each::component},
                                                                     {"container", Each::container},
                                                                     {"connector", Each::connector},
                                                                     {"setting", Each::setting},
                                                                     {"pair", Each::pair}}};

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

// Everything but the terms, the words and the examples.
Rule load_head(toml::Fields& fields, Loading& loading) {
  Rule rule;
  if (const auto name = fields.text("check")) {
    rule.check = check_named(name->text);
    std::vector<std::string> names;
    if (rule.check == nullptr) {
      for (const Check& check : checks()) names.emplace_back(check.name);
      loading.diagnostics.unknown(name->span, "check", name->text, names);
    }
  }
  for (const std::string_view key : {"summary", "level", "why", "references", "since"}) fields.require(key);
  if (auto text = fields.text("summary")) rule.summary = std::move(text->text);
  if (auto text = fields.text("why")) rule.why = std::move(text->text);
  if (auto text = fields.text("since")) rule.since = std::move(text->text);
  if (const auto text = fields.text("ruleset")) rule.ruleset = load_ruleset_name(*text, loading);
  if (const auto value = fields.boolean("suppressible")) rule.suppressible = *value;
  if (const auto text = fields.text("level")) rule.level = load_level(*text, loading).value_or(rule.level);
  if (auto texts = fields.texts("help"); !texts.empty()) rule.help = std::move(texts.back().text);
  for (toml::Text& reference : fields.texts("references")) rule.references.push_back(std::move(reference.text));
  if (const auto each = fields.text("each")) rule.each = load_each(*each, loading);
  return rule;
}

Terms terms_of(const toml::PackedRule& packed, SourceId file, const RuleHead& head, Loading& loading) {
  const toml::Node table = toml::unpack(packed.terms, file);
  toml::Fields fields(table, "rule", head.id, loading.diagnostics);
  return load_terms(fields, head, loading);
}

Voice voice_of(const toml::PackedRule& packed, SourceId file, const RuleHead& head, const Terms& terms, Loading& loading) {
  const toml::Node table = toml::unpack(packed.voice, file);
  toml::Fields fields(table, "rule", head.id, loading.diagnostics);
  return load_voice(fields, head, terms, loading);
}

}  // namespace

Rule load_rule(const toml::Member& definition, Loading& loading) {
  const std::vector<Parameter> parameters = load_parameters(definition, loading);
  // What the build has parsed was checked then, and most rules have no parameters.
  const bool as_is = parameters.empty() && definition.key_span.empty();
  const toml::Node filled = as_is ? toml::Node() : filled_in(definition, parameters, loading);
  toml::Fields fields(as_is ? definition.value : filled, "rule", definition.key, loading.diagnostics);
  fields.any("parameter");
  const bool checked = fields.any("check") != nullptr;
  Rule rule = load_head(fields, loading);
  rule.id = definition.key;
  rule.span = definition.value.span;
  rule.subject = folder_of(loading.sources[definition.key_span.source].name());
  rule.parameters = parameters;
  if (!checked) {
    for (const std::string_view key : {"each", "message"}) fields.require(key);
  }
  const RuleHead head{.id = rule.id, .each = rule.each, .level = rule.level, .checked = checked};
  Terms terms = load_terms(fields, head, loading);
  rule.voice = load_voice(fields, head, terms, loading);
  rule.terms = std::move(terms);
  load_examples(fields, rule, loading);
  fields.done();
  return rule;
}

Rule load_packed_rule(const toml::PackedRule& packed, SourceId file, Loading& loading) {
  const toml::Member definition{std::string(packed.name), {file, 0, 0}, toml::unpack(packed.head, file)};
  if (packed.terms.empty()) return load_rule(definition, loading);
  toml::Fields fields(definition.value, "rule", definition.key, loading.diagnostics);
  Rule rule = load_head(fields, loading);
  rule.id = definition.key;
  rule.span = definition.value.span;
  rule.subject = folder_of(loading.sources[file].name());
  // The names live as long as the ruleset (load_ruleset).
  const RuleHead head{.id = packed.name, .each = rule.each, .level = rule.level, .checked = rule.check != nullptr};
  if (loading.at_once) {
    Terms terms = terms_of(packed, file, head, loading);
    rule.voice = voice_of(packed, file, head, terms, loading);
    rule.terms = std::move(terms);
    return rule;
  }
  const Ruleset& ruleset = loading.ruleset;
  rule.terms =
      Deferred<Terms>([=, &ruleset] { return read_later(ruleset, [&](Loading& later) { return terms_of(packed, file, head, later); }); });
  rule.voice = Deferred<Voice>([=, &ruleset, terms = rule.terms] {
    return read_later(ruleset, [&](Loading& later) { return voice_of(packed, file, head, *terms, later); });
  });
  return rule;
}

}  // namespace fabriclint
