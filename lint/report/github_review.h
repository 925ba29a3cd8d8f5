// SPDX-License-Identifier: Apache-2.0
// The findings as the body of one request to GitHub: POST /repos/OWNER/REPO/pulls/NUMBER/reviews. GitHub refuses a whole review, without
// saying why, when one comment stands outside the hunks of the pull request; so only what surely lies in one becomes a comment, and the
// rest is listed in the text of the review. Comments that were posted before (Review::posted) are left out; when nothing is left, `body` is
// empty and `comments` is `[]`, and there is nothing to post.
#pragma once

#include <cstddef>
#include <ostream>

#include "report/report.h"

namespace fabriclint {

inline constexpr std::size_t kMaxComments = 30;        // strongest first
inline constexpr std::size_t kMaxListed = 40;          // findings without a comment that the text lists; more are counted
inline constexpr std::size_t kMaxReviewBody = 65'536;  // GitHub's limit, in characters; kept in bytes here

// Without `report.review` everything is listed in the text.
void write_github_review(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
