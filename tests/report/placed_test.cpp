// SPDX-License-Identifier: Apache-2.0
#include "report/placed.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "sample.h"

using namespace fabriclint;

namespace {

// One finding of three files, given in the order of their names as the working directory shows them.
sample::Sample seen_from(std::string_view up, std::string_view here) {
  sample::Sample s;
  for (const std::string& name : {std::string(up) + "a/x.yaml", std::string(here) + "x.yaml"}) {
    const SourceId id = s.sources.add(name, "k: v\n");
    s.add("r", Level::warning, {id, 3, 4}, "M");
  }
  return s;
}

}  // namespace

TEST_CASE("order, paths and fingerprints are those of the repository, from wherever the check was started") {
  const sample::Sample root = seen_from("", "b/");
  const sample::Sample below = seen_from("../", "");
  const auto expected = placed(root.report());
  const auto found = placed(below.report({.prefix = "b/"}));
  REQUIRE(expected.size() == 2);
  REQUIRE(found.size() == 2);
  CHECK(expected[0].path == "a/x.yaml");
  CHECK(expected[1].path == "b/x.yaml");
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(found[i].path == expected[i].path);
    CHECK(found[i].uri == expected[i].uri);
    CHECK(found[i].finding->fingerprint == expected[i].finding->fingerprint);
  }
}

TEST_CASE("findings of no file come last, and every fingerprint is another") {
  sample::Sample s = sample::hostile();
  const auto all = placed(s.report());
  REQUIRE(all.size() == s.findings.size());
  std::set<std::string> fingerprints;
  for (const Placed& one : all) fingerprints.insert(one.finding->fingerprint);
  CHECK(fingerprints.size() == all.size());
  CHECK(all.back().uri.empty());
  CHECK(!all.front().uri.empty());
}

TEST_CASE("a span is cut at its first line, or before the break that ends it") {
  const Source source("f", "a: |\r\n  x\r\nb");
  const SourceId id;
  CHECK(on_first_line(source, {id, 3, 12}) == Span{id, 3, 4});
  CHECK(on_first_line(source, {id, 6, 9}) == Span{id, 6, 9});
  CHECK(on_first_line(source, {id, 99, 100}) == Span{id, 12, 12});
  CHECK(without_last_break(source, {id, 3, 11}) == Span{id, 3, 9});
  CHECK(without_last_break(source, {id, 3, 8}) == Span{id, 3, 8});
  CHECK(without_last_break(source, {id, 4, 6}) == Span{id, 4, 4});
  CHECK(without_last_break(source, {id, 6, 6}) == Span{id, 6, 6});
  CHECK(without_last_break(source, {id, 11, 4'000'000'000U}) == Span{id, 11, 12});
  CHECK(without_last_break(source, {id, 9, 2}) == Span{id, 9, 9});
}
