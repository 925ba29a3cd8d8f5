// SPDX-License-Identifier: Apache-2.0
// File names in the headers of a diff: git writes names with unusual characters in C quotes, and before each name "a/" and "b/", other
// letters (diff.mnemonicPrefix) or nothing (diff.noprefix).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fabriclint {

// As they stand in the diff, with their prefixes.
struct DiffNames {
  std::string before;
  std::string after;
};

// What follows "diff --git ". Nothing when it cannot be told where the first name ends; then other lines of the header name the file.
[[nodiscard]] std::optional<DiffNames> names_of_git_line(std::string_view rest);

// What follows "--- ", "+++ ", "rename to ": a name in quotes, or up to a tab (a time stamp follows in plain diffs). Nothing for bad
// quotes.
[[nodiscard]] std::optional<std::string> name_of_line(std::string_view rest);

inline constexpr std::string_view kNoFile = "/dev/null";

// Without the prefixes, when both have those that belong together; the file that is missing counts for either.
[[nodiscard]] DiffNames without_prefixes(DiffNames names);

}  // namespace fabriclint
