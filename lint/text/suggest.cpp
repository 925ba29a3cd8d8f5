// SPDX-License-Identifier: Apache-2.0
#include "text/suggest.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace fabriclint {

namespace {

constexpr std::size_t kLongest = 64;

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

std::size_t common_beginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

std::size_t suggestion_cutoff(std::size_t longer_size) {
  return std::max<std::size_t>(1, longer_size / 3);
}

std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b, std::size_t cutoff) {
  if (a.size() > kLongest || b.size() > kLongest) return std::nullopt;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > cutoff) return std::nullopt;
  // What both begin or end with changes nothing.
  while (!a.empty() && !b.empty() && lower(a.front()) == lower(b.front())) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && lower(a.back()) == lower(b.back())) a.remove_suffix(1), b.remove_suffix(1);
  // Three rows of the usual table: a swap looks two rows back.
  using Row = std::array<std::size_t, kLongest + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = lower(a[i - 1]);
      const char y = lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (x == y ? 0U : 1U)});
      if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // A swap reaches back past this row, at the cost of one: only a row that is worse than that ends the search.
    if (least > cutoff + 1) return std::nullopt;
    before = last;
    last = row;
  }
  return last[b.size()] <= cutoff ? std::optional(last[b.size()]) : std::nullopt;
}

std::optional<std::string> suggest(std::string_view word, std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  std::size_t best_distance = kLongest;
  for (const std::string_view candidate : candidates) {
    if (candidate == word) continue;
    const std::size_t cutoff = std::min(suggestion_cutoff(std::max(word.size(), candidate.size())), best_distance);
    const auto distance = edit_distance(word, candidate, cutoff);
    if (!distance) continue;
    if (best && *distance == best_distance && common_beginning(word, candidate) <= common_beginning(word, *best)) continue;
    best = candidate;
    best_distance = *distance;
  }
  return best ? std::optional<std::string>(*best) : std::nullopt;
}

std::optional<std::string> suggest(std::string_view word, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return suggest(word, std::span<const std::string_view>(views));
}

}  // namespace fabriclint
