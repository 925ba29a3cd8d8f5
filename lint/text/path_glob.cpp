// SPDX-License-Identifier: Apache-2.0
#include "text/path_glob.h"

#include <algorithm>
#include <cstddef>

#include "text/glob.h"

namespace fabriclint {
namespace {

constexpr std::string_view kAnyDepth = "**";

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (!part.empty() && part != ".") parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

}  // namespace

PathGlob::PathGlob(std::string_view pattern) {
  const std::vector<std::string_view> parts = parts_of(pattern);
  if (parts.size() == 1 && pattern.front() != '/' && !pattern.starts_with("./")) parts_.emplace_back(kAnyDepth);
  parts_.insert(parts_.end(), parts.begin(), parts.end());
}

bool PathGlob::matches(std::string_view path) const {
  const std::vector<std::string_view> parts = parts_of(path);
  if (parts_.empty() || parts.empty()) return false;
  // A run of parts between two `**` has a fixed length, so taking each at its first occurrence leaves the most for the others.
  std::size_t at = 0;
  bool floating = false;
  for (std::size_t begin = 0; begin < parts_.size();) {
    if (parts_[begin] == kAnyDepth) {
      floating = true;
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < parts_.size() && parts_[end] != kAnyDepth) ++end;
    const std::size_t size = end - begin;
    const auto fits = [&](std::size_t from) {
      for (std::size_t i = 0; i < size; ++i) {
        if (!glob_matches(parts_[begin + i], parts[from + i])) return false;
      }
      return true;
    };
    while (at + size <= parts.size() && !fits(at)) {
      if (!floating) return false;
      ++at;
    }
    if (at + size > parts.size()) return false;
    at += size;
    floating = false;
    begin = end;
  }
  return true;  // what is left of the path lies below
}

}  // namespace fabriclint
