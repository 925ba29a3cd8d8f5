// SPDX-License-Identifier: Apache-2.0
#include "report/snippet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "report/echo.h"
#include "report/glyph.h"
#include "report/link.h"
#include "report/paint.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMaxLabelText = 300;

struct Mark {
  Span at;
  std::string_view text;
  bool primary = false;
  std::uint32_t line = 1;
};

// The first byte of the code point that ends before `offset` > 0.
std::size_t before(std::string_view line, std::size_t offset) {
  std::size_t begin = offset - 1;
  while (begin > 0 && offset - begin < 4 && utf8::is_continuation(line[begin])) --begin;
  return begin + utf8::decode(line, begin).size == offset ? begin : offset - 1;
}

// Counts columns, and glyphs too: a line of combining marks has no width at all.
class Room {
 public:
  explicit Room(std::size_t columns) : columns_(columns), glyphs_(4 * columns) {}
  bool take(const Glyph& glyph) {
    if (glyph.width > columns_ || glyphs_ == 0) return false;
    columns_ -= glyph.width;
    --glyphs_;
    return true;
  }
  [[nodiscard]] std::size_t columns() const { return columns_; }

 private:
  std::size_t columns_;
  std::size_t glyphs_;
};

// The end of what fits into `room` from `begin` on.
std::size_t walk_right(std::string_view line, std::size_t begin, Room& room) {
  while (begin < line.size()) {
    const Glyph glyph = glyph_at(line, begin);
    if (!room.take(glyph)) break;
    begin += glyph.length;
  }
  return begin;
}

std::size_t walk_left(std::string_view line, std::size_t end, Room& room) {
  while (end > 0) {
    const std::size_t previous = before(line, end);
    if (!room.take(glyph_at(line, previous))) break;
    end = previous;
  }
  return end;
}

// Bytes of `line` around `from` that `width` columns hold, cut marks included.
LineMark window_around(std::string_view line, std::size_t from, std::size_t width) {
  Room whole(width);
  if (walk_right(line, 0, whole) == line.size()) return {0, line.size()};
  const std::size_t inner = width > 2 * kCut.size() + 4 ? width - 2 * kCut.size() : 4;
  Room right(inner);
  walk_right(line, from, right);
  Room left(std::max(inner / 4, right.columns()));
  const std::size_t begin = walk_left(line, from, left);
  Room room(inner);
  return {begin, std::max(walk_right(line, begin, room), std::min(from + 1, line.size()))};
}

std::vector<Mark> marks_of(const Finding& finding, const SourceSet& sources) {
  std::vector<Mark> marks = {{finding.at, finding.pointer, true, 1}};
  for (const Label& label : finding.labels) {
    if (label.at.source.index >= sources.size() || (label.at == finding.at && label.text == finding.pointer)) continue;
    marks.push_back({label.at, label.text, false, 1});
  }
  for (Mark& mark : marks) mark.line = line_of(sources[mark.at.source], mark.at.begin);
  const auto key = [&](const Mark& mark) {
    return std::tuple(mark.at.source != finding.at.source, std::string_view(sources[mark.at.source].name()), mark.at.source, mark.line,
                      mark.at.begin, !mark.primary, mark.at.end);
  };
  std::stable_sort(marks.begin(), marks.end(), [&](const Mark& a, const Mark& b) { return key(a) < key(b); });
  return marks;
}

struct Page {
  std::ostream& out;
  const Style& style;
  std::size_t gutter;
  Level level;

  void frame(std::string_view mark) const { out << std::string(gutter, ' ') << painted(style.color, kFrame, mark); }

  void source_line(std::uint32_t number, std::string_view text) const {
    out << painted(style.color, kFrame, fmt::format("{:>{}} |", number, gutter)) << (text.empty() ? "" : " ") << text << '\n';
  }

  void underline(std::size_t column, std::size_t width, const Mark& mark) const {
    std::string line(width, mark.primary ? '^' : '-');
    if (!mark.text.empty()) line += ' ' + echoed(mark.text, kMaxLabelText);
    frame(" | ");
    out << std::string(column, ' ') << painted(style.color, mark.primary ? paint_of(level) : kFrame, line) << '\n';
  }
};

