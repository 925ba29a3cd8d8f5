// SPDX-License-Identifier: Apache-2.0
#include "text/printable.h"

#include <doctest/doctest.h>

#include <string>

#include "text/utf8.h"

using fabriclint::printable;

TEST_CASE("valid text passes unchanged") {
  CHECK(printable("") == "");
  CHECK(printable("UCX_TLS=rc,cuda_copy \\n 'x'") == "UCX_TLS=rc,cuda_copy \\n 'x'");
  CHECK(printable("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") == "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  // A family emoji is joined by U+200D, Persian needs U+200C.
  CHECK(printable("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB") == "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
}

TEST_CASE("control characters are shown as escapes") {
  CHECK(printable("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(printable("\x1b[31mred") == "\\x1b[31mred");
  CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\x7f") == "\\x7f");
  CHECK(printable("\xC2\x9B"
                  "31m") == "\\u009b31m");  // C1: a terminal takes U+009B for ESC [
}

TEST_CASE("characters that reorder or hide text are shown as escapes") {
  CHECK(printable("a\xE2\x80\xAE"
                  "b") == "a\\u202eb");
  CHECK(printable("\xE2\x81\xA6\xE2\x81\xA9") == "\\u2066\\u2069");
  CHECK(printable("\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C") == "\\u200e\\u200f\\u061c");
  CHECK(printable("\xE2\x80\x8B\xE2\x81\xA0\xEF\xBB\xBF") == "\\u200b\\u2060\\ufeff");
  CHECK(printable("\xE2\x80\xA8\xE2\x80\xA9") == "\\u2028\\u2029");
  CHECK(printable("\xF3\xA0\x81\x81") == "\\U000e0041");
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(printable("a\xFF"
                  "b") == "a\\xffb");
  CHECK(printable("\xC0\xAF") == "\\xc0\\xaf");           // overlong '/'
  CHECK(printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");  // surrogate
  CHECK(printable("\xE2\x82") == "\\xe2\\x82");           // cut off
}

TEST_CASE("a capped text has at most as many characters as asked, the ellipsis included") {
  CHECK(printable("abcdef", 6) == "abcdef");
  CHECK(printable("abcdefg", 6) == "abcde\xE2\x80\xA6");
  CHECK(printable("abc", 1) == "\xE2\x80\xA6");
  CHECK(printable("a", 1) == "a");
  CHECK(printable("abc", 0) == "");
  CHECK(printable("", 0) == "");
}

TEST_CASE("a cap cuts no character and no escape") {
  CHECK(printable("\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", 2) == "\xE2\x82\xAC\xE2\x80\xA6");
  CHECK(printable("ab\x1b"
                  "cd",
                  5) == "ab\xE2\x80\xA6");
  CHECK(printable("ab\x1b", 6) == "ab\\x1b");
  std::string hostile;
  for (int n = 0; n < 300; ++n) hostile += static_cast<char>(n);
  for (std::size_t limit = 0; limit < 50; ++limit) {
    const std::string shown = printable(hostile, limit);
    REQUIRE(fabriclint::utf8::first_invalid(shown) == shown.size());
    REQUIRE(fabriclint::utf8::count(shown) <= limit);
  }
}
