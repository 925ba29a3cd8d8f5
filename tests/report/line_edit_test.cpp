// SPDX-License-Identifier: Apache-2.0
#include "report/line_edit.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace fabriclint;

namespace {

// One file and a finding whose fix is being made.
struct Mended {
  SourceSet sources;
  Finding finding;

  explicit Mended(std::string text) {
    sources.add("f.yaml", std::move(text));
    finding.fix = Fix{"Mend it.", {}};
  }
  Mended& edit(std::uint32_t begin, std::uint32_t end, std::string text) {
    finding.fix->edits.push_back({{{0}, begin, end}, std::move(text)});
    return *this;
  }
  // Replaces the first occurrence of a text.
  Mended& replace(std::string_view old, std::string text) {
    const std::size_t at = sources[{0}].text().find(old);
    REQUIRE(at != std::string_view::npos);
    return edit(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + old.size()), std::move(text));
  }
  [[nodiscard]] std::vector<LineEdit> lines() const { return line_edits(sources, finding); }
};

using Lines = std::vector<LineEdit>;

std::string applied(std::string text, const std::vector<Edit>& edits) {
  for (std::size_t i = edits.size(); i-- > 0;) {
    const Span& at = edits[i].at;
    text.replace(at.begin, at.size(), edits[i].text);
  }
  return text;
}

// As a reviewer's "apply suggestion" does it.
std::string applied(const Source& source, const std::vector<LineEdit>& edits) {
  std::string text(source.text());
  for (std::size_t i = edits.size(); i-- > 0;) {
    const std::string_view last = source.line_text(edits[i].last);
    const auto begin = static_cast<std::size_t>(source.line_text(edits[i].first).data() - source.text().data());
    const auto end = static_cast<std::size_t>(last.data() - source.text().data()) + last.size();
    text.replace(begin, end - begin, edits[i].text);
  }
  return text;
}

std::string without_final_break(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

bool same_but_final_break(const std::string& a, const std::string& b) {
  return a == b || without_final_break(a) == b || a == without_final_break(b);
}

}  // namespace

TEST_CASE("a changed word becomes its whole line, without the break") {
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("2", "8").lines() == Lines{{2, 2, "b: 8"}});
  CHECK(Mended("a: 1\nb: 2").replace("2", "8").lines() == Lines{{2, 2, "b: 8"}});
}

TEST_CASE("edits of one line are one replacement, of different lines several") {
  CHECK(Mended("a: [x, y]\nb: z\n").replace("x", "1").replace("y", "2").replace("z", "3").lines() ==
        Lines{{1, 1, "a: [1, 2]"}, {2, 2, "b: 3"}});
}

TEST_CASE("an edit over several lines replaces all of them, and lines that stay are left out") {
  CHECK(Mended("a:\n  - x\n  - y\nb: 1\n").replace("x\n  - y", "z").lines() == Lines{{2, 3, "  - z"}});
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("b: 2\n", "B: 2\n").lines() == Lines{{2, 2, "B: 2"}});
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("a: 1\nb: 2\nc: 3\n", "a: 1\nB: 2\nc: 3\n").lines() == Lines{{2, 2, "B: 2"}});
}

TEST_CASE("inserted lines come with the line before which they stand, or behind the last") {
  CHECK(Mended("a: 1\nb: 2\n").edit(5, 5, "new: 0\n").lines() == Lines{{2, 2, "new: 0\nb: 2"}});
  CHECK(Mended("a: 1\nb: 2\n").edit(10, 10, "c: 3\n").lines() == Lines{{2, 2, "b: 2\nc: 3"}});
  CHECK(Mended("a: 1\nb: 2\n").edit(10, 10, "c: 3").lines() == Lines{{2, 2, "b: 2\nc: 3"}});
  CHECK(Mended("a: 1\nb: 2").edit(9, 9, "\nc: 3").lines() == Lines{{2, 2, "b: 2\nc: 3"}});
  CHECK(Mended("a: 1\n").edit(5, 5, "b: 2\n").edit(5, 5, "c: 3\n").lines() == Lines{{1, 1, "a: 1\nb: 2\nc: 3"}});
}

