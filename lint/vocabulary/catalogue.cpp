// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "text/glob.h"
#include "text/suggest.h"
#include "toml/fields.h"
#include "toml/node.h"
#include "toml/packed.h"
#include "vocabulary/value_type.h"

namespace fabriclint {
namespace {

std::string text_or_empty(toml::Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  return text ? text->text : std::string();
}

std::vector<std::string> plain(std::vector<toml::Text> texts) {
  std::vector<std::string> words;
  words.reserve(texts.size());
  for (toml::Text& text : texts) words.push_back(std::move(text.text));
  return words;
}

template <typename Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& entry : table) names.emplace_back(entry.name);
  return names;
}

void read_type(toml::Fields& fields, Variable& variable, toml::Diagnostics& diagnostics) {
  const auto type = fields.required_text("type");
  if (!type) return;
  variable.type = value_type_named(type->text);
  if (variable.type == nullptr) diagnostics.unknown(type->span, "type of value", type->text, names_of(value_types()));
}

std::optional<std::int64_t> read_bound(toml::Fields& fields, std::string_view key, toml::Diagnostics& diagnostics) {
  const toml::Node* node = fields.any(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == toml::Kind::integer) return node->integer;
  diagnostics.add(node->span, fmt::format("'{}' must be an integer, not {}.", key, toml::name_of(node->kind)));
  return std::nullopt;
}

void read_instead(toml::Fields& fields, Variable& variable, toml::Diagnostics& diagnostics) {
  const toml::Node* table = fields.table("instead");
  if (table == nullptr) return;
  for (const toml::Member& entry : table->members) {
    if (entry.value.is_string()) {
      variable.instead.emplace(entry.key, entry.value.text);
    } else {
      diagnostics.add(entry.value.span, "What to write instead is a string.");
    }
  }
}

// Keys that its type has no use for are mistakes: they would look like a check that is made.
void check_fit(const toml::Fields& fields, const Variable& variable, toml::Diagnostics& diagnostics) {
  if (variable.type == nullptr) return;
  if (variable.type->has_values && variable.values.empty()) {
    diagnostics.add(fields.span(), fmt::format("The variable '{}' lists no 'values', which its type needs.", variable.name));
  }
  for (const auto& [key, given] : {std::pair("min", variable.min.has_value()), std::pair("max", variable.max.has_value()),
                                   std::pair("multiple-of", variable.multiple_of.has_value())}) {
    if (given && !variable.type->has_range) {
      diagnostics.add(fields.key_span(key), fmt::format("The type '{}' has no '{}'.", variable.type->name, key));
    }
  }
  if (variable.min && variable.max && *variable.min > *variable.max) {
    diagnostics.add(fields.key_span("min"), fmt::format("The least value of '{}' is above the greatest.", variable.name));
  }
  if (variable.multiple_of && *variable.multiple_of < 1)
    diagnostics.add(fields.key_span("multiple-of"), "'multiple-of' must be at least 1.");
}

}  // namespace

struct CatalogueEntry::State {
  std::once_flag read;
  std::string_view tree;
  std::unique_ptr<const Variable> variable;  // apart, since most are never made
};

CatalogueEntry::CatalogueEntry(Variable variable) : state_(std::make_shared<State>()) {
  state_->variable = std::make_unique<const Variable>(std::move(variable));
  name_ = state_->variable->name;
}

CatalogueEntry::CatalogueEntry(std::string_view name, std::shared_ptr<State> state) : name_(name), state_(std::move(state)) {}

std::vector<CatalogueEntry> left_packed(std::span<const toml::PackedTable> tables) {
  std::vector<CatalogueEntry> entries;
  entries.reserve(tables.size());
  const auto states = std::make_shared<std::vector<CatalogueEntry::State>>(tables.size());  // one block for all
  for (std::size_t i = 0; i < tables.size(); ++i) {
    CatalogueEntry::State& state = (*states)[i];
    state.tree = tables[i].tree;
    entries.push_back(CatalogueEntry(tables[i].name, std::shared_ptr<CatalogueEntry::State>(states, &state)));
  }
  return entries;
}

const Variable& CatalogueEntry::variable() const {
  std::call_once(state_->read, [&] {
    if (state_->variable != nullptr) return;
    toml::Diagnostics trusted;  // a test reads the built-in catalogues with all checks
    const toml::Member definition{std::string(name_), {}, toml::unpack(state_->tree, SourceId{})};
    state_->variable = std::make_unique<const Variable>(read_variable(definition, Catalogue{}, trusted));
  });
  return *state_->variable;
}

void Catalogue::add(CatalogueEntry entry) {
  std::vector<CatalogueEntry>& entries = entry.name().find('*') == std::string_view::npos ? variables : patterns;
  const auto is_behind = [](std::string_view name, const CatalogueEntry& other) { return name < other.name(); };
  const auto place = entries.empty() || entries.back().name() < entry.name()
                         ? entries.end()
                         : std::upper_bound(entries.begin(), entries.end(), entry.name(), is_behind);
  entries.insert(place, std::move(entry));
}

