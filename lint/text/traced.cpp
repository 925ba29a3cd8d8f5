// SPDX-License-Identifier: Apache-2.0
#include "text/traced.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace fabriclint {

TracedText TracedText::verbatim(std::string_view text, Span where) {
  TracedText traced;
  traced.append_verbatim(text, where);
  return traced;
}

TracedText TracedText::decoded(std::string_view text, Span where) {
  TracedText traced;
  traced.append_decoded(text, where);
  return traced;
}

TracedText TracedText::made(std::string_view text) {
  TracedText traced;
  traced.append_piece(text, {});
  return traced;
}

void TracedText::append_piece(std::string_view text, Piece piece) {
  if (text.empty()) return;
  piece.begin = static_cast<std::uint32_t>(text_.size());
  const bool is_first = text_.empty();
  text_.append(text);
  if (is_first) {
    first_ = piece;
    return;
  }
  Piece& last = further_.empty() ? first_ : further_.back();
  const bool alike = last.exact == piece.exact && last.placed == piece.placed && last.whole == piece.whole;
  if (alike && !piece.placed) return;
  if (alike && !piece.exact && last.where == piece.where) return;
  if (alike && piece.exact && last.where.source == piece.where.source && last.where.end == piece.where.begin) {
    last.where.end = piece.where.end;
    return;
  }
  further_.push_back(piece);
}

void TracedText::append_verbatim(std::string_view text, Span where) {
  assert(where.size() == text.size());
  append_piece(text, {.where = where, .exact = true, .placed = true});
}

void TracedText::append_decoded(std::string_view text, Span where) {
  append_piece(text, {.where = where, .exact = false, .placed = true});
}

void TracedText::append(TracedText&& tail) {
  if (empty()) {
    *this = std::move(tail);
  } else {
    append(static_cast<const TracedText&>(tail));
  }
}

void TracedText::append(const TracedText& tail) {
  if (empty()) {
    *this = tail;
    return;
  }
  if (&tail == this) {
    append(TracedText(tail));
    return;
  }
  const std::string_view text = tail.text_;
  for (std::size_t n = 0; n < tail.pieces(); ++n) {
    const std::size_t begin = tail.piece(n).begin;
    append_piece(text.substr(begin, tail.end_of_piece(n) - begin), tail.piece(n));
  }
}

std::size_t TracedText::piece_at(std::size_t index) const {
  const auto next = std::upper_bound(further_.begin(), further_.end(), index,
                                     [](std::size_t offset, const Piece& piece) { return offset < piece.begin; });
  return static_cast<std::size_t>(next - further_.begin());
}

Span TracedText::place_in(std::size_t n, std::size_t begin, std::size_t end) const {
  const Piece& own = piece(n);
  Span where = own.where;
  if (!own.exact) return where;
  where.end = where.begin + static_cast<std::uint32_t>(std::min(end_of_piece(n), end) - own.begin);
  where.begin += static_cast<std::uint32_t>(std::max<std::size_t>(own.begin, begin) - own.begin);
  return where;
}

TracedText TracedText::slice(std::size_t begin, std::size_t end) const {
  end = std::min(end, text_.size());
  TracedText part;
  if (begin >= end) return part;
  const std::string_view text = text_;
  for (std::size_t n = piece_at(begin); n < pieces() && piece(n).begin < end; ++n) {
    Piece cut = piece(n);
    const std::size_t from = std::max<std::size_t>(cut.begin, begin);
    const std::size_t to = std::min(end_of_piece(n), end);
    cut.where = place_in(n, begin, end);
    part.append_piece(text.substr(from, to - from), cut);
  }
  return part;
}

TracedText TracedText::within(const TracedText& whole) const {
  TracedText outer;
  const std::string_view text = text_;
  for (std::size_t n = 0; n < pieces(); ++n) {
    const Piece& own = piece(n);
    const std::string_view bytes = text.substr(own.begin, end_of_piece(n) - own.begin);
    if (!own.placed) {
      outer.append(made(bytes));
      continue;
    }
    const TracedText written = whole.slice(own.where.begin, own.where.end);
    if (own.exact) {
      outer.append(written);
    } else if (written.has_place()) {
      outer.append(decoded(bytes, written.span()));
    } else {
      outer.append(made(bytes));
    }
  }
  return outer;
}

void TracedText::tie(Span whole) {
  if (first_.placed) first_.whole = whole.begin;
  for (Piece& piece : further_) {
    if (piece.placed) piece.whole = whole.begin;
  }
}

bool TracedText::has_place() const {
  return !empty() && (first_.placed || std::any_of(further_.begin(), further_.end(), [](const Piece& piece) { return piece.placed; }));
}

Span TracedText::span(std::size_t begin, std::size_t end) const {
  const Piece* first = nullptr;
  Span span;
  end = std::min(end, text_.size());
  if (begin >= end) return span;
  for (std::size_t n = piece_at(begin); n < pieces() && piece(n).begin < end; ++n) {
    const Piece& own = piece(n);
    if (!own.placed) continue;
    const Span where = place_in(n, begin, end);
    if (first == nullptr) {
      first = &own;
      span = where;
    } else if (where.source == span.source && own.whole == first->whole && where.begin >= span.end) {
      span.end = where.end;
    }
  }
  return span;
}

TracedText::Place TracedText::place(std::size_t index) const {
  if (index >= text_.size()) return {};
  const Piece& own = piece(piece_at(index));
  Place place{.where = own.where, .exact = own.exact, .placed = own.placed};
  if (own.exact) {
    place.where.begin += static_cast<std::uint32_t>(index - own.begin);
    place.where.end = place.where.begin + 1;
  }
  return place;
}

}  // namespace fabriclint
