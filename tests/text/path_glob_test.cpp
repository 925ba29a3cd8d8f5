// SPDX-License-Identifier: Apache-2.0
#include "text/path_glob.h"

#include <doctest/doctest.h>

#include <string>

namespace fabriclint {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
  return PathGlob(pattern).matches(path);
}

TEST_CASE("a name without a slash matches at any depth, and what is below it") {
  CHECK(matches("generated", "generated"));
  CHECK(matches("generated", "generated/a.yaml"));
  CHECK(matches("generated", "a/b/generated/c/d.yaml"));
  CHECK(matches("generated/", "a/generated/c.yaml"));
  CHECK(matches("*.tmp.yaml", "a/b.tmp.yaml"));
  CHECK_FALSE(matches("generated", "regenerated/a.yaml"));
  CHECK_FALSE(matches("generated", "generated.yaml"));
  CHECK_FALSE(matches("Generated", "generated/a.yaml"));
}

TEST_CASE("a pattern with a slash is a path from the top") {
  CHECK(matches("a/b.yaml", "a/b.yaml"));
  CHECK_FALSE(matches("a/b.yaml", "x/a/b.yaml"));
  CHECK(matches("/a", "a/b.yaml"));
  CHECK_FALSE(matches("/a", "x/a/b.yaml"));
  CHECK(matches("./a", "a/b.yaml"));
  CHECK_FALSE(matches("./a", "x/a"));
  CHECK(matches("a//b.yaml", "a/b.yaml"));
}

TEST_CASE("one star stays within a part, two cross parts") {
  CHECK(matches("examples/*.yaml", "examples/a.yaml"));
  CHECK_FALSE(matches("examples/*.yaml", "examples/b/a.yaml"));
  CHECK(matches("examples/*", "examples/b/a.yaml"));  // the folder matches
  CHECK(matches("**/generated/**", "generated/a.yaml"));
  CHECK(matches("**/generated/**", "a/generated/b/c.yaml"));
  CHECK_FALSE(matches("**/generated/**", "a/b.yaml"));
  CHECK(matches("a/**/z.yaml", "a/z.yaml"));
  CHECK(matches("a/**/z.yaml", "a/b/c/z.yaml"));
  CHECK_FALSE(matches("a/**/z.yaml", "b/a/z.yaml"));
  CHECK(matches("**", "a/b"));
  // The first occurrence of "b/c" is not the only one.
  CHECK(matches("a/**/b/c/d", "a/b/b/c/c/b/c/d"));
  CHECK_FALSE(matches("a/**/b/c/d", "a/b/c/c/d"));
}

TEST_CASE("nothing matches nothing") {
  CHECK_FALSE(matches("", "a"));
  CHECK_FALSE(matches("/", "a"));
  CHECK_FALSE(matches("a", ""));
  CHECK_FALSE(matches("**", ""));
}

TEST_CASE("no pattern backtracks") {
  std::string pattern;
  std::string path;
  for (int i = 0; i < 2000; ++i) pattern += "**/a/";
  for (int i = 0; i < 1999; ++i) path += "a/";
  CHECK_FALSE(matches(pattern, path + "b"));
  CHECK(matches(pattern, path + "a"));
}

}  // namespace
}  // namespace fabriclint