const CatalogueEntry* Catalogue::entry_of(std::string_view name) const {
  const auto place = std::lower_bound(variables.begin(), variables.end(), name,
                                      [](const CatalogueEntry& entry, std::string_view other) { return entry.name() < other; });
  if (place != variables.end() && place->name() == name) return &*place;
  if (name.empty()) return nullptr;
  struct ByFirst {
    bool operator()(const CatalogueEntry& entry, char first) const { return entry.name().front() < first; }
    bool operator()(char first, const CatalogueEntry& entry) const { return first < entry.name().front(); }
  };
  for (const char first : {'*', name.front()}) {
    const auto [begin, end] = std::equal_range(patterns.begin(), patterns.end(), first, ByFirst());
    const auto fits = std::find_if(begin, end, [&](const CatalogueEntry& entry) { return glob_matches(entry.name(), name); });
    if (fits != end) return &*fits;
  }
  return nullptr;
}

const Variable* Catalogue::find(std::string_view name) const {
  const CatalogueEntry* entry = entry_of(name);
  return entry == nullptr ? nullptr : &entry->variable();
}

const std::pair<const std::string, Library>* Catalogue::library_of(std::string_view name) const {
  const std::pair<const std::string, Library>* best = nullptr;
  std::size_t length = 0;
  for (const auto& entry : libraries) {
    for (const std::string& prefix : entry.second.prefixes) {
      if (prefix.size() <= length || !name.starts_with(prefix)) continue;
      best = &entry;
      length = prefix.size();
    }
  }
  return best;
}

std::optional<std::string> Catalogue::similar(std::string_view name) const {
  constexpr std::size_t kFar = 2;
  const auto* library = library_of(name);
  if (library == nullptr || !library->second.complete || has(name)) return std::nullopt;
  std::optional<std::string> best;
  std::size_t cutoff = kFar;
  for (const CatalogueEntry& entry : variables) {
    const auto distance = edit_distance(name, entry.name(), cutoff);
    if (!distance || (best && *distance == cutoff) || library_of(entry.name()) != library) continue;
    best = entry.name();
    cutoff = *distance;
  }
  return best;
}

std::span<const InvalidEffect> invalid_effects() {
  static constexpr std::array kEffects = {
      InvalidEffect{"fatal", "its reader stops with an error"},
      InvalidEffect{"default", "its reader complains and uses the default"},
      InvalidEffect{"ignored", "its reader ignores it without a word"},
      InvalidEffect{"misread", "its reader takes it for something else without a word"},
  };
  return kEffects;
}

Library read_library(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the library", definition.key, diagnostics);
  Library library;
  if (const auto summary = fields.required_text("summary")) library.summary = summary->text;
  fields.require("prefixes");
  library.prefixes = plain(fields.texts("prefixes"));
  library.complete = fields.boolean("complete").value_or(false);
  library.read_by = text_or_empty(fields, "read-by");
  fields.done();
  return library;
}

Variable read_variable(const toml::Member& definition, const Catalogue& catalogue, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the variable", definition.key, diagnostics);
  Variable variable;
  variable.name = definition.key;
  if (const auto library = fields.required_text("library")) {
    variable.library = library->text;
    if (!catalogue.libraries.contains(library->text)) {
      std::vector<std::string> names;
      for (const auto& [name, known] : catalogue.libraries) names.push_back(name);
      diagnostics.unknown(library->span, "library", library->text, names);
    }
  }
  if (const auto summary = fields.required_text("summary")) variable.summary = summary->text;
  read_type(fields, variable, diagnostics);
  variable.values = plain(fields.texts("values"));
  variable.min = read_bound(fields, "min", diagnostics);
  variable.max = read_bound(fields, "max", diagnostics);
  variable.multiple_of = read_bound(fields, "multiple-of", diagnostics);
  variable.ignore_case = fields.boolean("ignore-case").value_or(false);
  variable.otherwise = text_or_empty(fields, "default");
  variable.since = text_or_empty(fields, "since");
  variable.until = text_or_empty(fields, "until");
  variable.dead = text_or_empty(fields, "dead");
  variable.replaced_by = text_or_empty(fields, "replaced-by");
  read_instead(fields, variable, diagnostics);
  variable.read_by = text_or_empty(fields, "read-by");
  if (const auto invalid = fields.text("invalid")) {
    variable.invalid = invalid->text;
    const std::vector<std::string> words = names_of(invalid_effects());
    if (std::find(words.begin(), words.end(), invalid->text) == words.end()) {
      diagnostics.unknown(invalid->span, "effect of an invalid value:", invalid->text, words);
    }
  }
  variable.critical = fields.boolean("critical").value_or(false);
  variable.source = text_or_empty(fields, "source");
  variable.notes = plain(fields.texts("notes"));
  check_fit(fields, variable, diagnostics);
  fields.done();
  return variable;
}

void check_replacement(const toml::Member& definition, const Catalogue& catalogue, toml::Diagnostics& diagnostics) {
  const toml::Node* name = definition.value.find("replaced-by");
  if (name == nullptr || !name->is_string() || catalogue.has(name->text)) return;
  std::vector<std::string> names;
  for (const CatalogueEntry& entry : catalogue.variables) names.emplace_back(entry.name());
  diagnostics.unknown(name->span, "variable", name->text, names);
}

}  // namespace fabriclint
