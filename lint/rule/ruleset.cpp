// SPDX-License-Identifier: Apache-2.0
#include "rule/ruleset.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "rule/example.h"
#include "rule/load.h"
#include "rule/path.h"
#include "toml/node.h"
#include "toml/packed.h"

namespace fabriclint {
namespace {

struct Definition {
  const toml::Member* member = nullptr;
  std::size_t layer = 0;
  const toml::PackedRule* packed = nullptr;  // instead of the member
};
using Definitions = std::map<std::string_view, Definition>;

// Everything that the files define, by name.
struct Defined {
  Definitions rules;
  Definitions facts;
  Definitions engines;
  Definitions instances;
  Definitions operator_variables;
  Definitions operator_labels;
  Definitions objects;
  Definitions types;
  Definitions transports;
  Definitions aliases;
  Definitions mistakes;
  Definitions devices;
  Definitions libraries;
  Definitions variables;
  std::map<std::string_view, Definitions> sets;
};

void gather(const toml::Node& tables, std::string_view what, std::size_t layer, Definitions& definitions, toml::Diagnostics& diagnostics) {
  for (const toml::Member& member : tables.members) {
    if (!member.value.is_table()) {
      diagnostics.add(member.key_span,
                      fmt::format("The {} '{}' must be a table, not {}.", what, member.key, toml::name_of(member.value.kind)));
      continue;
    }
    const auto [place, fresh] = definitions.try_emplace(member.key, Definition{&member, layer});
    if (fresh) continue;
    if (place->second.layer == layer) diagnostics.add(member.key_span, fmt::format("The {} '{}' is defined twice.", what, member.key));
    place->second = {&member, layer};
  }
}

void gather_file(const toml::Node& root, std::size_t layer, Defined& defined, toml::Diagnostics& diagnostics) {
  toml::Fields fields(root, "a ruleset", diagnostics);
  if (const toml::Node* tables = fields.table("rule")) gather(*tables, "rule", layer, defined.rules, diagnostics);
  if (const toml::Node* tables = fields.table("fact")) gather(*tables, "fact", layer, defined.facts, diagnostics);
  if (const toml::Node* tables = fields.table("engine")) gather(*tables, "engine", layer, defined.engines, diagnostics);
  if (const toml::Node* tables = fields.table("instance")) gather(*tables, "instance type", layer, defined.instances, diagnostics);
  if (const toml::Node* additions = fields.table("operator")) {
    toml::Fields tables(*additions, "'operator'", diagnostics);
    if (const toml::Node* names = tables.table("variable")) gather(*names, "variable", layer, defined.operator_variables, diagnostics);
    if (const toml::Node* names = tables.table("label")) gather(*names, "label", layer, defined.operator_labels, diagnostics);
    tables.done();
  }
  if (const toml::Node* tables = fields.table("object")) gather(*tables, "object", layer, defined.objects, diagnostics);
  if (const toml::Node* tables = fields.table("type")) gather(*tables, "type", layer, defined.types, diagnostics);
  if (const toml::Node* ucx = fields.table("ucx")) {
    toml::Fields tables(*ucx, "'ucx'", diagnostics);
    if (const toml::Node* names = tables.table("transport")) gather(*names, "transport", layer, defined.transports, diagnostics);
    if (const toml::Node* names = tables.table("alias")) gather(*names, "alias", layer, defined.aliases, diagnostics);
    if (const toml::Node* names = tables.table("mistake")) gather(*names, "mistake", layer, defined.mistakes, diagnostics);
    tables.done();
  }
  if (const toml::Node* tables = fields.table("device")) gather(*tables, "device family", layer, defined.devices, diagnostics);
  if (const toml::Node* tables = fields.table("library")) gather(*tables, "library", layer, defined.libraries, diagnostics);
  if (const toml::Node* tables = fields.table("variable")) gather(*tables, "variable", layer, defined.variables, diagnostics);
  if (const toml::Node* kinds = fields.table("set")) {
    toml::Fields tables(*kinds, "'set'", diagnostics);
    for (const char* kind : {"resource", "transport", "text"}) {
      if (const toml::Node* sets = tables.table(kind)) gather(*sets, "set", layer, defined.sets[kind], diagnostics);
    }
    tables.done();
  }
  fields.done();
}

Globs load_set(const toml::Member& definition, bool transports, Loading& loading) {
  toml::Fields fields(definition.value, "the set", definition.key, loading.diagnostics);
  fields.text("summary");
  fields.require("members");
  std::vector<std::string> members;
  std::vector<std::string> names;
  const auto& known = loading.ruleset.vocabulary.transports.by_name;
  for (toml::Text& member : fields.texts("members")) {
    if (transports && !names_transport(member.text, loading.ruleset.vocabulary.transports)) {
      if (names.empty()) {
        for (const auto& [name, transport] : known) names.push_back(name);
      }
      loading.diagnostics.unknown(member.span, "transport", member.text, names);
    }
    members.push_back(std::move(member.text));
  }
  fields.done();
  return std::make_shared<const std::vector<std::string>>(std::move(members));
}

// `left`: variables that stay packed, unless a later layer defines them.
void load_catalogue(const Defined& defined, std::span<const toml::PackedTable> left, Catalogue& catalogue, Loading& loading) {
  for (const auto& [name, definition] : defined.libraries) {
    catalogue.libraries.emplace(name, read_library(*definition.member, loading.diagnostics));
  }
  std::vector<CatalogueEntry> entries = left_packed(left);
  catalogue.variables.reserve(entries.size() + defined.variables.size());
  auto next = entries.begin();
  for (const auto& [name, definition] : defined.variables) {
    for (; next != entries.end() && next->name() < name; ++next) catalogue.add(std::move(*next));
    if (next != entries.end() && next->name() == name) ++next;
    catalogue.add(CatalogueEntry(read_variable(*definition.member, catalogue, loading.diagnostics)));
  }
  for (; next != entries.end(); ++next) catalogue.add(std::move(*next));
  for (const auto& [name, definition] : defined.variables) check_replacement(*definition.member, catalogue, loading.diagnostics);
}

void load_vocabulary(const Defined& defined, std::span<const toml::PackedTable> left, Ruleset& ruleset, Loading& loading) {
  Transports& transports = ruleset.vocabulary.transports;
  for (const auto& [name, definition] : defined.transports) {
    transports.by_name.emplace(name, read_transport(*definition.member, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.aliases) {
    transports.aliases.emplace(name, read_alias(*definition.member, transports, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.mistakes) {
    transports.mistakes.emplace(name, read_mistake(*definition.member, transports, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.devices) {
    ruleset.vocabulary.devices.emplace(name, read_device_family(*definition.member, loading.diagnostics));
  }
  load_catalogue(defined, left, ruleset.vocabulary.catalogue, loading);
  for (const auto& [name, definition] : defined.engines) {
    ruleset.engines.push_back(read_engine(*definition.member, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.instances) {
    ruleset.instances.push_back(read_instance(*definition.member, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.operator_variables) {
    ruleset.operator_additions.variables.push_back(read_operator_variable(*definition.member, loading.diagnostics));
  }
  for (const auto& [key, definition] : defined.operator_labels) {
    OperatorLabel label = read_operator_label(*definition.member, loading.diagnostics);
    if (!label.path.empty() && model_path_of(label.path) == nullptr) {
      loading.diagnostics.add(definition.member->key_span, fmt::format("The model has no path '{}'.", label.path));
    }
    ruleset.operator_additions.labels.push_back(std::move(label));
  }
  ObjectTypes& types = ruleset.object_types;
  for (const auto& [name, definition] : defined.objects) {
    types.objects.push_back(read_object_kind(*definition.member, loading.diagnostics));
  }
  for (const auto& [name, definition] : defined.types) {
    types.types.emplace(name, read_object_type(*definition.member, loading.diagnostics));
  }
  if (!defined.objects.empty()) link_types(types, *defined.objects.begin()->second.member, loading.diagnostics);
  for (const auto& [kind, definitions] : defined.sets) {
    for (const auto& [name, definition] : definitions) {
      ruleset.sets[std::string(kind)][std::string(name)] = load_set(*definition.member, kind == "transport", loading);
    }
  }
}

void check_name(const toml::Member& member, std::string_view what, Loading& loading) {
  if (member.value.packed) return;
  if (is_name(member.key)) return;
  loading.diagnostics.add(member.key_span, fmt::format("'{}' is no name for a {}: lower-case letters, digits and '-'.", member.key, what));
}

// Facts that belong together share the words before a dot: "kv.backend".
void check_fact_name(const toml::Member& member, Loading& loading) {
  if (member.value.packed) return;
  const std::string_view name = member.key;
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return check_name(member, "fact", loading);
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (!is_name(name.substr(begin, end - begin))) {
      loading.diagnostics.add(member.key_span, fmt::format("'{}' is no name for a fact: lower-case letters, digits, '-' and '.'.", name));
      return;
    }
    begin = end + 1;
  }
  // `setting.*`, `at.*` and what stands before them are words of rules and messages.
  const std::string_view first = name.substr(0, dot);
  const std::vector<std::string> taken = path_namespaces();
  if (first == "setting" || first == "at" || name.ends_with(".because") || std::find(taken.begin(), taken.end(), first) != taken.end()) {
    loading.diagnostics.add(member.key_span, fmt::format("'{}' is no name for a fact: it could be a path.", name));
  }
}

// What the build has packed of a fact, or null.
const toml::PackedTable* packed_fact(std::span<const toml::PackedTable> packed, const toml::Member& fact) {
  if (!fact.value.packed) return nullptr;
  const auto place = std::lower_bound(packed.begin(), packed.end(), fact.key,
                                      [](const toml::PackedTable& table, std::string_view name) { return table.name < name; });
  return place != packed.end() && place->name == fact.key ? &*place : nullptr;
}

void load_facts(const Defined& defined, std::span<const toml::PackedTable> packed, std::vector<Fact>& facts, Loading& loading) {
  facts.reserve(defined.facts.size());
  for (const auto& [name, definition] : defined.facts) {
    check_fact_name(*definition.member, loading);
    for (const std::string_view word : {"all", "any", "not", "some", "every"}) {
      if (name == word) loading.diagnostics.add(definition.member->key_span, fmt::format("'{}' is a word of the rule language.", name));
    }
    facts.push_back(load_fact_head(*definition.member, loading));
  }
  std::vector<std::vector<std::size_t>> uses;
  std::size_t index = 0;
  for (const auto& [name, definition] : defined.facts) {
    Fact& fact = facts[index++];
    loading.facts_used.clear();
    const toml::PackedTable* table = packed_fact(packed, *definition.member);
    const SourceId file = definition.member->key_span.source;
    if (table == nullptr) {
      fact.alternatives = load_alternatives(definition.member->value, fact, loading);
    } else if (loading.at_once) {
      fact.alternatives = load_alternatives(toml::unpack(table->tree, file), fact, loading);
    } else {
      fact.alternatives = Deferred<std::vector<Alternative>>([tree = table->tree, file, &ruleset = loading.ruleset, &fact] {
        return read_later(ruleset, [&](Loading& later) { return load_alternatives(toml::unpack(tree, file), fact, later); });
      });
    }
    uses.push_back(loading.facts_used);
  }
  check_circles(uses, loading);
}

// An example that expects a rule that does not exist proves nothing. A rule needs one example that fires and one that stays silent, unless
// a check decides (`checked`): what checks look at may be no manifest.
void check_examples(const Rule& rule, bool checked, const std::vector<std::string>& ids, toml::Diagnostics& diagnostics) {
  bool fires = false;
  bool silent = false;
  for (const Example& example : rule.examples) {
    bool expects = false;
    for (const Expectation& expectation : expectations_of(example.manifest)) {
      expects = expects || expectation.rule == rule.id;
      if (std::binary_search(ids.begin(), ids.end(), expectation.rule)) continue;
      Span at = example.span;
      if (at.size() == example.manifest.size()) {
        at.begin += expectation.begin;
        at.end = at.begin + static_cast<std::uint32_t>(expectation.rule.size());
      }
      diagnostics.unknown(at, "rule", expectation.rule, ids);
    }
    fires = fires || expects;
    silent = silent || !expects;
  }
  if (checked) return;
  if (!fires)
    diagnostics.add(rule.span, fmt::format("Rule '{}' has no example that fires.", rule.id),
                    fmt::format("Mark the line with '# expect: {}'.", rule.id));
  if (!silent) diagnostics.add(rule.span, fmt::format("Rule '{}' has no example that stays silent.", rule.id));
}

// `files`: those of the packed rules, which have lost their examples.
void load_rules(const Defined& defined, const std::vector<SourceId>& files, std::vector<Rule>& rules, Loading& loading) {
  std::vector<std::string> ids;
  rules.reserve(defined.rules.size());
  for (const auto& [id, definition] : defined.rules) {
    ids.emplace_back(id);
    if (definition.packed != nullptr) {
      rules.push_back(load_packed_rule(*definition.packed, files[definition.packed->file], loading));
    } else {
      check_name(*definition.member, "rule", loading);
      rules.push_back(load_rule(*definition.member, loading));
    }
  }
  for (const Rule& rule : rules) {
    const Definition& definition = defined.rules.find(rule.id)->second;
    if (definition.packed != nullptr) continue;
    check_examples(rule, definition.member->value.find("check") != nullptr, ids, loading.diagnostics);
  }
}

}  // namespace

const Rule* Ruleset::find(std::string_view id) const {
  const auto place =
      std::lower_bound(rules.begin(), rules.end(), id, [](const Rule& rule, std::string_view name) { return rule.id < name; });
  return place != rules.end() && place->id == id ? &*place : nullptr;
}

const Fact* Ruleset::find_fact(std::string_view name) const {
  const auto place =
      std::lower_bound(facts.begin(), facts.end(), name, [](const Fact& fact, std::string_view other) { return fact.name < other; });
  return place != facts.end() && place->name == name ? &*place : nullptr;
}

Globs set_members(const Ruleset& ruleset, std::string_view kind, std::string_view name) {
  const auto sets = ruleset.sets.find(kind);
  if (sets == ruleset.sets.end()) return nullptr;
  const auto set = sets->second.find(name);
  return set == sets->second.end() ? nullptr : set->second;
}

std::vector<std::string> names_of_sets(const Ruleset& ruleset, std::string_view kind) {
  std::vector<std::string> names;
  const auto sets = ruleset.sets.find(kind);
  if (sets == ruleset.sets.end()) return names;
  for (const auto& [name, members] : sets->second) names.push_back(name);
  return names;
}

LoadedRuleset load_ruleset(const SourceSet& sources, const std::vector<std::vector<SourceId>>& layers, const toml::Packed& packed,
                           const toml::Node* chosen) {
  LoadedRuleset loaded;
  toml::Diagnostics diagnostics;
  std::deque<toml::Parsed> files;  // definitions point into them
  Defined defined;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t i = 0; i < layers[layer].size(); ++i) {
      const SourceId file = layers[layer][i];
      const bool is_packed = layer == 0 && i < packed.trees.size();
      files.push_back(is_packed ? toml::Parsed{toml::unpack(packed.trees[i], file), {}} : toml::parse(sources[file], file));
      for (Finding& problem : files.back().problems) loaded.problems.push_back(std::move(problem));
      gather_file(files.back().root, layer, defined, diagnostics);
    }
  }
  // What the files of a later layer define is there already, and stays.
  for (const toml::PackedRule& rule : packed.rules) defined.rules.try_emplace(rule.name, Definition{nullptr, 0, &rule});
  Ruleset& ruleset = *loaded.ruleset;
  Loading loading{
      .sources = sources, .ruleset = ruleset, .diagnostics = diagnostics, .chosen = chosen, .at_once = files.size() > packed.trees.size()};
  load_vocabulary(defined, packed.variables, ruleset, loading);
  load_facts(defined, packed.facts, ruleset.facts, loading);
  load_rules(defined, packed.rules.empty() ? std::vector<SourceId>() : layers.front(), ruleset.rules, loading);
  if (chosen != nullptr) {
    toml::Diagnostics of_project("project");
    check_chosen(*chosen, ruleset, of_project);
    std::move(of_project.findings().begin(), of_project.findings().end(), std::back_inserter(loaded.problems));
  }
  std::move(diagnostics.findings().begin(), diagnostics.findings().end(), std::back_inserter(loaded.problems));
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), [](const Finding& a, const Finding& b) { return a.at < b.at; });
  return loaded;
}

}  // namespace fabriclint
