// SPDX-License-Identifier: Apache-2.0
// A small set of hashes that may say yes wrongly and never no: each bit stands for many of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace fabriclint {

template <std::size_t kWords>
class HashMarks {
 public:
  void add(std::uint64_t hash) { words_[word_of(hash)] |= bit_of(hash); }
  void add(const HashMarks& others) {
    for (std::size_t word = 0; word < kWords; ++word) words_[word] |= others.words_[word];
  }
  // False when the hash was never added.
  [[nodiscard]] bool may_have(std::uint64_t hash) const { return (words_[word_of(hash)] & bit_of(hash)) != 0; }

 private:
  // The high bits: a product carries into them from all the others.
  static std::size_t word_of(std::uint64_t hash) { return (hash >> 56U) % kWords; }
  static std::uint64_t bit_of(std::uint64_t hash) { return std::uint64_t{1} << ((hash >> 50U) & 63U); }

  std::array<std::uint64_t, kWords> words_ = {};
};

}  // namespace fabriclint
