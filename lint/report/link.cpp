// SPDX-License-Identifier: Apache-2.0
#include "report/link.h"

#include "report/uri.h"

namespace fabriclint {

std::string linked(const Style& style, std::string_view path, std::string_view shown) {
  if (style.folder.empty()) return std::string(shown);
  std::string out = "\x1b]8;;file:///";
  out += relative_uri(path.starts_with('/') ? std::string(path) : style.folder + std::string(path));
  out += "\x1b\\";
  out += shown;
  out += "\x1b]8;;\x1b\\";
  return out;
}

}  // namespace fabriclint
