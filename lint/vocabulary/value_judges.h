// SPDX-License-Identifier: Apache-2.0
// The judges of the value types, by the file they stand in. Internal to value_type.cpp and value_*.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/catalogue.h"
#include "vocabulary/value_type.h"

namespace fabriclint {

using Judged = std::optional<Mistake>;

// value_integer.cpp: C's strtoll, base 0.
Judged judge_integer(const TracedText& value, const Variable& variable);
Judged judge_number(const TracedText& value, const Variable& variable);

// value_enum.cpp
Judged judge_enum(const TracedText& value, const Variable& variable);
Judged judge_enum_list(const TracedText& value, const Variable& variable);
Judged judge_ucx_enum_list(const TracedText& value, const Variable& variable);
Judged judge_strict_boolean(const TracedText& value, const Variable& variable);

// value_ucx_switch.cpp
Judged judge_ucx_boolean(const TracedText& value, const Variable& variable);
Judged judge_ucx_ternary(const TracedText& value, const Variable& variable);
Judged judge_ucx_ternary_auto(const TracedText& value, const Variable& variable);
Judged judge_ucx_on_off_auto(const TracedText& value, const Variable& variable);

// value_ucx_number.cpp
Judged judge_ucx_memunits(const TracedText& value, const Variable& variable);
Judged judge_ucx_memunits_keyed(const TracedText& value, const Variable& variable);
Judged judge_ucx_uint(const TracedText& value, const Variable& variable);
Judged judge_ucx_ulunits(const TracedText& value, const Variable& variable);
Judged judge_ucx_int(const TracedText& value, const Variable& variable);
Judged judge_ucx_hex(const TracedText& value, const Variable& variable);
Judged judge_ucx_range(const TracedText& value, const Variable& variable);
Judged judge_ucx_bandwidth(const TracedText& value, const Variable& variable);
Judged judge_ucx_double(const TracedText& value, const Variable& variable);
Judged judge_ucx_time(const TracedText& value, const Variable& variable);

// value_nccl.cpp
Judged judge_nccl_level(const TracedText& value, const Variable& variable);
Judged judge_nccl_algo(const TracedText& value, const Variable& variable);
Judged judge_nccl_name_list(const TracedText& value, const Variable& variable);
Judged judge_interface_name(const TracedText& value, const Variable& variable);

// value_text.cpp
Judged judge_nothing(const TracedText& value, const Variable& variable);
Judged judge_json_object(const TracedText& value, const Variable& variable);

// What they share, in value_type.cpp.

// "'true' is none of a, b, c".
std::string none_of(std::string_view value, std::string_view words);
// "a, b, c".
std::string joined(const std::vector<std::string>& words);
// What a word that says yes or no in some language says; nothing for any other text.
std::optional<bool> said(std::string_view word);

}  // namespace fabriclint
