// SPDX-License-Identifier: Apache-2.0
#include "report/wrap.h"

#include <doctest/doctest.h>

using fabriclint::wrapped;

TEST_CASE("without a width a sentence stays on one line") {
  CHECK(wrapped("one two  three", 0, 10, 4) == "one two  three");
}

TEST_CASE("lines hold as many words as fit, the first one after what stands before it") {
  CHECK(wrapped("aa bb cc dd", 8, 0, 2) == "aa bb cc\n  dd");
  CHECK(wrapped("aa bb cc dd", 8, 3, 2) == "aa bb\n  cc dd");
}

TEST_CASE("a word that is longer than a line is not cut") {
  CHECK(wrapped("a UCX_TLS=rc,cuda_copy b", 8, 0, 2) == "a\n  UCX_TLS=rc,cuda_copy\n  b");
  CHECK(wrapped("UCX_TLS=rc,cuda_copy", 8, 6, 2) == "UCX_TLS=rc,cuda_copy");
}

TEST_CASE("columns are counted as a terminal shows them") {
  CHECK(wrapped("你你 你你 a", 9, 0, 0) == "你你 你你\na");
  CHECK(wrapped("éé éé", 5, 0, 0) == "éé éé");
}

TEST_CASE("double blanks inside of a value are kept") {
  CHECK(wrapped("'rc,  tcp'", 80, 0, 0) == "'rc,  tcp'");
}
