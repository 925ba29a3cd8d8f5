// SPDX-License-Identifier: Apache-2.0
// What a suppression covers, by where its comment stands:
//
//   after content    the line, and the scalars that begin or end on it: a block scalar below its header, a quoted one above its last line
//   on its own line  the entry or item that begins on the next line with content, with everything in it
//   at a "---"       the document: after it on its line, or above it
//   after a lone "-" the item
//
// So a comment that is put behind the reported line, or above it, always covers what is reported there. A line break is what YAML takes
// for one. It knows nothing of what comments say.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "text/span.h"
#include "yaml/node.h"

namespace fabriclint {

// The first and the last offset; a finding may be about the empty place at the end of a line, so the end counts.
struct Extent {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool contains(std::uint32_t offset) const { return begin <= offset && offset <= end; }
};

inline constexpr Extent kWholeFile{0, std::numeric_limits<std::uint32_t>::max()};

// One file, made ready to be asked about many comments.
class Layout {
 public:
  // Both must outlive it.
  Layout(std::string_view text, const yaml::Stream& stream);

  // Ask in the order of the text: comments that stack above one node then cost no more than one.
  [[nodiscard]] Extent covered_by(Span comment);
  // Whether nothing but blanks stands before the comment.
  [[nodiscard]] bool on_own_line(Span comment) const;

 private:
  // Everything that begins somewhere, in the order of the text and the outer one first: entries, items, and values that are no block
  // collections (the first entry of such a one begins where it does).
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  void add_document(const yaml::Node& root);
  void add_value(const yaml::Node& node);
  void add_children(const yaml::Node& node);

  [[nodiscard]] Extent below(std::uint32_t comment_end);
  [[nodiscard]] Extent next_node(std::uint32_t from) const;
  [[nodiscard]] Extent line_with_scalars(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] const yaml::Document* document_at(std::uint32_t marker) const;

  std::string_view text_;
  const yaml::Stream* stream_;
  std::vector<Place> places_;
  std::vector<Place> scalars_;
  // The last answer of below(), which holds for every comment between these two.
  Place asked_;
  Extent answer_;
};

}  // namespace fabriclint
