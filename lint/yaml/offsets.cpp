// SPDX-License-Identifier: Apache-2.0
#include "yaml/offsets.h"

#include <algorithm>

#include "text/utf8.h"

namespace fabriclint::yaml {

namespace {

constexpr std::size_t kStride = 64;
constexpr std::size_t kBlock = 8;  // bytes that are looked at together

// Where `count` code points further on is, from the code point at `offset`; the end when there are fewer.
std::size_t advance(std::string_view text, std::size_t offset, std::size_t count) {
  while (count > 0 && offset < text.size()) {
    // Most of a file is ASCII, even when not all of it is.
    if (count >= kBlock && text.size() - offset >= kBlock && utf8::is_ascii(text.substr(offset, kBlock))) {
      offset += kBlock;
      count -= kBlock;
      continue;
    }
    --count;
    do {
      ++offset;
    } while (offset < text.size() && utf8::is_continuation(text[offset]));
  }
  return offset;
}

}  // namespace

Offsets::Offsets(std::string_view text, std::uint32_t base) : text_(text), base_(base) {
  if (utf8::is_ascii(text)) return;
  checkpoints_.reserve(text.size() / kStride + 1);
  for (std::size_t offset = 0; offset < text.size(); offset = advance(text, offset, kStride)) {
    checkpoints_.push_back(static_cast<std::uint32_t>(offset));
  }
}

std::uint32_t Offsets::of(std::size_t index) {
  if (checkpoints_.empty()) return base_ + static_cast<std::uint32_t>(std::min(index, text_.size()));
  if (index < last_index_ || index - last_index_ > kStride) {
    const std::size_t checkpoint = std::min(index / kStride, checkpoints_.size() - 1);
    last_index_ = checkpoint * kStride;
    last_offset_ = checkpoints_[checkpoint];
  }
  last_offset_ = advance(text_, last_offset_, index - last_index_);
  last_index_ = index;
  return base_ + static_cast<std::uint32_t>(last_offset_);
}

}  // namespace fabriclint::yaml
