// SPDX-License-Identifier: Apache-2.0
// The pages of `fabriclint explain` about the catalogue: a variable, a library of variables, a type of values.
#pragma once

#include <ostream>
#include <string_view>

#include "rule/ruleset.h"

namespace fabriclint {

// Each says whether it knows the name.
bool explain_variable(const Ruleset& ruleset, std::string_view name, std::ostream& out);
bool explain_library(const Ruleset& ruleset, std::string_view name, std::ostream& out);
bool explain_value_type(std::string_view name, std::ostream& out);

}  // namespace fabriclint
