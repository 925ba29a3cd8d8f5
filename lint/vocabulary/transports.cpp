// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/transports.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "toml/fields.h"

namespace fabriclint {
namespace {

AliasMember alias_member(std::string_view word) {
  AliasMember member;
  member.auxiliary = word.ends_with(kAuxiliary);
  if (member.auxiliary) word.remove_suffix(kAuxiliary.size());
  member.transport = word;
  return member;
}

// `joined = { srd = "1.20" }`: the releases in which members came into the alias.
void read_joined(const toml::Node& joined, TransportAlias& alias, const std::string& name, toml::Diagnostics& diagnostics) {
  for (const toml::Member& entry : joined.members) {
    bool found = false;
    for (AliasMember& member : alias.expands) {
      if (entry.key != member.transport) continue;
      found = true;
      member.since = entry.value.text;
    }
    if (!found) diagnostics.add(entry.key_span, fmt::format("'{}' is no member of the alias '{}'.", entry.key, name));
    if (!entry.value.is_string()) diagnostics.add(entry.value.span, "A release is written as a string: \"1.20\".");
  }
}

}  // namespace

Transport read_transport(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the transport", definition.key, diagnostics);
  Transport transport;
  if (const auto summary = fields.required_text("summary")) transport.summary = summary->text;
  if (const auto since = fields.text("since")) transport.since = since->text;
  fields.done();
  return transport;
}

TransportAlias read_alias(const toml::Member& definition, const Transports& transports, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the alias", definition.key, diagnostics);
  TransportAlias alias;
  if (const auto summary = fields.text("summary")) alias.summary = summary->text;
  if (const auto since = fields.text("since")) alias.since = since->text;
  fields.require("expands");
  std::vector<std::string> names;
  for (const toml::Text& word : fields.texts("expands")) {
    AliasMember member = alias_member(word.text);
    if (!transports.by_name.contains(member.transport)) {
      if (names.empty()) {
        for (const auto& [name, transport] : transports.by_name) names.push_back(name);
      }
      diagnostics.unknown(word.span, "transport", member.transport, names);
    }
    alias.expands.push_back(std::move(member));
  }
  if (const toml::Node* joined = fields.table("joined")) read_joined(*joined, alias, definition.key, diagnostics);
  fields.done();
  if (transports.by_name.contains(definition.key)) {
    diagnostics.add(definition.key_span, fmt::format("'{}' is the name of a transport and cannot be an alias.", definition.key));
  }
  return alias;
}

std::string read_mistake(const toml::Member& definition, const Transports& transports, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the mistake", definition.key, diagnostics);
  const auto write = fields.required_text("write");
  fields.done();
  if (transports.has(definition.key)) {
    diagnostics.add(definition.key_span, fmt::format("'{}' is the name of a transport or alias and no mistake.", definition.key));
  }
  if (!write || write->text.empty()) return {};  // nothing stands for it
  if (!transports.has(write->text)) {
    std::vector<std::string> names;
    for (const auto& [name, transport] : transports.by_name) names.push_back(name);
    for (const auto& [name, alias] : transports.aliases) names.push_back(name);
    diagnostics.unknown(write->span, "transport or alias", write->text, names);
  }
  return write->text;
}

}  // namespace fabriclint