TEST_CASE("deleted lines take a neighbour along") {
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("b: 2\n", "").lines() == Lines{{2, 3, "c: 3"}});
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("c: 3\n", "").lines() == Lines{{2, 3, "b: 2"}});
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("b: 2\nc: 3\n", "").lines() == Lines{{1, 3, "a: 1"}});
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("1", "0").replace("c: 3\n", "").lines() == Lines{{1, 1, "a: 0"}, {2, 3, "b: 2"}});
  // The neighbour changes too.
  CHECK(Mended("a: 1\nb: 2\nc: 3\n").replace("2", "0").replace("c: 3\n", "").lines() == Lines{{2, 3, "b: 0"}});
}

TEST_CASE("an emptied line stays as an empty line") {
  CHECK(Mended("a: 1\nb\nc: 3\n").replace("b", "").lines() == Lines{{2, 2, ""}});
  CHECK(Mended("a: 1\n\nc: 3\n").replace("c: 3\n", "").lines() == Lines{{2, 3, ""}});
}

TEST_CASE("CRLF stays CRLF, also in the text of an edit that knows only LF") {
  CHECK(Mended("a: 1\r\nb: 2\r\nc: 3\r\n").replace("2", "8").lines() == Lines{{2, 2, "b: 8"}});
  CHECK(Mended("a: 1\r\nb: 2\r\n").edit(6, 6, "n: 0\n").lines() == Lines{{2, 2, "n: 0\r\nb: 2"}});
  CHECK(Mended("a: 1\r\nb: 2\r\n").edit(12, 12, "n: 0\r\n").lines() == Lines{{2, 2, "b: 2\r\nn: 0"}});
  CHECK(Mended("a: 1\r\nb: 2\r\nc: 3\r\n").replace("b: 2\r\n", "").lines() == Lines{{2, 3, "c: 3"}});
}

TEST_CASE("characters outside of ASCII and a byte order mark are kept") {
  CHECK(Mended("args: [\xc3\xa9, --tp, \"8\"] # \xf0\x9f\x98\x80\n").replace("\"8\"", "\"4\"").lines() ==
        Lines{{1, 1, "args: [\xc3\xa9, --tp, \"4\"] # \xf0\x9f\x98\x80"}});
  CHECK(Mended("\xef\xbb\xbf\xe4\xbd\xa0: 1\nb: 2\n").replace("1", "\xe5\xa5\xbd").lines() == Lines{{1, 1, "\xe4\xbd\xa0: \xe5\xa5\xbd"}});
}

