// SPDX-License-Identifier: Apache-2.0
#include "yaml/offsets.h"

#include <algorithm>

#include "text/utf8.h"

namespace fabriclint::yaml {

namespace {
constexpr std::size_t kStride = 64;
}

Offsets::Offsets(std::string_view text, std::uint32_t base) : text_(text), base_(base) {
  if (utf8::is_ascii(text)) return;
  checkpoints_.reserve(text.size() / kStride + 1);
  std::size_t index = 0;
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (utf8::is_continuation(text[offset])) continue;
    if (index++ % kStride == 0) checkpoints_.push_back(static_cast<std::uint32_t>(offset));
  }
}

std::uint32_t Offsets::of(std::size_t index) {
  if (checkpoints_.empty()) return base_ + static_cast<std::uint32_t>(std::min(index, text_.size()));
  if (index < last_index_ || index - last_index_ > kStride) {
    const std::size_t checkpoint = std::min(index / kStride, checkpoints_.size() - 1);
    last_index_ = checkpoint * kStride;
    last_offset_ = checkpoints_[checkpoint];
  }
  while (last_index_ < index && last_offset_ < text_.size()) {
    ++last_index_;
    do {
      ++last_offset_;
    } while (last_offset_ < text_.size() && utf8::is_continuation(text_[last_offset_]));
  }
  return base_ + static_cast<std::uint32_t>(last_offset_);
}

}  // namespace fabriclint::yaml
