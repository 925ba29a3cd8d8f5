// SPDX-License-Identifier: Apache-2.0
#include "model/deployment.h"

namespace fabriclint {

namespace {

// Of the entries whose prefix begins `path`, the first with the longest prefix; null when there is none.
template <typename Entry>
const Entry* longest(const std::vector<Entry>& entries, std::string_view path) {
  const Entry* found = nullptr;
  for (const Entry& entry : entries) {
    const bool may_begin = entry.prefix.empty() || (!path.empty() && entry.prefix.front() == path.front());  // most do not
    if (may_begin && path.starts_with(entry.prefix) && (found == nullptr || entry.prefix.size() > found->prefix.size())) found = &entry;
  }
  return found;
}

}  // namespace

const std::string* Part::gap(std::string_view path) const {
  const Gap* found = longest(gaps, path);
  return found == nullptr ? nullptr : &found->why;
}

Span Part::anchor(std::string_view path) const {
  const Anchor* found = longest(anchors, path);
  return found == nullptr ? span : found->at;
}

}  // namespace fabriclint
