// SPDX-License-Identifier: Apache-2.0
// A file as it was before a diff, made from what it is now. It also proves that the diff is about this state of the file: when one line of
// it is not there, every line number of the diff is worthless (typically a merge commit was checked out, and the diff is of the branch).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "diff/unified_diff.h"

namespace fabriclint {

struct Reversed {
  std::string text;
  std::uint32_t misfit = 0;  // the line of the diff that does not fit; 0: all do
  std::uint32_t line = 0;    // the line of the file where it should stand
};

// `now`: the text of the file, empty for one that was deleted. Line ends are not compared: git may have changed them in the working tree.
[[nodiscard]] Reversed text_before(const FileDiff& file, std::string_view now);

}  // namespace fabriclint
