// SPDX-License-Identifier: Apache-2.0
// Patterns over paths, as people know them from .gitignore: `*` stands for any run of bytes within one part of a path, `**` for any number
// of parts. A pattern without a slash inside may match at any depth ("generated", "*.tmp.yaml"), one with a slash is a path from the top
// ("examples/*", "/generated"). What matches a folder matches everything below it. Nothing else is special. Time is at most the product of
// the sizes of pattern and path: nothing backtracks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

class PathGlob {
 public:
  explicit PathGlob(std::string_view pattern);
  // `path` is relative to the top, with forward slashes and without "." or "..".
  [[nodiscard]] bool matches(std::string_view path) const;

 private:
  std::vector<std::string> parts_;
};

}  // namespace fabriclint
