// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the candidate nearest to a misspelt word, if any is near enough to be believed. Distance is Damerau-Levenshtein (insert,
// delete, replace, swap neighbours; optimal string alignment), without regard to ASCII case. Bytes, not code points: the names compared
// here are identifiers. A word of more than 64 bytes is never looked up, so the cost is at most 4096 steps for each candidate.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fabriclint {

// How far two words may be apart to be suggested for each other: a third of the longer one, at least 1.
[[nodiscard]] std::size_t suggestion_cutoff(std::size_t longer_size);

// The edit distance of two words if it is at most `cutoff`.
[[nodiscard]] std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b, std::size_t cutoff);

// The nearest candidate within the cutoff; of equally near ones the one with the longest common beginning, then the first. A candidate
// equal to the word is no suggestion.
[[nodiscard]] std::optional<std::string> suggest(std::string_view word, std::span<const std::string_view> candidates);
[[nodiscard]] std::optional<std::string> suggest(std::string_view word, std::span<const std::string> candidates);

}  // namespace fabriclint
