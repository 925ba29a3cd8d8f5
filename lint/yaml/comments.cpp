// SPDX-License-Identifier: Apache-2.0
#include "yaml/comments.h"

#include <algorithm>

#include "yaml/breaks.h"

namespace fabriclint::yaml {

std::vector<Span> find_comments(const Stream& stream, std::string_view text) {
  const std::vector<Opaque>& opaque = stream.opaque;
  const std::size_t begin = stream.read.begin;
  text = text.substr(0, stream.read.end);
  std::vector<Span> comments;
  std::size_t next = 0;
  std::size_t at = text.find('#', begin);
  while (at != std::string_view::npos) {
    while (next < opaque.size() && opaque[next].end <= at) ++next;
    if (next < opaque.size() && opaque[next].begin <= at) {
      at = text.find('#', opaque[next].end);
      continue;
    }
    if (at > begin && !is_blank(text[at - 1]) && break_size_before(text, at) == 0) {
      at = text.find('#', at + 1);
      continue;
    }
    const std::size_t stop = next_break(text, at);
    comments.push_back({.source = stream.read.source, .begin = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(stop)});
    at = text.find('#', stop);
  }
  return comments;
}

}  // namespace fabriclint::yaml
