// SPDX-License-Identifier: Apache-2.0
// What the words of one command start: an engine, a shell with a script of its own, or something else. Wrappers (exec, numactl, mpirun, uv
// run, a launcher nobody has heard of) are not listed: an engine is recognised wherever its words stand, except among the arguments of
// commands that take words as data (echo, grep).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "launch/shell_expand.h"
#include "vocabulary/engine.h"

namespace fabriclint {

struct Started {
  enum class Kind : std::uint8_t {
    other,    // nothing that matters here
    engine,   // `engine`; its arguments begin at `next`
    shell,    // the script is word `at`; its $0, $1, ... begin at `next`
    unknown,  // cannot be told: `why`
  };
  Kind kind = Kind::other;
  std::size_t at = 0;  // the word that showed it
  std::size_t next = 0;
  std::string engine;
  std::string why;
  std::vector<Assignment> assignments;  // by `env X=v` and `mpirun -x X=v` before it
};

// False when no word could be the program or the module of an engine, wherever a command began.
[[nodiscard]] bool may_name_engine(std::span<const shell::Field> words, const Engines& engines);
[[nodiscard]] Started what_starts(std::span<const shell::Field> words, const Engines& engines);

// The part after the last '/'.
[[nodiscard]] std::string_view base_name(std::string_view path);

}  // namespace fabriclint
