// SPDX-License-Identifier: Apache-2.0
#include "launch/holed_text.h"

#include <algorithm>
#include <utility>

#include "text/utf8.h"

namespace fabriclint {
namespace {

// What stands at a hole: a byte that is ordinary to the shell.
constexpr std::string_view kFiller = "?";
constexpr std::size_t kLongestName = 80;

}  // namespace

void HoledText::append(const HoledText& tail) {
  const std::size_t shift = text.size();
  text.append(tail.text);
  for (const Hole& hole : tail.holes) holes.push_back({hole.at + shift, hole.why, hole.splits});
}

void HoledText::append(HoledText&& tail) {
  if (text.empty() && holes.empty()) {
    *this = std::move(tail);
  } else {
    append(static_cast<const HoledText&>(tail));
  }
}

void HoledText::split_holes() {
  for (Hole& hole : holes) hole.splits = true;
}

void HoledText::append_hole(std::string why, bool splits, Span where) {
  holes.push_back({text.size(), std::move(why), splits});
  text.append(where.empty() ? TracedText::made(kFiller) : TracedText::decoded(kFiller, where));
}

HoledText HoledText::slice(std::size_t begin, std::size_t end) const {
  HoledText part(text.slice(begin, end));
  const auto before = [](const Hole& hole, std::size_t offset) { return hole.at < offset; };
  for (auto at = std::lower_bound(holes.begin(), holes.end(), begin, before); at != holes.end() && at->at < end; ++at) {
    part.holes.push_back({at->at - begin, at->why, at->splits});
  }
  return part;
}

TracedText HoledText::known_prefix() const {
  return holes.empty() ? text : text.slice(0, holes.front().at);
}

Word HoledText::to_word(Span span) const {
  Word word;
  word.text = known_prefix();
  word.span = span;
  if (!holes.empty()) {
    word.unknown = holes.front().why;
    word.open = std::any_of(holes.begin(), holes.end(), [](const Hole& hole) { return hole.splits; });
  }
  return word;
}

HoledText holed(const Value& value, Span where) {
  HoledText text;
  if (value.state == State::unknown) {
    text.append_hole(value.why, false, where);
  } else if (!value.items.empty()) {
    text.text = value.items.front();
  }
  return text;
}

std::string quoted_name(std::string_view name) {
  if (name.size() <= kLongestName) return "'" + std::string(name) + "'";
  std::size_t end = kLongestName;
  while (end > 0 && utf8::is_continuation(name[end])) --end;
  return "'" + std::string(name.substr(0, end)) + "...'";
}

}  // namespace fabriclint
