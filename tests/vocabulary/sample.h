// SPDX-License-Identifier: Apache-2.0
// The shipped transport table, and short ways to ask a decoder.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "text/source.h"
#include "toml/fields.h"
#include "toml/node.h"
#include "vocabulary/decoder.h"

namespace fabriclint {

inline std::string shipped(const std::string& path) {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  std::ifstream file(std::string(root == nullptr ? "." : root) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline Vocabulary read_vocabulary(const std::string& text, toml::Diagnostics& diagnostics) {
  SourceSet sources;
  const SourceId id = sources.add("ucx.toml", text);
  const toml::Parsed parsed = toml::parse(sources[id], id);
  Vocabulary vocabulary;
  const toml::Node* ucx = parsed.root.find("ucx");
  if (ucx == nullptr) return vocabulary;
  if (const toml::Node* transports = ucx->find("transport")) {
    for (const toml::Member& member : transports->members) {
      vocabulary.transports.by_name.emplace(member.key, read_transport(member, diagnostics));
    }
  }
  if (const toml::Node* aliases = ucx->find("alias")) {
    for (const toml::Member& member : aliases->members) {
      vocabulary.transports.aliases.emplace(member.key, read_alias(member, vocabulary.transports, diagnostics));
    }
  }
  if (const toml::Node* mistakes = ucx->find("mistake")) {
    for (const toml::Member& member : mistakes->members) {
      vocabulary.transports.mistakes.emplace(member.key, read_mistake(member, vocabulary.transports, diagnostics));
    }
  }
  return vocabulary;
}

// "a b" for a known list or value, "absent", or "unknown".
inline std::string decode(const std::string& decoder, const std::string& text, const Vocabulary& vocabulary = {}) {
  const Decoded decoded = decoder_named(decoder)->decode(TracedText::made(text), vocabulary);
  if (decoded.state == Decoded::State::unknown) return "unknown";
  if (decoded.state == Decoded::State::absent) return "absent";
  std::string words;
  for (const DecodedItem& item : decoded.items) words += (words.empty() ? "" : " ") + item.text;
  return words;
}

}  // namespace fabriclint
