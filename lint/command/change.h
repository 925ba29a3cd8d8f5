// SPDX-License-Identifier: Apache-2.0
// A change as the command line names it: the diff of a file, of standard input, or from git.
#pragma once

#include <istream>
#include <string>
#include <vector>

#include "command/options.h"
#include "diff/unified_diff.h"

namespace fabriclint {

struct Change {
  Diff diff;
  std::vector<std::string> untracked;  // files that are wholly new and not in the diff
  std::string prefix;                  // what makes a name relative to the folder that the paths of the diff are relative to
  std::string name;                    // of the diff, for messages
  bool lenient = false;                // git compared other bytes than the files hold (attributes can have it so): no reason to stop
  std::string problem;                 // why it cannot be used; else empty
};

// `prefix`: of the working directory in the repository.
[[nodiscard]] Change read_change(const ChangeOptions& options, const std::string& prefix, std::istream& in);

}  // namespace fabriclint
