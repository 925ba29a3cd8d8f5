// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rule/load.h"

namespace fabriclint {
namespace {

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

// What a rule or a variant says, and `otherwise` where a key is missing.
Words load_words(toml::Fields& fields, const Context& context, const Words& otherwise, Loading& loading) {
  Words words;
  const auto wording = [&](std::string_view key, const Wording& missing) {
    return fields.any(key) == nullptr ? missing : load_wording(fields.texts(key), context, loading);
  };
  words.message = wording("message", otherwise.message);
  words.pointer = wording("pointer", otherwise.pointer);
  words.help = wording("help", otherwise.help);
  words.at = fields.any("at") == nullptr ? otherwise.at : load_paths(fields.texts("at"), context, {.anchor = true}, loading);
  words.because = fields.any("because") == nullptr ? otherwise.because : load_because(fields, context, loading);
  return words;
}

// Nothing when an agreement says what the rule says.
std::optional<Words> load_own_words(const toml::Node& table, const Context& context, const Words& otherwise, Loading& loading) {
  toml::Fields fields(table, "'same'", loading.diagnostics);
  const bool own = fields.any("level") != nullptr ||
                   std::any_of(kWordsKeys.begin(), kWordsKeys.end(), [&](std::string_view key) { return fields.any(key) != nullptr; });
  if (!own) return std::nullopt;
  return load_words(fields, context, otherwise, loading);
}

void load_labels(toml::Fields& fields, const Context& context, std::vector<LabelTemplate>& labels, Loading& loading) {
  for (const toml::Node* table : fields.tables("label")) {
    toml::Fields label(*table, "a label", loading.diagnostics);
    const auto at = label.required_text("at");
    const auto text = label.required_text("text");
    label.done();
    if (!at || !text) continue;
    auto path = load_path(*at, context, {}, loading);
    Message message = load_message(*text, context, loading);
    if (path) labels.push_back({*std::move(path), std::move(message)});
  }
}

}  // namespace

Voice load_voice(toml::Fields& fields, const RuleHead& head, const Terms& terms, Loading& loading) {
  const Context context{.scope = scope_of(head, terms),
                        .bound = head.each == Each::setting,
                        .problem = head.checked,
                        .between = terms.between.empty() ? nullptr : &terms.between};
  Voice voice;
  voice.words = load_words(fields, context, {}, loading);
  for (const toml::Node* table : fields.tables("variant")) {
    toml::Fields variant(*table, "a variant", loading.diagnostics);
    voice.variants.push_back(load_words(variant, context, voice.words, loading));
  }
  if (head.each == Each::pair) {
    for (const toml::Node* table : fields.tables("same")) {
      voice.same.push_back(load_own_words(*table, context, voice.words, loading));
    }
  }
  load_labels(fields, context, voice.labels, loading);
  return voice;
}

}  // namespace fabriclint