TEST_CASE("a fix of which a part is wrong is refused as a whole") {
  const std::string text = "a: 1\r\n\xc3\xa9: 2\nc: 3\n";
  const auto refused = [&](std::vector<Edit> edits) {
    Mended mended(text);
    mended.sources.add("other.yaml", "x: y\n");
    // Alone, the first edit is fine.
    mended.edit(3, 4, "8");
    REQUIRE(mended.lines().size() == 1);
    for (Edit& edit : edits) mended.finding.fix->edits.push_back(std::move(edit));
    return usable_edits(mended.sources, mended.finding).empty() && mended.lines().empty() && !joined_edit(mended.sources, mended.finding);
  };
  const auto size = static_cast<std::uint32_t>(text.size());
  CHECK(!refused({{{{0}, size - 2, size - 1}, "4"}}));
  CHECK(refused({{{{0}, 3, 5}, "x"}}));                           // overlaps the first
  CHECK(refused({{{{0}, 0, 1}, "x"}}));                           // out of order
  CHECK(refused({{{{0}, size, size + 1}, "x"}}));                 // behind the end
  CHECK(refused({{{{0}, size - 1, size - 2}, "x"}}));             // ends before it begins
  CHECK(refused({{{{1}, size - 2, size - 1}, "x"}}));             // another file
  CHECK(refused({{{{9}, size - 2, size - 1}, "x"}}));             // no file
  CHECK(refused({{{{0}, 5, 6}, "x"}}));                           // through a CRLF
  CHECK(refused({{{{0}, 7, 8}, "x"}}));                           // through a character
  CHECK(refused({{{{0}, size - 2, size - 1}, "\x1b[31m"}}));      // hides something
  CHECK(refused({{{{0}, size - 2, size - 1}, "\xe2\x80\xae"}}));  // turns the line around
  CHECK(refused({{{{0}, size - 2, size - 1}, "\xff"}}));          // no UTF-8
  CHECK(refused({{{{0}, size - 2, size - 1}, std::string(20'000, 'x')}}));
}

TEST_CASE("no fix, an empty fix, an empty file and a fix that deletes the whole file give no line edits") {
  Mended none("a: 1\n");
  CHECK(none.lines().empty());
  none.finding.fix.reset();
  CHECK(none.lines().empty());
  CHECK(Mended("").edit(0, 0, "a: 1\n").lines().empty());
  CHECK(Mended("a: 1\nb: 2\n").edit(0, 10, "").lines().empty());
  CHECK(Mended("\xef\xbb\xbf"
               "a: 1\n")
            .edit(0, 4, "b")
            .lines()
            .empty());
}

TEST_CASE("a line that hides something or is huge is not shown as a replacement") {
  CHECK(Mended("a: 1 # \xe2\x80\xae\n").replace("1", "2").lines().empty());
  CHECK(Mended("a: 1 # " + std::string(20'000, 'x') + "\n").replace("1", "2").lines().empty());
  CHECK(Mended("a: 1 #\ttab\n").replace("1", "2").lines() == Lines{{1, 1, "a: 2 #\ttab"}});
}

TEST_CASE("a fix as one edit reaches from its first change to its last") {
  Mended mended("a: [x, y]\nb: z\n");
  mended.replace("x", "1").replace("z", "");
  const auto edit = joined_edit(mended.sources, mended.finding);
  REQUIRE(edit);
  CHECK(*edit == Edit{{{0}, 4, 14}, "1, y]\nb: "});
}

TEST_CASE("for any edits, replacing lines does what the edits do") {
  std::mt19937 random(20260101);
  const auto below = [&](std::size_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  std::size_t checked = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string_view line_break = round % 2 == 0 ? "\n" : "\r\n";
    const std::vector<std::string> pieces = {"a", "b: 1", "\xc3\xa9", std::string(line_break), std::string(line_break)};
    std::string text;
    for (std::uint32_t i = 0, count = 1 + below(8); i < count; ++i) text += pieces[below(pieces.size())];
    Mended mended(text);
    std::vector<std::uint32_t> cuts(2 * (std::size_t{1} + below(3)));
    for (std::uint32_t& cut : cuts) cut = below(text.size() + 1);
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 0; i < cuts.size(); i += 2) mended.edit(cuts[i], cuts[i + 1], below(3) == 0 ? "" : pieces[below(pieces.size())]);
    const Lines lines = mended.lines();
    if (lines.empty()) continue;
    ++checked;
    const Source& source = mended.sources[{0}];
    CAPTURE(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      CHECK(lines[i].first >= (i == 0 ? 1 : lines[i - 1].last + 1));
      CHECK(lines[i].first <= lines[i].last);
      CHECK(source.line_begin(lines[i].last) < text.size());
    }
    CHECK(same_but_final_break(applied(source, lines), applied(text, mended.finding.fix->edits)));
    const auto one = joined_edit(mended.sources, mended.finding);
    REQUIRE(one);
    CHECK(applied(text, {*one}) == applied(text, mended.finding.fix->edits));
  }
  CHECK(checked > 10'000);
}
