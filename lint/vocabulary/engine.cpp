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

}  // namespace

Engine read_engine(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, fmt::format("the engine '{}'", definition.key), diagnostics);
  Engine engine{.name = definition.key, .modules = words(fields.texts("modules")), .programs = words(fields.texts("programs"))};
  engine.images = words(fields.texts("images"));
  engine.single_connector = fields.boolean("single-connector").value_or(false);
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
