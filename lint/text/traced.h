// SPDX-License-Identifier: Apache-2.0
// Traced text is a string in which every byte remembers where in the files it was written. A quoted YAML scalar, a word of a shell script
// inside a block scalar, a key of the JSON inside that word, and a value that came through an expanded variable are all traced texts, so a
// finding about any of them points at that very word. Each later stage cuts and joins traced texts and never computes an offset itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace fabriclint {

class TracedText {
 public:
  TracedText() = default;

  // Text that stands in the file byte for byte at `where` (where.size() == text.size()).
  static TracedText verbatim(std::string_view text, Span where);
  // Text that was decoded from `where` as a whole (an escape sequence, a folded break): every byte of it is owed to the whole span.
  static TracedText decoded(std::string_view text, Span where);
  // Text that no file holds (a default of the operator, a literal of a rule).
  static TracedText made(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  void append(const TracedText& tail);
  void append(TracedText&& tail);
  // The same as appending verbatim() and decoded().
  void append_verbatim(std::string_view text, Span where);
  void append_decoded(std::string_view text, Span where);
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  // Bytes begin..end of this text, each with its own place.
  [[nodiscard]] TracedText slice(std::size_t begin, std::size_t end) const;
  [[nodiscard]] TracedText slice(std::size_t begin) const { return slice(begin, text_.size()); }

  // This text, whose places are offsets in `whole` (of a document inside a document), with the places that `whole` has there.
  [[nodiscard]] TracedText within(const TracedText& whole) const;

  // Declares that all places of this text lie in one thing that was written at `whole` (a scalar): span() bridges the gaps between its
  // pieces (indentation, quotes), and never the gap to a piece of another thing.
  void tie(Span whole);

  // True when some file holds at least a part of this text.
  [[nodiscard]] bool has_place() const;
  // Where the text was written: from its first placed byte to the last byte that continues it in the same source in increasing order,
  // and in the same whole where tie() named one. A text joined from several places yields the first of them: "a$(B)c" yields all of
  // the word that was written, not the place of B. Without a place: an empty span of source 0.
  [[nodiscard]] Span span() const { return span(0, size()); }
  // The same for the bytes begin..end: what slice() would say.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

  // The place of one byte: one byte long where the file holds that very byte (`exact`), else the span the byte is owed to.
  struct Place {
    Span where;
    bool exact = false;   // the file holds this byte at where.begin
    bool placed = false;  // false: no file holds it
  };
  [[nodiscard]] Place place(std::size_t index) const;

 private:
  static constexpr std::uint32_t kUntied = 0xFFFFFFFF;

  // A run of bytes with one kind of place; it ends where the next piece begins. `exact`: its n-th byte stands at where.begin + n.
  struct Piece {
    std::uint32_t begin = 0;        // offset in text_
    std::uint32_t whole = kUntied;  // offset in the file of the thing it was written in
    Span where;
    bool exact = false;
    bool placed = false;
  };
  void append_piece(std::string_view text, Piece piece);
  [[nodiscard]] std::size_t pieces() const { return text_.empty() ? 0 : 1 + further_.size(); }
  [[nodiscard]] const Piece& piece(std::size_t n) const { return n == 0 ? first_ : further_[n - 1]; }
  [[nodiscard]] std::size_t end_of_piece(std::size_t n) const { return n < further_.size() ? further_[n].begin : text_.size(); }
  [[nodiscard]] std::size_t piece_at(std::size_t index) const;
  // Where the bytes begin..end of the n-th piece stand, as far as they belong to it.
  [[nodiscard]] Span place_in(std::size_t n, std::size_t begin, std::size_t end) const;

  std::string text_;
  Piece first_;  // most texts have but one, and there are many texts
  std::vector<Piece> further_;
};

// A place to point at when a text is empty but was written somewhere (`value: ""`) is kept by the caller (Origin in model/setting.h).

}  // namespace fabriclint
