// SPDX-License-Identifier: Apache-2.0
#include "text/glob.h"

#include <cstddef>
#include <cstring>

namespace fabriclint {

namespace {

// std::string_view::find is quadratic on periodic text; memmem (glibc, musl, BSD) is not.
std::size_t find_linear(std::string_view text, std::string_view part) {
  if (part.empty()) return 0;
  if (part.size() > text.size()) return std::string_view::npos;
  const void* hit = ::memmem(text.data(), text.size(), part.data(), part.size());
  return hit == nullptr ? std::string_view::npos : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  if (pattern == "*") return true;
  // Most names are matched with many patterns that begin otherwise.
  if (!pattern.empty() && pattern.front() != '*' && (text.empty() || text.front() != pattern.front())) return false;
  std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // Every part between two stars is taken at its first occurrence: that leaves the most text for the rest.
  while ((star = pattern.find('*')) != std::string_view::npos) {
    const std::size_t hit = find_linear(text, pattern.substr(0, star));
    if (hit == std::string_view::npos) return false;
    text.remove_prefix(hit + star);
    pattern.remove_prefix(star + 1);
  }
  return text.ends_with(pattern);
}

}  // namespace fabriclint
