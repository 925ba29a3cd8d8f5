// SPDX-License-Identifier: Apache-2.0
#include "text/suggest.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using fabriclint::edit_distance;
using fabriclint::suggest;

namespace {
const std::vector<std::string_view> kWords = {"message", "summary", "level", "require", "forbid", "when", "where"};
}

TEST_CASE("a misspelt word finds the word that was meant") {
  CHECK(suggest("mesage", kWords) == "message");
  CHECK(suggest("summery", kWords) == "summary");
  CHECK(suggest("reqiure", kWords) == "require");
  CHECK(suggest("LEVEL", kWords) == "level");
}

TEST_CASE("of equally near candidates the one that begins alike wins, then the first") {
  CHECK(suggest("wher", kWords) == "where");
  CHECK(suggest("ac", std::vector<std::string_view>{"ax", "ay"}) == "ax");
  CHECK(suggest("abcx", std::vector<std::string_view>{"abc", "abcy"}) == "abc");
}

TEST_CASE("a word far from all candidates finds nothing") {
  CHECK_FALSE(suggest("colour", kWords).has_value());
  CHECK_FALSE(suggest("", kWords).has_value());
  CHECK_FALSE(suggest("x", kWords).has_value());
  CHECK_FALSE(suggest("message", std::vector<std::string_view>{}).has_value());
}

TEST_CASE("the word itself is no suggestion") {
  CHECK_FALSE(suggest("abc", std::vector<std::string_view>{"abc"}).has_value());
  CHECK(suggest("abc", std::vector<std::string>{"abc", "abd"}) == "abd");
}

TEST_CASE("inserting, deleting, replacing and swapping neighbours cost one each") {
  CHECK(edit_distance("rc", "rc", 5) == 0);
  CHECK(edit_distance("rc", "rc_x", 5) == 2);
  CHECK(edit_distance("cuda", "cda", 5) == 1);
  CHECK(edit_distance("cuda", "cudb", 5) == 1);
  CHECK(edit_distance("cuda", "cdua", 5) == 1);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("", "", 0) == 0);
}

TEST_CASE("a distance above the cutoff is no distance") {
  CHECK(edit_distance("kitten", "sitting", 3) == 3);
  CHECK_FALSE(edit_distance("kitten", "sitting", 2).has_value());
  CHECK(edit_distance("ab", "ba", 1) == 1);
  CHECK_FALSE(edit_distance("ab", "ba", 0).has_value());
}

TEST_CASE("distance with a cutoff agrees with distance without one") {
  const std::vector<std::string_view> words = {"",     "a",    "ab",   "ba",   "abc",    "cab",   "acb",
                                               "abab", "baba", "aabb", "bbaa", "abcabc", "bacbac"};
  for (const auto a : words) {
    for (const auto b : words) {
      const auto exact = edit_distance(a, b, 100);
      REQUIRE(exact.has_value());
      REQUIRE(edit_distance(b, a, 100) == exact);
      for (std::size_t cutoff = 0; cutoff < 8; ++cutoff) {
        const auto limited = edit_distance(a, b, cutoff);
        REQUIRE(limited.has_value() == (*exact <= cutoff));
        if (limited) REQUIRE(limited == exact);
      }
    }
  }
}

TEST_CASE("very long words are not looked up") {
  const std::string word(100'000, 'a');
  const std::string almost = word + "b";
  CHECK_FALSE(suggest(word, std::vector<std::string>{almost}).has_value());
}
