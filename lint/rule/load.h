// SPDX-License-Identifier: Apache-2.0
// How the parts of a ruleset are loaded from TOML. Internal to rule/: load_ruleset() (ruleset.h) calls the readers in order, sets and
// tables first, so that each finds what it may refer to. A reader reports everything that is wrong and returns what it could make of it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule/ruleset.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

// What all readers share.
struct Loading {
  const SourceSet& sources;
  const Ruleset& ruleset;  // as far as it is loaded
  toml::Diagnostics& diagnostics;
  const toml::Node* chosen = nullptr;  // `[parameters]` of the project: values by rule and name
  bool at_once = false;                // later layers define something, which may not go with what the build has parsed
  // Facts that were referred to since the caller cleared it; for finding circles.
  std::vector<std::size_t> facts_used = {};
};

// Reads a part of a rule or a fact when the ruleset is complete. Nothing is wrong with it: it goes with what the tests have loaded.
template <typename Read>
auto read_later(const Ruleset& ruleset, const Read& read) {
  static const SourceSet kNone;
  toml::Diagnostics none;
  Loading loading{.sources = kNone, .ruleset = ruleset, .diagnostics = none};
  return read(loading);
}

// Where a condition or a message stands: what it may ask about.
struct Context {
  Scope scope = Scope::container;
  bool bound = false;                                 // `setting.name` and `setting.value` mean something
  bool problem = false;                               // so does `{problem}`
  const std::vector<std::string>* between = nullptr;  // pairs: the roles that may precede a path in messages
};

// What a path may be, beside the path of a setting or a pattern over them, which it may always be.
struct PathUse {
  bool fact = true;
  bool anchor = false;  // a bare namespace, as a place
};

[[nodiscard]] std::optional<Path> load_path(const toml::Text& text, const Context& context, PathUse use, Loading& loading);
// All that could be loaded.
[[nodiscard]] std::vector<Path> load_paths(const std::vector<toml::Text>& texts, const Context& context, PathUse use, Loading& loading);

// Whether a rule, a parameter, or a part of a fact's name may be called so: lower-case letters, digits and '-', a letter first.
[[nodiscard]] bool is_name(std::string_view name);

// The index of a fact in the ruleset.
[[nodiscard]] std::optional<std::size_t> fact_named(std::string_view name, const Ruleset& ruleset);

[[nodiscard]] Matcher load_matcher(const toml::Node& node, const Path& path, const Context& context, Loading& loading);
[[nodiscard]] const Decoder* load_decoder(const toml::Text& name, Loading& loading);
// A word of a list of what is looked for, or the set that `@set` names, among what the decoder yields.
[[nodiscard]] Globs load_member(const toml::Text& text, const Path& path, const Decoder* decoder, Loading& loading);

[[nodiscard]] std::optional<Condition> load_condition(const toml::Node& table, const Context& context, Loading& loading);

[[nodiscard]] Message load_message(const toml::Text& text, const Context& context, Loading& loading);
[[nodiscard]] Wording load_wording(const std::vector<toml::Text>& texts, const Context& context, Loading& loading);

// A fact without its alternatives, so that other facts can refer to it; then the alternatives.
[[nodiscard]] Fact load_fact_head(const toml::Member& definition, Loading& loading);
[[nodiscard]] std::vector<Alternative> load_alternatives(const toml::Node& definition, const Fact& fact, Loading& loading);
// Reports circles, and chains too long to compute: `uses[i]` are the facts that fact i asks for.
void check_circles(const std::vector<std::vector<std::size_t>>& uses, Loading& loading);

// The parameters that a rule declares, with what the project chooses instead of them; and the rule with their values in place of
// `{parameter.NAME}`, outside of its examples, which are about the values that the rule has by itself.
[[nodiscard]] std::vector<Parameter> load_parameters(const toml::Member& definition, Loading& loading);
[[nodiscard]] toml::Node filled_in(const toml::Member& definition, const std::vector<Parameter>& parameters, Loading& loading);
// Reports what the project chooses for rules and parameters that there are not, and values of the wrong type.
void check_chosen(const toml::Node& chosen, const Ruleset& ruleset, toml::Diagnostics& diagnostics);

// What the readers of a rule's parts have to know of it.
struct RuleHead {
  std::string_view id;
  Each each = Each::container;
  Level level = Level::warning;
  bool checked = false;  // a check decides
};

// The keys of Words, in a rule, a variant and an entry of `same`.
inline constexpr std::array<std::string_view, 5> kWordsKeys = {"message", "pointer", "help", "at", "because"};

[[nodiscard]] std::optional<Level> load_level(const toml::Text& text, Loading& loading);
[[nodiscard]] Terms load_terms(toml::Fields& fields, const RuleHead& head, Loading& loading);
[[nodiscard]] Voice load_voice(toml::Fields& fields, const RuleHead& head, const Terms& terms, Loading& loading);
// The part that the conditions of such a rule are asked of.
[[nodiscard]] Scope scope_of(const RuleHead& head, const Terms& terms);

[[nodiscard]] Rule load_rule(const toml::Member& definition, Loading& loading);
// One that the build has parsed (toml/packed.h). Of one in parts only the head is read now, unless `loading.at_once`; the others refer to
// `loading.ruleset`.
[[nodiscard]] Rule load_packed_rule(const toml::PackedRule& packed, SourceId file, Loading& loading);

// In paths and lists of a rule with each = "setting": the name of the setting that it is about.
inline constexpr std::string_view kSettingName = "{setting.name}";

// Whether a word, which may hold `*`, names a transport of the table.
[[nodiscard]] bool names_transport(std::string_view word, const Transports& transports);

// A part of a string's span, where the file holds it as it is; else the whole span.
[[nodiscard]] Span part_of(const SourceSet& sources, Span whole, std::string_view part);

}  // namespace fabriclint
