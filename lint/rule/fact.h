// SPDX-License-Identifier: Apache-2.0
// A fact is something the files imply and do not say: a name, ordered alternatives, and for each the value it gives, the condition that
// must hold and the evidence. Facts are computed when something asks for them (facts.h); this is what the ruleset says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/setting.h"
#include "rule/condition.h"
#include "rule/deferred.h"
#include "rule/message.h"

namespace fabriclint {

struct Alternative {
  Value value;                     // a literal
  std::optional<Path> copied;      // or the value of this setting or fact
  std::optional<Condition> where;  // none: it always holds
  std::vector<Path> at;
  Message because;
};

struct Fact {
  enum class Values : std::uint8_t { boolean, text, listed };
  std::string name;
  std::string summary;
  Scope each = Scope::container;
  Values values = Values::text;
  std::vector<std::string> listed;
  std::optional<Value> otherwise;
  Deferred<std::vector<Alternative>> alternatives;
  Span span;  // its header in the TOML file

  [[nodiscard]] bool may_be(std::string_view value) const;
};

}  // namespace fabriclint
