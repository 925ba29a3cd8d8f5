// SPDX-License-Identifier: Apache-2.0
// Asks git what changed since a branch left another. What the repository says must not run code: a pull request brings attributes and
// files, and a clone may bring a configuration. So external diff programs, text converters, filters, the file system monitor, hooks, pagers
// and every transport are switched off, and git never writes. Git itself is found in PATH.
#pragma once

#include <string>
#include <vector>

namespace fabriclint {

struct GitChange {
  std::string prefix;                  // the working directory below the top of the repository, "recipes/" or ""
  std::string diff;                    // paths are from the top
  std::vector<std::string> untracked;  // files that git does not know and does not ignore, from the top
  std::string problem;                 // why there is no answer and what to do; may hold words of git
};

// From the merge base of `ref` and HEAD to the working tree, with three lines of context.
[[nodiscard]] GitChange change_since(const std::string& ref);

}  // namespace fabriclint