// All marks of one source line, in order of their begin; as many excerpts as it takes.
void write_line(const Page& page, const Source& source, std::span<const Mark> marks) {
  const std::string_view line = source.line_text(marks.front().line);
  const auto line_begin = static_cast<std::size_t>(line.data() - source.text().data());  // past a byte order mark
  const auto in_line = [&](std::size_t offset) { return offset < line_begin ? 0 : offset - line_begin; };
  const std::size_t width = std::max<std::size_t>(page.style.width, page.gutter + 23) - page.gutter - 3;
  while (!marks.empty()) {
    std::vector<LineMark> places;
    for (const Mark& mark : marks) places.push_back({in_line(mark.at.begin), in_line(mark.at.end)});
    const Excerpt part = excerpt(line, places, width);
    page.source_line(marks.front().line, part.shown);
    for (std::size_t i = 0; i < part.at.size(); ++i) page.underline(part.at[i], part.width[i], marks[i]);
    marks = marks.subspan(part.at.size());
  }
}

}  // namespace

Excerpt excerpt(std::string_view line, const std::vector<LineMark>& marks, std::size_t width) {
  const auto clipped = [&](std::size_t offset) { return std::min(offset, line.size()); };
  const std::size_t first = marks.empty() ? 0 : clipped(marks.front().begin);
  const LineMark window = window_around(line, first, width);

  Excerpt result;
  std::vector<std::pair<std::size_t, std::size_t>> columns;  // of each glyph: its end in bytes, the column after it
  std::size_t column = 0;
  if (window.begin > 0) {
    result.shown = kCut;
    column = kCut.size();
  }
  const std::size_t margin = column;
  for (std::size_t i = window.begin; i < window.end;) {
    Glyph glyph = glyph_at(line, i);
    // A workflow command of GitHub's runner, see echo.h.
    if (glyph.shown == "[" && result.shown.ends_with("##")) glyph = {"\\x5b", 4, 1};
    result.shown += glyph.shown;
    i += glyph.length;
    column += glyph.width;
    columns.emplace_back(i, column);
  }
  if (window.end < line.size()) result.shown += kCut;
  while (window.end == line.size() && result.shown.ends_with(' ')) result.shown.pop_back();

  // The column at which the glyph that holds byte `offset` begins (`after` false), or after the glyph that holds byte offset - 1.
  const auto column_of = [&](std::size_t offset, bool after) {
    const auto glyph =
        std::partition_point(columns.begin(), columns.end(), [&](const auto& g) { return after ? g.first < offset : g.first <= offset; });
    if (after && glyph != columns.end()) return glyph->second;
    return glyph == columns.begin() ? margin : std::prev(glyph)->second;
  };
  for (const LineMark& mark : marks) {
    const std::size_t begin = clipped(mark.begin);
    const std::size_t end = std::max(begin, clipped(mark.end));
    const bool visible = begin >= window.begin && end <= window.end;
    if (!visible && !result.at.empty()) break;
    const std::size_t from = column_of(begin, false);
    const std::size_t to = end > begin ? column_of(std::min(end, window.end), true) : from;
    result.at.push_back(from);
    result.width.push_back(std::max<std::size_t>(1, to > from ? to - from : 1));
  }
  return result;
}

std::size_t write_snippet(std::ostream& out, const Finding& finding, const SourceSet& sources, const Style& style) {
  if (finding.at.source.index >= sources.size()) return 0;
  const std::vector<Mark> marks = marks_of(finding, sources);
  std::uint32_t last_line = 1;
  for (const Mark& mark : marks) last_line = std::max(last_line, mark.line);
  const Page page{out, style, std::to_string(last_line).size(), finding.level};

  const std::span<const Mark> all = marks;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t file_end = i;
    while (file_end < all.size() && all[file_end].at.source == all[i].at.source) ++file_end;
    const Source& source = sources[all[i].at.source];
    const Position start = source.position(i == 0 ? finding.at.begin : all[i].at.begin);
    if (i > 0) {
      page.frame(" |");
      out << '\n';
    }
    page.frame(i == 0 ? "--> " : "::: ");
    out << linked(style, source.name(), fmt::format("{}:{}:{}", echoed(source.name()), start.line, start.column)) << '\n';
    page.frame(" |");
    out << '\n';
    for (std::size_t line_end = i, previous = 0; i < file_end; i = line_end) {
      while (line_end < file_end && all[line_end].line == all[i].line) ++line_end;
      if (previous != 0 && all[i].line > previous + 1) out << painted(style.color, kFrame, kCut) << '\n';
      previous = all[i].line;
      write_line(page, source, all.subspan(i, line_end - i));
    }
  }
  return page.gutter;
}

}  // namespace fabriclint
