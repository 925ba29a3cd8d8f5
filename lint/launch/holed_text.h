// SPDX-License-Identifier: Apache-2.0
// Text of which parts are not known: a script with a variable from a Secret in it, a word that ends in the output of a command. Each
// unknown part is a hole, which takes one byte of the text so that offsets stay simple, and says why it is not known. Everything in launch/
// cuts and joins holed texts; only what leaves it becomes a Word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "launch/launch.h"
#include "text/traced.h"

namespace fabriclint {

struct Hole {
  std::size_t at = 0;
  std::string why;
  bool splits = false;  // unquoted: the shell would split what stands here into words, or drop it when it is empty
};

struct HoledText {
  TracedText text;
  std::vector<Hole> holes;  // in order

  HoledText() = default;
  explicit HoledText(TracedText known) : text(std::move(known)) {}

  [[nodiscard]] bool is_known() const { return holes.empty(); }
  // What it costs to copy this text, in bytes.
  [[nodiscard]] std::size_t weight() const { return text.size() + 64 * holes.size(); }

  void append(const HoledText& tail);
  void append(HoledText&& tail);
  // Says of all holes that the shell would split what stands there.
  void split_holes();
  // `where`: what is written where the unknown part would stand.
  void append_hole(std::string why, bool splits, Span where);
  [[nodiscard]] HoledText slice(std::size_t begin, std::size_t end) const;
  // The text before the first hole.
  [[nodiscard]] TracedText known_prefix() const;
  [[nodiscard]] Word to_word(Span span) const;
};

// One text: a value from the manifest, known or not.
[[nodiscard]] HoledText holed(const Value& value, Span where);

// A name in a sentence, shortened when somebody made it huge.
[[nodiscard]] std::string quoted_name(std::string_view name);

// As expand_kubernetes, but a reference to an unknown variable becomes a hole. `limit`: the weight that the result may have.
[[nodiscard]] HoledText expand_references(const TracedText& text, const Environment& visible, std::size_t limit);

}  // namespace fabriclint
