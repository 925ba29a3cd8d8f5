// SPDX-License-Identifier: Apache-2.0
// Reports on a change, made by hand: the sample of a report, and a diff of its files.
#pragma once

#include <cstddef>
#include <string>

#include "report/review.h"
#include "sample.h"

namespace fabriclint::sample {

struct ReviewSample {
  Sample sample;
  Review review;
  std::string diff;  // as git would write it

  [[nodiscard]] Report report() const;
};

// Findings with and without a fix, inside and outside of the hunks, with labels in another file.
[[nodiscard]] ReviewSample suggestions();
// More findings than one review has comments.
[[nodiscard]] ReviewSample many(std::size_t findings);
// File names, values and fixes that try to speak for the bot.
[[nodiscard]] ReviewSample hostile_change();

}  // namespace fabriclint::sample
