// SPDX-License-Identifier: Apache-2.0
// Which variables a part of a script may set, told from its text alone. A loop or a function may have set them before any of its commands
// is executed, so the reader has to know them beforehand.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "launch/shell_syntax.h"

namespace fabriclint::shell {

// The first word of a simple command as written in `text`, the script.
[[nodiscard]] std::string_view command_name(const Command& command, std::string_view text);

// `export`, `local` and their like, whose arguments are assignments.
[[nodiscard]] bool is_declaration(std::string_view name);
// `export -n`, `declare +x`: whether the option keeps variables from processes.
[[nodiscard]] bool takes_export_back(std::string_view declaration, std::string_view option);
// A command that does not fail in any start-up script that gets as far as its engine: what follows it behind && is executed.
[[nodiscard]] bool usually_succeeds(std::string_view name);
// `read` and its like, which set the variables that they are told.
[[nodiscard]] bool is_reader(std::string_view name);

// The variables that a command and its children may set, as far as their names are written. Marks that are no names: exported_mark() of
// those that it exports, unset_mark() of those that it removes, "-a" for `set -a`, "@" for `set --` and `shift`.
void names_set(const Command& command, std::string_view text, std::set<std::string>& names);
[[nodiscard]] std::string exported_mark(std::string_view name);
[[nodiscard]] std::string unset_mark(std::string_view name);
// The variables that the calls of the functions of a script set for them: `X=1 f`.
void names_given(const Command& script, std::string_view text, std::set<std::string>& names);
// Those of `X = 1, Y++`.
void names_set_in_arithmetic(std::string_view text, std::set<std::string>& names);

}  // namespace fabriclint::shell
