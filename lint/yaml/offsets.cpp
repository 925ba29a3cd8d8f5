// SPDX-License-Identifier: Apache-2.0
#include "yaml/offsets.h"

#include <algorithm>

#include "text/utf8.h"

namespace fabriclint::yaml {

namespace {

constexpr std::size_t kStride = 64;

}  // namespace

Offsets::Offsets(std::string_view text, std::uint32_t base) : text_(text), base_(base) {
  if (utf8::is_ascii(text)) return;
  checkpoints_.reserve(text.size() / kStride + 1);
  for (std::size_t offset = 0; offset < text.size(); offset = utf8::advance(text, offset, kStride)) {
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
  last_offset_ = utf8::advance(text_, last_offset_, index - last_index_);
  last_index_ = index;
  return base_ + static_cast<std::uint32_t>(last_offset_);
}

}  // namespace fabriclint::yaml
