// SPDX-License-Identifier: Apache-2.0
// A rule as loaded from TOML: what it says, why, when it applies, what must hold, where to point, and the examples that prove it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "rule/condition.h"
#include "rule/deferred.h"
#include "rule/message.h"
#include "rule/path.h"
#include "text/span.h"
#include "toml/node.h"

namespace fabriclint {

struct Check;

// One `[[rule.ID.example]]`: a manifest with `# expect: rule-id` on the lines where findings belong; none for an example that stays silent.
struct Example {
  std::string title;
  std::string manifest;
  std::string assume;  // a project file that states what the manifest cannot; empty: none
  Span span;           // the manifest text in the TOML file; without its quotes where the file holds it byte for byte
};

// What a rule is about: every part of a kind, every setting it names, or every two containers of opposite roles.
enum class Each : std::uint8_t { deployment, component, container, connector, setting, pair };
// The level of those parts; settings have any.
[[nodiscard]] constexpr Scope scope_of(Each each) {
  return each == Each::deployment  ? Scope::deployment
         : each == Each::component ? Scope::component
         : each == Each::connector ? Scope::connector
                                   : Scope::container;
}

// What a finding says and where. A variant has a whole one of its own: the rule's, with what it replaces.
struct Words {
  Wording message;
  Wording pointer;
  Wording help;
  std::vector<Path> at;
  std::vector<Path> because;  // facts
};

struct Variant {
  Condition where;
  Level level = Level::warning;
};

struct LabelTemplate {
  Path at;
  Message text;
};

// What the ends of a pair must agree in.
struct Agreement {
  Path path;
  const Decoder* decoder = nullptr;
  std::vector<Globs> share;        // not empty: one of these elements in common, or none at either end, is agreement
  bool absent_satisfies = false;   // an end without it agrees with any other
  bool absent_is_default = false;  // an end without the variable has the catalogue's default
  std::optional<Condition> where;  // must hold of both ends, beside the rule's
  std::optional<Level> level;      // instead of the rule's and its variants'
};

// When a rule applies, and what must hold then.
struct Terms {
  std::vector<Path> settings;  // each = setting
  std::optional<Condition> when;
  std::optional<Condition> where;
  std::optional<Condition> require;
  std::optional<Condition> forbid;
  bool absent_satisfies = false;     // of `require`
  bool when_asks_setting = false;    // each = setting: `when` may hold of one and not of another
  std::vector<std::string> between;  // each = pair: two roles
  std::vector<Agreement> same;
  std::vector<Path> alike;   // each = pair: ends that differ in one of these are no pair
  std::optional<Path> role;  // each = pair: the fact `role`
  std::vector<Variant> variants;
};

// What its findings say.
struct Voice {
  Words words;
  std::vector<Words> variants;             // of Terms::variants
  std::vector<std::optional<Words>> same;  // of Terms::same: what an agreement says instead of the rule and its variants
  std::vector<LabelTemplate> labels;
};

// A value that a project may replace: `[rule.ID.parameter.NAME]`, `{parameter.NAME}` in what the rule says.
struct Parameter {
  std::string name;
  std::string summary;
  toml::Node preset;                 // what the rule says
  std::optional<toml::Node> chosen;  // what the project says instead

  [[nodiscard]] const toml::Node& value() const { return chosen ? *chosen : preset; }
};

struct Rule {
  std::string id;       // "ucx-tls-no-rdma"
  std::string subject;  // the folder it lives in: "ucx"
  std::string ruleset;  // off unless this name is enabled (optional.h); empty: always on
  bool suppressible = true;
  Level level = Level::warning;
  std::string summary;  // one sentence
  std::string why;      // Markdown: consequence first, then mechanism
  std::string help;     // of several ways to say it the last, which holds in any case
  std::vector<std::string> references;
  std::string since;
  std::vector<Example> examples;
  std::vector<Parameter> parameters;
  Span span;  // its header in the TOML file

  const Check* check = nullptr;  // set: the check decides, and there are no terms
  Each each = Each::container;
  Deferred<Terms> terms;
  Deferred<Voice> voice;
};

// Of all that a rule may say.
struct LevelRange {
  Level weakest = Level::note;
  Level strongest = Level::error;
};
[[nodiscard]] LevelRange levels_of(const Rule& rule);
// "note", or "note to error".
[[nodiscard]] std::string name_of(const LevelRange& levels);

}  // namespace fabriclint
