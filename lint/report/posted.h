// SPDX-License-Identifier: Apache-2.0
// How a review bot knows what it has said: each comment ends with a hidden line that names its findings, and the comments of a pull request
// are read back as GitHub's API lists them. What others write there can keep findings from being repeated, and nothing else.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

// "<!-- fabriclint/v1 5f1c...:1 -->"; as many of the fingerprints as `max_bytes` hold.
[[nodiscard]] std::string marker(std::span<const std::string> fingerprints, std::size_t max_bytes);

// The fingerprints of a comment's last line, if that is a marker. No line before it counts: it may quote a manifest.
[[nodiscard]] std::vector<std::string_view> marked_in(std::string_view comment);

struct Posted {
  std::set<std::string, std::less<>> fingerprints;
  std::string problem;  // why it is no list of comments; else empty
};

// One JSON array of objects with a `body`, or several one behind the other, as `gh api --paginate` writes them, or arrays in an array.
[[nodiscard]] Posted read_posted(std::istream& in);

}  // namespace fabriclint
