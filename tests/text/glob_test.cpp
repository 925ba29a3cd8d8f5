// SPDX-License-Identifier: Apache-2.0
#include "text/glob.h"

#include <doctest/doctest.h>

#include <string>

using fabriclint::glob_matches;

TEST_CASE("a pattern without a star is the text itself") {
  CHECK(glob_matches("rdma/ib", "rdma/ib"));
  CHECK_FALSE(glob_matches("rdma/ib", "rdma/ib0"));
  CHECK_FALSE(glob_matches("rdma/ib", "RDMA/ib"));
  CHECK(glob_matches("", ""));
  CHECK_FALSE(glob_matches("", "a"));
}

TEST_CASE("a star is any run of bytes, also none") {
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("*", "anything\nat all"));
  CHECK(glob_matches("rdma/*", "rdma/"));
  CHECK(glob_matches("rdma/*", "rdma/hca_shared"));
  CHECK_FALSE(glob_matches("rdma/*", "xrdma/ib"));
  CHECK(glob_matches("*.com/gpu", "nvidia.com/gpu"));
  CHECK(glob_matches("a*b*c", "a__b__b_c"));
  CHECK_FALSE(glob_matches("a*b*c", "a__c__b"));
  CHECK(glob_matches("a**c", "ac"));
}

TEST_CASE("a prefix and a suffix may not share bytes") {
  CHECK_FALSE(glob_matches("aba*aba", "aba"));
  CHECK_FALSE(glob_matches("ab*ba", "aba"));
  CHECK(glob_matches("ab*ba", "abba"));
  CHECK_FALSE(glob_matches("a*a", "a"));
}

TEST_CASE("nothing but the star is special") {
  CHECK_FALSE(glob_matches("a?c", "abc"));
  CHECK_FALSE(glob_matches("[a]", "a"));
  CHECK(glob_matches("[a]*", "[a]b"));
  CHECK(glob_matches("a\\*", "a\\b"));
}

TEST_CASE("patterns made to backtrack end at once") {
  const std::string text(1'000'000, 'a');
  std::string pattern;
  for (int n = 0; n < 1000; ++n) pattern += "a*";
  CHECK(glob_matches(pattern, text));
  CHECK_FALSE(glob_matches(pattern + "b", text));
  CHECK_FALSE(glob_matches("*" + std::string(400'000, 'a') + "b*", text));
}
