// SPDX-License-Identifier: Apache-2.0
#include "report/model_table.h"

#include <algorithm>
#include <utility>

#include "report/glyph.h"
#include "report/paint.h"

namespace fabriclint {
namespace {

constexpr std::size_t kBetween = 2;  // blanks between two columns
constexpr std::size_t kNarrowest = 24;
constexpr std::size_t kWidestName = 40;
constexpr std::size_t kWidestOrigin = 72;
// What is wider than these does not widen its column, it moves what follows it on its own line: one long value would tear all others apart.
constexpr std::size_t kUsualValue = 32;
constexpr std::size_t kUsualOrigin = 40;
constexpr std::size_t kMostColumns = 4000;  // of one value, however much of it is asked for
constexpr std::string_view kDim = "2";
constexpr std::string_view kContinued =
    "| ";  // as wide as kBetween: stands before the second line of a text, so that none of it begins a line

// A piece of one line.
struct Piece {
  std::string shown;
  std::size_t width = 0;
};

// Takes glyphs one by one. Combining marks have no width, so glyphs are counted too.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  // As much as `columns` hold; at least one glyph.
  Piece take(std::size_t columns) {
    Piece piece;
    std::size_t glyphs = 4 * columns;
    for (bool first = true; !done(); first = false) {
      Glyph glyph = glyph_at(text_, at_);
      // The runner of GitHub Actions acts on "##[command]" anywhere in a line.
      if (glyph.shown == "[" && at_ >= 2 && text_.substr(at_ - 2, 2) == "##") glyph = {"\\x5b", 4, 1};
      if (!first && (piece.width + glyph.width > columns || glyphs == 0)) break;
      piece.shown += glyph.shown;
      piece.width += glyph.width;
      at_ += glyph.length;
      --glyphs;
    }
    return piece;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::size_t width_up_to(std::string_view text, std::size_t columns) {
  Cursor cursor(text);
  const std::size_t width = cursor.take(columns).width;
  return cursor.done() ? width : columns;
}

// The text on one line, cut where the columns end.
Piece cut(std::string_view text, std::size_t columns) {
  Cursor cursor(text);
  Piece piece = cursor.take(columns);
  if (cursor.done()) return piece;
  cursor.go_to(0);
  piece = cursor.take(columns - kCut.size());
  piece.shown += kCut;
  piece.width += kCut.size();
  return piece;
}

// The text on as many lines as it takes; a sentence is broken between words where there are any.
std::vector<Piece> wrapped_pieces(std::string_view text, std::size_t columns, bool sentence) {
  std::vector<Piece> lines;
  Cursor cursor(text);
  std::size_t taken = 0;
  while (!cursor.done()) {
    if (taken >= kMostColumns) {
      lines.push_back({std::string(kCut), kCut.size()});
      break;
    }
    const std::size_t begin = cursor.at();
    Piece piece = cursor.take(columns);
    if (sentence && !cursor.done()) {
      const std::size_t blank = text.substr(begin, cursor.at() - begin + 1).rfind(' ');
      if (blank != std::string_view::npos && blank > 0) {
        piece = Cursor(text.substr(begin, blank)).take(columns);
        cursor.go_to(begin + blank + 1);
      }
    }
    taken += std::max<std::size_t>(piece.width, 1);
    lines.push_back(std::move(piece));
  }
  return lines;
}

// Where the columns begin.
struct Columns {
  std::size_t value = 0;
  std::size_t origin = 0;
  std::size_t place = 0;
};

Columns columns_of(const std::vector<Row>& rows) {
  std::size_t name = 0;
  std::size_t value = 0;
  std::size_t origin = 0;
  const auto widen = [](std::size_t& column, std::size_t width, std::size_t usual) {
    if (width <= usual) column = std::max(column, width);
  };
  for (const Row& row : rows) {
    widen(name, row.indent + width_up_to(row.name, kWidestName + 1), kWidestName);
    widen(value, row.mark.size() + width_up_to(row.value, kUsualValue + 1), kUsualValue);
    widen(origin, width_up_to(row.origin, kUsualOrigin + 1), kUsualOrigin);
  }
  Columns columns;
  columns.value = name + kBetween;
  columns.origin = columns.value + value + (value > 0 ? kBetween : 0);
  columns.place = columns.origin + origin + (origin > 0 ? kBetween : 0);
  return columns;
}

// What a value may take of its line, so that origin and place still fit.
std::size_t room_for_value(const Row& row, const Columns& columns, const ModelStyle& style) {
  const std::size_t origin = width_up_to(row.origin, kWidestOrigin);
  const std::size_t place = width_up_to(row.place, style.width / 3);
  const std::size_t begin = std::max(columns.value, row.indent + width_up_to(row.name, style.width) + kBetween) + row.mark.size();
  const std::size_t others = begin + (origin > 0 ? origin + kBetween : 0) + (place > 0 ? place + kBetween : 0);
  return style.width > others + kNarrowest ? style.width - others : kNarrowest;
}

// One line of output, filled from the left; blanks are written only before something that follows.
class Line {
 public:
  Line(std::ostream& out, bool color) : out_(out), color_(color) {}
  void go_to(std::size_t column) { wanted_ = std::max(column, wanted_); }
  void put(const Piece& piece, std::string_view paint) {
    if (piece.shown.empty()) return;
    if (wanted_ > at_) out_ << std::string(wanted_ - at_, ' ');
    at_ = std::max(at_, wanted_);
    out_ << (paint.empty() ? piece.shown : painted(color_, paint, piece.shown));
    at_ += piece.width;
    wanted_ = at_;
  }
  // A column begins behind what stands before it, whatever that took.
  void next_column(std::size_t column) { wanted_ = at_ == 0 ? column : std::max(column, at_ + kBetween); }
  void end() { out_ << '\n'; }

 private:
  std::ostream& out_;
  bool color_;
  std::size_t at_ = 0;
  std::size_t wanted_ = 0;
};

void write_row(std::ostream& out, const Row& row, const Columns& columns, const ModelStyle& style) {
  const std::size_t room = room_for_value(row, columns, style);
  std::vector<Piece> values;
  if (row.sentence || style.all) {
    values = wrapped_pieces(row.value, room, row.sentence);
  } else if (!row.value.empty()) {
    values.push_back(cut(row.value, room));
  }
  const std::vector<Piece> origins = wrapped_pieces(row.origin, kWidestOrigin, true);
  for (std::size_t i = 0; i < std::max<std::size_t>({values.size(), origins.size(), 1}); ++i) {
    Line line(out, style.color);
    if (i == 0) {
      line.go_to(row.indent);
      line.put(cut(row.name, style.width), row.name_paint);
      line.next_column(columns.value);
      line.put({std::string(row.mark), row.mark.size()}, row.value_paint);
    } else if (i < values.size()) {
      line.go_to(columns.value - kContinued.size());
      line.put({std::string(kContinued), kContinued.size()}, kDim);
      line.go_to(columns.value + row.mark.size());
    }
    if (i < values.size()) line.put(values[i], row.value_paint);
    if (i == 0) {
      line.next_column(columns.origin);
    } else if (i < origins.size()) {
      line.next_column(columns.origin - kContinued.size());
      line.put({std::string(kContinued), kContinued.size()}, kDim);
    }
    if (i < origins.size()) line.put(origins[i], kDim);
    if (i == 0) {
      line.next_column(columns.place);
      line.put(cut(row.place, style.width), kDim);
    }
    line.end();
  }
}

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("_./-~^*?").find(c) != std::string_view::npos;
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

}  // namespace

void write_rows(std::ostream& out, const std::vector<Row>& rows, const ModelStyle& style) {
  const Columns columns = columns_of(rows);
  for (const Row& row : rows) write_row(out, row, columns, style);
}

std::string quoted_if_needed(std::string_view text) {
  const bool doubtful = text.empty() || text.front() == ' ' || text.back() == ' ' || text.front() == '"' || text.starts_with("? ");
  return doubtful ? quoted(text) : std::string(text);
}

std::string name_on_a_line(std::string_view name) {
  return name.empty() || !is_plain(name.front()) ? quoted(name) : std::string(name);
}

}  // namespace fabriclint
