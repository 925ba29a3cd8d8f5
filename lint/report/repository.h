// SPDX-License-Identifier: Apache-2.0
// Where a run stands in the repository. Reports for machines and baselines name files from its root, so that the same check started
// elsewhere writes the same bytes.
#pragma once

#include <string>
#include <string_view>

namespace fabriclint {

struct Repository {
  std::string root = {};  // absolute, with a final slash; "" outside of any
  // The working directory below the root, with a final slash; "" at the root itself. Absolute when it lies elsewhere.
  std::string prefix = {};
};

// The name of a file as seen from the root: plain, and as a percent-encoded URI (uri.h). A file outside of the repository keeps its name.
[[nodiscard]] std::string path_in(const Repository& repository, std::string_view name);
[[nodiscard]] std::string uri_in(const Repository& repository, std::string_view name);

}  // namespace fabriclint
