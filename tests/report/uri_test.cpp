// SPDX-License-Identifier: Apache-2.0
#include "report/uri.h"

#include <doctest/doctest.h>

using fabriclint::relative_path;
using fabriclint::relative_uri;

TEST_CASE("a path becomes a relative percent-encoded URI") {
  CHECK(relative_uri("recipes/a/deploy.yaml") == "recipes/a/deploy.yaml");
  CHECK(relative_uri("a b/c%d.yaml") == "a%20b/c%25d.yaml");
  CHECK(relative_uri("\xc3\xa9/\xe4\xbd\xa0") == "%C3%A9/%E4%BD%A0");
  CHECK(relative_uri("-._~!$&'()*+,;=@") == "-._~!$&'()*+,;=@");
  CHECK(relative_uri("#?[]\\\"<>^`{|}") == "%23%3F%5B%5D%5C%22%3C%3E%5E%60%7B%7C%7D");
  CHECK(relative_uri("a\x1b\n\x7f") == "a%1B%0A%7F");
}

TEST_CASE("a colon is encoded in the first segment only, where it would read as a scheme") {
  CHECK(relative_uri("c:/x:y") == "c%3A/x:y");
  CHECK(relative_uri("./c:x") == "c%3Ax");
}

TEST_CASE("a URI never is absolute, empty, or climbs out") {
  CHECK(relative_uri("./a//b/./c") == "a/b/c");
  CHECK(relative_uri("/etc/x") == "etc/x");
  CHECK(relative_uri("../../a") == "a");
  CHECK(relative_uri("a/b/../../../c") == "c");
  CHECK(relative_uri("a/../b:c") == "b%3Ac");
  CHECK(relative_uri("") == "unnamed");
  CHECK(relative_uri("..") == "unnamed");
  CHECK(relative_uri("a/") == "a");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters, which every decoder takes") {
  CHECK(relative_uri("a\xff") == "a%EF%BF%BD");
  CHECK(relative_uri("\xed\xa0\x80") == "%EF%BF%BD%EF%BF%BD%EF%BF%BD");
}

TEST_CASE("a path for people and programs is the same walk from the root, without encoding") {
  CHECK(relative_path("recipes/./a b/\xc3\xa9:%.yaml") == "recipes/a b/\xc3\xa9:%.yaml");
  CHECK(relative_path("recipes/x/../../docs/a.yaml") == "docs/a.yaml");
  CHECK(relative_path("../../a.yaml") == "a.yaml");
  CHECK(relative_path("/tmp/a.yaml") == "tmp/a.yaml");
  CHECK(relative_path("a\n::error::b\xff") == "a\n::error::b\xef\xbf\xbd");
  CHECK(relative_path("..") == "unnamed");
}
