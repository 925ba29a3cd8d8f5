// SPDX-License-Identifier: Apache-2.0
#include "command/explain_variable.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rule/uses.h"
#include "vocabulary/catalogue.h"
#include "vocabulary/value_type.h"

namespace fabriclint {
namespace {

void line(std::ostream& out, std::string_view what, std::string_view text) {
  if (!text.empty()) out << fmt::format("    {:<12} {}\n", what, text);
}

std::string_view meaning_of(std::string_view effect) {
  for (const InvalidEffect& known : invalid_effects()) {
    if (known.name == effect) return known.meaning;
  }
  return {};
}

void write_releases(std::ostream& out, const Variable& variable) {
  line(out, "since", variable.since);
  if (!variable.until.empty()) line(out, "until", variable.until + " does not read it any more");
}

std::string reader_of(const Ruleset& ruleset, const Variable& variable) {
  const auto& libraries = ruleset.vocabulary.catalogue.libraries;
  const auto library = libraries.find(variable.library);
  return library == libraries.end() ? "" : library->second.read_by;
}

// What the Dynamo operator puts into containers by itself.
void write_operator(std::ostream& out, const Ruleset& ruleset, std::string_view name) {
  for (const OperatorVariable& variable : ruleset.operator_additions.variables) {
    if (variable.name != name || variable.decides_resources) continue;
    std::string where = variable.value ? fmt::format("the Dynamo operator, to '{}'", *variable.value) : "the Dynamo operator";
    if (!variable.types.empty()) where += fmt::format(", in components of type {}", fmt::join(variable.types, ", "));
    line(out, "set by", where);
  }
}

void write_transports(std::ostream& out, const Transports& transports) {
  out << "\nTransports:\n";
  for (const auto& [name, transport] : transports.by_name) {
    out << fmt::format("    {:<12} {}{}\n", name, transport.summary, transport.since.empty() ? "" : " Since " + transport.since + ".");
  }
  out << "\nAliases:\n";
  for (const auto& [name, alias] : transports.aliases) {
    std::string members;
    for (const AliasMember& member : alias.expands) {
      members += (members.empty() ? "" : ", ") + member.transport + (member.auxiliary ? " (to connect)" : "");
      if (!member.since.empty()) members += fmt::format(" (since {})", member.since);
    }
    out << fmt::format("    {:<12} {}{}\n", name, members, alias.since.empty() ? "" : ". Since " + alias.since + ".");
  }
}

}  // namespace

bool explain_variable(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const Variable* variable = ruleset.vocabulary.catalogue.find(name);
  if (variable == nullptr) return false;
  out << fmt::format("{} (a variable of {})\n\n{}\n\n", name, variable->library, variable->summary);
  if (variable->name != name) line(out, "listed as", variable->name);
  if (variable->type != nullptr) line(out, "value", variable->type->summary);
  line(out, "legal", expects_of(*variable));
  line(out, "default", variable->otherwise);
  line(out, "bad values", meaning_of(variable->invalid));
  line(out, "no effect", variable->dead);
  line(out, "use instead", variable->replaced_by);
  write_releases(out, *variable);
  line(out, "read by", variable->read_by.empty() ? reader_of(ruleset, *variable) : variable->read_by);
  write_operator(out, ruleset, name);
  if (variable->critical) line(out, "critical", "it decides whether the KV cache or the collectives use the fabric");
  line(out, "source", variable->source);
  for (const auto& [wrong, right] : variable->instead)
    line(out, wrong == variable->instead.begin()->first ? "mistakes" : "", fmt::format("'{}': write '{}'", wrong, right));
  if (!variable->notes.empty()) out << '\n';
  for (const std::string& note : variable->notes) out << fmt::format("  * {}\n", note);
  const std::vector<Use> uses = uses_of(ruleset, "env." + std::string(name));
  std::size_t width = 0;
  for (const Use& use : uses) width = std::max(width, use.rule->id.size());
  if (!uses.empty()) out << "\nRules that look at it:\n";
  for (const Use& use : uses) out << fmt::format("    {:<{}}  {}\n", use.rule->id, width, use.rule->summary);
  if (std::any_of(uses.begin(), uses.end(), [](const Use& use) { return use.transports; })) {
    write_transports(out, ruleset.vocabulary.transports);
  }
  return true;
}

bool explain_library(const Ruleset& ruleset, std::string_view name, std::ostream& out) {
  const Catalogue& catalogue = ruleset.vocabulary.catalogue;
  const auto library = catalogue.libraries.find(name);
  if (library == catalogue.libraries.end()) return false;
  out << fmt::format("{} (a library with variables)\n\n{}\n\nIts variables begin with {}.", name, library->second.summary,
                     fmt::join(library->second.prefixes, ", "));
  out << (library->second.complete ? " All that matter are listed:\n" : " These are listed:\n");
  const auto write = [&](const Variable& variable) {
    if (variable.library == name) out << fmt::format("    {:<36} {}\n", variable.name, variable.summary);
  };
  for (const CatalogueEntry& entry : catalogue.variables) write(entry.variable());
  for (const CatalogueEntry& entry : catalogue.patterns) write(entry.variable());
  return true;
}

bool explain_value_type(std::string_view name, std::ostream& out) {
  const ValueType* type = value_type_named(name);
  if (type == nullptr) return false;
  out << fmt::format("{} (a type of values: `type = \"{}\"` of a variable)\n\n{}\n", name, name, type->summary);
  if (!type->expects.empty()) out << fmt::format("\nLegal: {}\n", type->expects);
  return true;
}

}  // namespace fabriclint
