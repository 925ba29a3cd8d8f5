// SPDX-License-Identifier: Apache-2.0
// The pages of `fabriclint explain` about names that messages use and that are defined by what the tables and rules say of them: instance
// types, network devices, mistaken names of transports, and any other word.
#pragma once

#include <ostream>
#include <string_view>

#include "rule/ruleset.h"

namespace fabriclint {

// Each says whether it knows the name.
bool explain_instance(const Ruleset& ruleset, std::string_view name, std::ostream& out);
bool explain_device(const Ruleset& ruleset, std::string_view name, std::ostream& out);
bool explain_mistaken_transport(const Ruleset& ruleset, std::string_view name, std::ostream& out);
// A word without a page of its own: the sets that hold it, and what rules say of it.
bool explain_word(const Ruleset& ruleset, std::string_view word, std::ostream& out);

}  // namespace fabriclint
