// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/engine.h"

#include <fmt/format.h>

#include "toml/fields.h"

namespace fabriclint {
namespace {

std::vector<std::string> words(const std::vector<toml::Text>& texts) {
  std::vector<std::string> words;
  words.reserve(texts.size());
  for (const toml::Text& text : texts) words.push_back(text.text);
  return words;
}

EngineConfig read_config(const toml::Node& table, const std::string& engine, toml::Diagnostics& diagnostics) {
  toml::Fields fields(table, "'config' of the engine", engine, diagnostics);
  EngineConfig config{.files = words(fields.texts("files")), .overrides = words(fields.texts("overrides")), .dotted = {}};
  if (const auto dotted = fields.text("dotted")) config.dotted = dotted->text;
  config.keys_are_flags = fields.boolean("keys-are-flags").value_or(false);
  fields.done();
  return config;
}

ConnectorFlag read_connector_flag(const toml::Node& table, const std::string& engine, toml::Diagnostics& diagnostics) {
  toml::Fields fields(table, "'connector-flag' of the engine", engine, diagnostics);
  ConnectorFlag flag;
  if (const auto name = fields.required_text("flag")) flag.flag = name->text;
  fields.require("names");
  if (const toml::Node* names = fields.table("names")) {
    for (const toml::Member& name : names->members) {
      if (name.value.is_string()) {
        flag.names.emplace(name.key, name.value.text);
      } else {
        diagnostics.add(name.value.span, fmt::format("A connector must be a string, not {}.", toml::name_of(name.value.kind)));
      }
    }
  }
  if (const auto otherwise = fields.text("otherwise")) {
    flag.otherwise = otherwise->text;
    if (!flag.names.contains(flag.otherwise)) {
      diagnostics.add(otherwise->span, fmt::format("'{}' is none of the names of '--{}'.", flag.otherwise, flag.flag));
    }
  }
  flag.images = words(fields.texts("images"));
  flag.versions = words(fields.texts("versions"));
  fields.done();
  return flag;
}

}  // namespace

Engine read_engine(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the engine", definition.key, diagnostics);
  Engine engine;
  engine.name = definition.key;
  engine.modules = words(fields.texts("modules"));
  engine.programs = words(fields.texts("programs"));
  engine.images = words(fields.texts("images"));
  engine.single_connector = fields.boolean("single-connector").value_or(false);
  if (const toml::Node* config = fields.table("config")) engine.config = read_config(*config, engine.name, diagnostics);
  if (const toml::Node* flag = fields.table("connector-flag")) {
    engine.connector_flag = read_connector_flag(*flag, engine.name, diagnostics);
  }
  fields.text("summary");
  fields.done();
  if (engine.modules.empty() && engine.programs.empty()) {
    diagnostics.add(definition.key_span, fmt::format("The engine '{}' has neither 'modules' nor 'programs'.", definition.key));
  }
  if (!engine.images.empty() && engine.programs.empty()) {
    diagnostics.add(definition.key_span, fmt::format("The engine '{}' has 'images' and no 'programs' that they start.", definition.key));
  }
  return engine;
}

}  // namespace fabriclint
