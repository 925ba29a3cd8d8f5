// SPDX-License-Identifier: Apache-2.0
// libyaml says where things are as code-point indexes, the rest of the program as byte offsets. Offsets converts: the identity for ASCII
// files; otherwise a walk from the mark before or from one of the checkpoints set every 64 code points, so that any mark costs O(1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fabriclint::yaml {

class Offsets {
 public:
  // `text` is what libyaml read: the bytes after a byte order mark, whose size is `base`.
  Offsets(std::string_view text, std::uint32_t base);

  // Byte offset in the file of the code point with this index; the end of the file for an index past it.
  [[nodiscard]] std::uint32_t of(std::size_t index);

 private:
  std::string_view text_;
  std::uint32_t base_ = 0;
  std::vector<std::uint32_t> checkpoints_;  // empty for ASCII
  std::size_t last_index_ = 0;
  std::size_t last_offset_ = 0;
};

}  // namespace fabriclint::yaml
