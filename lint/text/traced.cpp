// SPDX-License-Identifier: Apache-2.0
#include "text/traced.h"

#include <algorithm>
#include <cassert>

namespace fabriclint {

TracedText TracedText::verbatim(std::string_view text, Span where) {
  assert(where.size() == text.size());
  TracedText traced;
  traced.append_piece(text, {.where = where, .exact = true, .placed = true});
  return traced;
}

TracedText TracedText::decoded(std::string_view text, Span where) {
  TracedText traced;
  traced.append_piece(text, {.where = where, .exact = false, .placed = true});
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
  text_.append(text);
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    const bool alike = last.exact == piece.exact && last.placed == piece.placed && last.whole == piece.whole;
    if (alike && !piece.placed) return;
    if (alike && !piece.exact && last.where == piece.where) return;
    if (alike && piece.exact && last.where.source == piece.where.source && last.where.end == piece.where.begin) {
      last.where.end = piece.where.end;
      return;
    }
  }
  pieces_.push_back(piece);
}

void TracedText::append(const TracedText& tail) {
  if (&tail == this) {
    append(TracedText(tail));
    return;
  }
  const std::string_view text = tail.text_;
  for (std::size_t n = 0; n < tail.pieces_.size(); ++n) {
    const std::size_t begin = tail.pieces_[n].begin;
    const std::size_t end = n + 1 < tail.pieces_.size() ? tail.pieces_[n + 1].begin : text.size();
    append_piece(text.substr(begin, end - begin), tail.pieces_[n]);
  }
}

std::size_t TracedText::piece_at(std::size_t index) const {
  const auto next =
      std::upper_bound(pieces_.begin(), pieces_.end(), index, [](std::size_t offset, const Piece& piece) { return offset < piece.begin; });
  return static_cast<std::size_t>(next - pieces_.begin()) - 1;
}

TracedText TracedText::slice(std::size_t begin, std::size_t end) const {
  end = std::min(end, text_.size());
  TracedText part;
  if (begin >= end) return part;
  const std::string_view text = text_;
  for (std::size_t n = piece_at(begin); n < pieces_.size() && pieces_[n].begin < end; ++n) {
    const std::size_t piece_end = n + 1 < pieces_.size() ? pieces_[n + 1].begin : text.size();
    const std::size_t from = std::max<std::size_t>(pieces_[n].begin, begin);
    const std::size_t to = std::min(piece_end, end);
    Piece piece = pieces_[n];
    if (piece.exact) {
      piece.where.end = piece.where.begin + static_cast<std::uint32_t>(to - pieces_[n].begin);
      piece.where.begin += static_cast<std::uint32_t>(from - pieces_[n].begin);
    }
    part.append_piece(text.substr(from, to - from), piece);
  }
  return part;
}

TracedText TracedText::within(const TracedText& whole) const {
  TracedText outer;
  const std::string_view text = text_;
  for (std::size_t n = 0; n < pieces_.size(); ++n) {
    const Piece& piece = pieces_[n];
    const std::size_t end = n + 1 < pieces_.size() ? pieces_[n + 1].begin : text.size();
    const std::string_view bytes = text.substr(piece.begin, end - piece.begin);
    if (!piece.placed) {
      outer.append(made(bytes));
      continue;
    }
    const TracedText written = whole.slice(piece.where.begin, piece.where.end);
    if (piece.exact) {
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
  for (Piece& piece : pieces_) {
    if (piece.placed) piece.whole = whole.begin;
  }
}

bool TracedText::has_place() const {
  return std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) { return piece.placed; });
}

Span TracedText::span() const {
  const Piece* first = nullptr;
  Span span;
  for (const Piece& piece : pieces_) {
    if (!piece.placed) continue;
    if (first == nullptr) {
      first = &piece;
      span = piece.where;
    } else if (piece.where.source == span.source && piece.whole == first->whole && piece.where.begin >= span.end) {
      span.end = piece.where.end;
    }
  }
  return span;
}

TracedText::Place TracedText::place(std::size_t index) const {
  if (index >= text_.size()) return {};
  const Piece& piece = pieces_[piece_at(index)];
  Place place{.where = piece.where, .exact = piece.exact, .placed = piece.placed};
  if (piece.exact) {
    place.where.begin += static_cast<std::uint32_t>(index - piece.begin);
    place.where.end = place.where.begin + 1;
  }
  return place;
}

}  // namespace fabriclint
