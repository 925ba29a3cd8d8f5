// SPDX-License-Identifier: Apache-2.0
#include "text/traced.h"

#include <doctest/doctest.h>

using fabriclint::SourceId;
using fabriclint::Span;
using fabriclint::TracedText;

namespace {

Span at(std::uint32_t begin, std::uint32_t end, std::uint32_t source = 0) {
  return {SourceId{source}, begin, end};
}

// `it's ok` as a single-quoted scalar at offset 10: the two quotes at 13 stand for one.
TracedText quoted() {
  TracedText text = TracedText::verbatim("it", at(11, 13));
  text.append(TracedText::decoded("'", at(13, 15)));
  text.append(TracedText::verbatim("s ok", at(15, 19)));
  return text;
}

}  // namespace

TEST_CASE("a slice of verbatim text points at its own bytes") {
  const TracedText text = TracedText::verbatim("hello world", at(100, 111));
  CHECK(text.slice(6).text() == "world");
  CHECK(text.slice(6).span() == at(106, 111));
  CHECK(text.slice(0, 5).span() == at(100, 105));
}

TEST_CASE("every byte of decoded text is owed to the whole escape") {
  const TracedText text = TracedText::decoded("\xE2\x82\xAC", at(7, 13));
  CHECK(text.slice(1, 2).span() == at(7, 13));
  CHECK_FALSE(text.place(2).exact);
  CHECK(text.place(2).where == at(7, 13));
}

TEST_CASE("a slice across pieces spans from the first to the last") {
  const TracedText text = quoted();
  CHECK(text.text() == "it's ok");
  CHECK(text.span() == at(11, 19));
  CHECK(text.slice(1, 4).text() == "t's");
  CHECK(text.slice(1, 4).span() == at(12, 16));
  CHECK(text.slice(5).span() == at(17, 19));
  CHECK(text.slice(2, 3).span() == at(13, 15));
}

TEST_CASE("a slice outside the text is empty") {
  const TracedText text = quoted();
  CHECK(text.slice(3, 3).empty());
  CHECK(text.slice(5, 2).empty());
  CHECK(text.slice(99).empty());
  CHECK(text.slice(5, 99).text() == "ok");
  CHECK(TracedText().slice(0).empty());
}

TEST_CASE("slices of slices keep their places") {
  const TracedText text = quoted();
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t end = begin; end <= text.size(); ++end) {
      const TracedText part = text.slice(begin, end);
      REQUIRE(part.text() == text.text().substr(begin, end - begin));
      for (std::size_t n = 0; n < part.size(); ++n) REQUIRE(part.place(n).where == text.place(begin + n).where);
    }
  }
}

TEST_CASE("made text has no place and takes none from its neighbours") {
  TracedText text = TracedText::made("--flag=");
  CHECK_FALSE(text.has_place());
  CHECK(text.span() == Span{});
  text.append(TracedText::verbatim("on", at(4, 6)));
  CHECK(text.has_place());
  CHECK(text.span() == at(4, 6));
  CHECK_FALSE(text.place(0).placed);
  CHECK(text.place(7).placed);
}

TEST_CASE("text from several places yields the first of them") {
  TracedText text = TracedText::verbatim("tcp", at(50, 53));
  SUBCASE("an earlier place") {
    text.append(TracedText::verbatim("rc", at(10, 12)));
  }
  SUBCASE("another file") {
    text.append(TracedText::verbatim("rc", at(60, 62, 1)));
  }
  SUBCASE("no place") {
    text.append(TracedText::made("rc"));
  }
  CHECK(text.span() == at(50, 53));
}

TEST_CASE("text of one tied thing bridges its gaps, and never the gap to another thing") {
  TracedText script = TracedText::verbatim("one\n", at(10, 14));
  script.append(TracedText::verbatim("two", at(18, 21)));
  script.tie(at(8, 21));
  TracedText variable = TracedText::verbatim("rc", at(90, 92));
  variable.tie(at(89, 93));

  TracedText word = script.slice(0, 3);
  word.append(variable);
  CHECK(word.span() == at(10, 13));
  word.append(script.slice(4));
  CHECK(word.text() == "onerctwo");
  CHECK(word.span() == at(10, 21));
  CHECK(script.span() == at(10, 21));
}

TEST_CASE("appending a text to itself doubles it") {
  TracedText text = quoted();
  text.append(text);
  CHECK(text.text() == "it's okit's ok");
  CHECK(text.place(7).where == at(11, 12));
}

TEST_CASE("a place past the end is no place") {
  CHECK_FALSE(quoted().place(7).placed);
  CHECK_FALSE(TracedText().place(0).placed);
}

TEST_CASE("equal escapes side by side stay apart when their places differ") {
  TracedText text = TracedText::decoded("\n", at(0, 2));
  text.append(TracedText::decoded("\n", at(2, 4)));
  CHECK(text.slice(0, 1).span() == at(0, 2));
  CHECK(text.slice(1, 2).span() == at(2, 4));
}

TEST_CASE("a text of an inner document has the places that the outer text has there") {
  TracedText outer = TracedText::verbatim("a: b\n", at(100, 105));
  outer.append(TracedText::verbatim("c: 'it''s'", at(110, 120)));
  outer.tie(at(98, 130));
  TracedText inner = TracedText::verbatim("it", at(9, 11));
  inner.append(TracedText::decoded("'", at(11, 13)));
  inner.append(TracedText::verbatim("s", at(13, 14)));
  inner.append(TracedText::made("!"));
  const TracedText placed = inner.within(outer);
  CHECK(placed.text() == "it's!");
  CHECK(placed.span() == at(114, 119));
  CHECK(placed.slice(2, 3).span() == at(116, 118));
  CHECK(placed.slice(3, 4).span() == at(118, 119));
  CHECK_FALSE(placed.slice(4).has_place());
  CHECK(TracedText::verbatim("b\nc", at(3, 6)).within(outer).span() == at(103, 111));
}
