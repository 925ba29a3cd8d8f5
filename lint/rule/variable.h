// SPDX-License-Identifier: Apache-2.0
// What the catalogue says about the variable that a rule with each = "setting" is about: `variable.known`, `variable.problem`, ... One
// explicit table lists the properties (variable.cpp). Each is computed when a rule asks for it, once for each setting.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "model/setting.h"
#include "vocabulary/decoder.h"
#include "vocabulary/value_type.h"

namespace fabriclint {

enum class VariableProperty : std::uint8_t {
  known,
  library,
  type,
  problem,
  problem_kind,
  expects,
  instead,
  invalid,
  otherwise,
  summary,
  dead,
  replaced_by,
  since,
  until,
  critical,
  read_by,
  similar,
};

struct VariablePropertyName {
  std::string_view name;  // behind "variable."
  VariableProperty property = VariableProperty::known;
  std::string_view summary;
};
[[nodiscard]] std::span<const VariablePropertyName> variable_properties();

// The variable whose setting has this path; empty when it is no variable's.
[[nodiscard]] std::string_view variable_of(std::string_view path);

class VariableView {
 public:
  VariableView(const Setting& setting, const Vocabulary& vocabulary);

  // Unknown only where it depends on a value that is not known.
  [[nodiscard]] const Value& ask(VariableProperty property);
  // The part of the value that is wrong and what to write for it, when it is not the whole value; else null.
  [[nodiscard]] const std::shared_ptr<const DecodedItem>& culprit();

 private:
  // What is wrong with the value, and with which part of it.
  struct Judged {
    std::optional<Mistake> mistake;
    std::shared_ptr<const DecodedItem> culprit;
  };
  const Judged& judged();
  [[nodiscard]] Judged judge() const;
  Value compute(VariableProperty property);

  const Setting& setting_;
  const Vocabulary& vocabulary_;
  std::string_view name_;
  const Variable* entry_ = nullptr;
  // Apart, for most variables are not listed, and then nobody asks more of them.
  std::unique_ptr<const Judged> judged_;
  std::map<VariableProperty, Value> values_;  // those that were asked for
};

}  // namespace fabriclint
