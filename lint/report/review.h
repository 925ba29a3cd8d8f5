// SPDX-License-Identifier: Apache-2.0
// What a review of a change needs to know beside the findings.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diff/unified_diff.h"

namespace fabriclint {

// A file of the change, as a viewer shows it.
struct ReviewFile {
  std::string path;              // from the root of the repository
  std::vector<LineRange> hunks;  // where comments may stand
};

struct Review {
  std::vector<std::optional<ReviewFile>> files;  // one for each source
  std::set<std::string, std::less<>> posted;     // fingerprints that earlier comments carry
  std::string commit;                            // that the comments are about; may be empty
};

}  // namespace fabriclint
