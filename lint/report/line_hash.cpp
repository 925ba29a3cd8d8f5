// SPDX-License-Identifier: Apache-2.0
#include "report/line_hash.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <map>
#include <optional>

#include "text/utf8.h"

namespace fabriclint {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kFactor = 37;

constexpr std::uint64_t power(std::uint64_t base, std::size_t exponent) {
  std::uint64_t result = 1;
  for (; exponent > 0; --exponent) result *= base;
  return result;
}
constexpr std::uint64_t kOldest = power(kFactor, kWindow);

class RollingHash {
 public:
  void feed(std::uint16_t unit) {
    if (unit == ' ' || unit == '\t' || (after_cr_ && unit == '\n')) {
      after_cr_ = false;
      return;
    }
    after_cr_ = unit == '\r';
    if (after_cr_) unit = '\n';
    emit_if_marked();
    if (at_line_start_) {
      at_line_start_ = false;
      lines_.emplace_back();
      mark_[index_] = lines_.size() - 1;
    }
    if (unit == '\n') at_line_start_ = true;
    update(unit);
  }

  std::vector<LineHash> finish() {
    feed(0xFFFF);  // the end counts as a character
    for (std::size_t i = 0; i < kWindow; ++i) {
      emit_if_marked();
      update(0);
    }
    return std::move(lines_);
  }

 private:
  void emit_if_marked() {
    std::optional<std::size_t>& mark = mark_[index_];
    if (!mark) return;
    lines_[*mark] = {hash_, ++seen_[hash_]};
    mark.reset();
  }

  void update(std::uint16_t unit) {
    hash_ = kFactor * hash_ + unit - kOldest * window_[index_];
    window_[index_] = unit;
    index_ = index_ + 1 < kWindow ? index_ + 1 : 0;
  }

  std::array<std::uint16_t, kWindow> window_{};
  std::array<std::optional<std::size_t>, kWindow> mark_{};  // index of the line that began there
  std::size_t index_ = 0;
  std::uint64_t hash_ = 0;
  bool at_line_start_ = true;
  bool after_cr_ = false;
  std::map<std::uint64_t, std::uint32_t> seen_;  // ordered: hashes of a hostile file may all fall into one bucket
  std::vector<LineHash> lines_;
};

// The bytes that a decoder of Node.js replaces by one U+FFFD: the longest beginning of a valid sequence, else one byte (WHATWG Encoding).
std::size_t broken_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 1;
  for (std::size_t i = 1; i < length; ++i) {
    if (i == bytes.size() || !utf8::is_continuation(bytes[i])) return i;
    // Overlong forms, surrogates and what is above U+10FFFF show in the second byte.
    const bool barred = (lead == 0xE0 && at(1) < 0xA0) || (lead == 0xED && at(1) > 0x9F) || (lead == 0xF0 && at(1) < 0x90) ||
                        (lead == 0xF4 && at(1) > 0x8F);
    if (barred) return 1;
  }
  return length;
}

}  // namespace

std::vector<LineHash> line_hashes(std::string_view text) {
  RollingHash rolling;
  for (std::size_t i = 0; i < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[i]); byte < 0x80) {
      rolling.feed(byte);
      ++i;
      continue;
    }
    const utf8::Step point = utf8::decode(text, i);
    i += point.valid ? point.size : broken_length(text.substr(i));
    if (!point.valid) {
      rolling.feed(0xFFFD);
    } else if (point.code_point < 0x10000) {
      rolling.feed(static_cast<std::uint16_t>(point.code_point));
    } else {
      rolling.feed(static_cast<std::uint16_t>(0xD800 + ((point.code_point - 0x10000) >> 10)));
      rolling.feed(static_cast<std::uint16_t>(0xDC00 + ((point.code_point - 0x10000) & 0x3FF)));
    }
  }
  return rolling.finish();
}

std::string to_string(const LineHash& hash) {
  return fmt::format("{:x}:{}", hash.hash, hash.occurrence);
}

}  // namespace fabriclint
