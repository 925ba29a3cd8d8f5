// SPDX-License-Identifier: Apache-2.0
#include "report/repository.h"

#include <doctest/doctest.h>

using namespace fabriclint;

TEST_CASE("a name below the working directory is told from the root") {
  const Repository below{.root = "/work/repo/", .prefix = "recipes/"};
  CHECK(path_in(below, "./a b/c:%.yaml") == "recipes/a b/c:%.yaml");
  CHECK(uri_in(below, "a b.yaml") == "recipes/a%20b.yaml");
  CHECK(path_in(below, "../docs/a.yaml") == "docs/a.yaml");
  CHECK(uri_in(below, "../docs/a:b.yaml") == "docs/a:b.yaml");
  CHECK(path_in(below, "../../../a.yaml") == "a.yaml");
}

TEST_CASE("an absolute name below the root is told from the root, another keeps what it can") {
  const Repository below{.root = "/work/repo/", .prefix = "recipes/"};
  CHECK(path_in(below, "/work/repo/docs/a b.yaml") == "docs/a b.yaml");
  CHECK(uri_in(below, "/work/repo/docs/a b.yaml") == "docs/a%20b.yaml");
  CHECK(path_in(below, "/work/repository/a.yaml") == "work/repository/a.yaml");
  CHECK(path_in(below, "/work/./repo/x/../c:d.yaml") == "c:d.yaml");
  CHECK(uri_in(below, "/work/repo/c:d.yaml") == "c%3Ad.yaml");
}

TEST_CASE("a run that stands elsewhere tells the names of the repository from its root, too") {
  const Repository outside{.root = "/work/repo/", .prefix = "/work/"};
  CHECK(path_in(outside, "repo/a.yaml") == "a.yaml");
  CHECK(uri_in(outside, "../work/repo/a b.yaml") == "a%20b.yaml");
  CHECK(path_in(outside, "other/a.yaml") == "other/a.yaml");
}

TEST_CASE("outside of any repository names are what they are") {
  CHECK(path_in({}, "a.yaml") == "a.yaml");
  CHECK(uri_in({}, "/tmp/a.yaml") == "tmp/a.yaml");
}
