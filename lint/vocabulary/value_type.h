// SPDX-License-Identifier: Apache-2.0
// The grammars of variables' values, each as the variable's reader has it, with all that a lenient reader lets pass: what is called a
// mistake here is one for every release that matters. One explicit table lists the types (value_type.cpp); the judges stand in
// value_*.cpp. UCX's were compared with the functions of libucs 1.13.1 (ucs_config_sscanf_*) over the texts of the tests.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "text/traced.h"

namespace fabriclint {

struct Variable;

// What is wrong with a value.
struct Mistake {
  std::string kind;                   // boolean, integer, range, enum, list, size, number, time, name, json
  std::string clause;                 // "'true' is none of y, yes, n, no, on, off, 1, 0"
  std::string instead;                // what to write, when that is certain
  std::optional<TracedText> element;  // the part that is wrong, when it is not the whole value
};

struct ValueType {
  std::string_view name;
  std::string_view summary;       // in words, for `fabriclint explain`
  bool has_values = false;        // the variable lists its words or keys
  bool has_range = false;         // the variable may have a least and a greatest value
  std::string_view expects = {};  // the legal values; empty: the variable's words, or anything
  std::optional<Mistake> (*judge)(const TracedText& value, const Variable& variable) = nullptr;

  // Whether a value can be wrong at all.
  [[nodiscard]] bool judges() const;
};

// In order of their names.
[[nodiscard]] std::span<const ValueType> value_types();
[[nodiscard]] const ValueType* value_type_named(std::string_view name);

// What is wrong with a value, and what to write: what the variable's `instead` says comes before what the type knows.
[[nodiscard]] std::optional<Mistake> judge_value(const TracedText& value, const Variable& variable);

// The legal values in words: "y, yes, n, no, on, off, 1, 0"; empty when anything is legal.
[[nodiscard]] std::string expects_of(const Variable& variable);

}  // namespace fabriclint
