// SPDX-License-Identifier: Apache-2.0
// A span says where in which file something was written. It is two byte offsets and a file number, twelve bytes, so that every node and
// every value can carry one; lines and columns are made from it only when a person or a format asks (see source.h).
#pragma once

#include <compare>
#include <cstdint>

namespace fabriclint {

// The number of a Source in its SourceSet. Numbers are handed out in the order in which files are added.
struct SourceId {
  std::uint32_t index = 0;
  auto operator<=>(const SourceId&) const = default;
};

// Bytes begin..end (end excluded) of one source. An empty span marks a place between two bytes.
struct Span {
  SourceId source;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  auto operator<=>(const Span&) const = default;
};

}  // namespace fabriclint
