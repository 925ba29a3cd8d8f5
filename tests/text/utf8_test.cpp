// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace utf8 = fabriclint::utf8;

TEST_CASE("every scalar value survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    utf8::append(text, c);
    const utf8::Step step = utf8::decode(text, 0);
    if (!step.valid || step.code_point != c || step.size != text.size() || utf8::count(text) != 1) {
      FAIL("code point " << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("the first byte that is no UTF-8 is found") {
  CHECK(utf8::first_invalid("") == 0);
  CHECK(utf8::first_invalid("plain") == 5);
  CHECK(utf8::first_invalid("\xC3\xA9") == 2);
  CHECK(utf8::first_invalid("ab\x80") == 2);            // continuation without a lead
  CHECK(utf8::first_invalid("a\xC0\x80") == 1);         // overlong NUL
  CHECK(utf8::first_invalid("\xE0\x80\xAF") == 0);      // overlong '/'
  CHECK(utf8::first_invalid("\xF0\x80\x80\xAF") == 0);  // overlong '/'
  CHECK(utf8::first_invalid("x\xED\xA0\x80") == 1);     // surrogate
  CHECK(utf8::first_invalid("\xED\x9F\xBF") == 3);      // last before the surrogates
  CHECK(utf8::first_invalid("\xF4\x8F\xBF\xBF") == 4);  // U+10FFFF
  CHECK(utf8::first_invalid("\xF4\x90\x80\x80") == 0);  // beyond
  CHECK(utf8::first_invalid("\xF5\x80\x80\x80") == 0);
  CHECK(utf8::first_invalid("abc\xE2\x82") == 3);  // cut off
  CHECK(utf8::first_invalid("\xC3(") == 0);
}

TEST_CASE("decoding past the end is no step") {
  CHECK(utf8::decode("", 0).size == 0);
  CHECK(utf8::decode("a", 1).size == 0);
  CHECK_FALSE(utf8::decode("a", 99).valid);
}

TEST_CASE("an invalid byte is one step of one byte") {
  const utf8::Step step = utf8::decode("\xE2\x28\xA1", 0);
  CHECK_FALSE(step.valid);
  CHECK(step.size == 1);
}

TEST_CASE("ASCII is recognised wherever the other byte stands") {
  CHECK(utf8::is_ascii(""));
  for (std::size_t size = 1; size < 40; ++size) {
    std::string text(size, 'x');
    CHECK(utf8::is_ascii(text));
    for (std::size_t n = 0; n < size; ++n) {
      text[n] = '\x80';
      CHECK_FALSE(utf8::is_ascii(text));
      text[n] = 'x';
    }
  }
}

TEST_CASE("advancing counts code points of any size, and ends at the end of the text") {
  std::string text;
  std::vector<std::size_t> offsets;
  for (int round = 0; round < 12; ++round) {
    for (const char* const character : {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
      for (int repeat = 0; repeat <= round; ++repeat) {
        offsets.push_back(text.size());
        text += character;
      }
    }
  }
  offsets.push_back(text.size());
  for (std::size_t from = 0; from < offsets.size(); from += 7) {
    for (std::size_t to = from; to < offsets.size(); ++to) {
      REQUIRE(utf8::advance(text, offsets[from], to - from) == offsets[to]);
    }
  }
  CHECK(utf8::advance(text, 0, offsets.size() + 100) == text.size());
}
