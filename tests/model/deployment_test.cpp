// SPDX-License-Identifier: Apache-2.0
#include "model/deployment.h"

#include <doctest/doctest.h>

using namespace fabriclint;

namespace {

Span at(std::uint32_t offset) {
  return {.source = {}, .begin = offset, .end = offset + 1};
}

}  // namespace

TEST_CASE("without a gap absence is certain") {
  const Part part;
  CHECK(part.gap("env.X") == nullptr);
}

TEST_CASE("the gap with the longest prefix of the path gives the reason") {
  Part part;
  part.gaps = {{"", "a patch"}, {"env.HF_", "a Secret"}, {"env.", "a list"}};
  REQUIRE(part.gap("env.HF_TOKEN") != nullptr);
  CHECK(*part.gap("env.HF_TOKEN") == "a Secret");
  CHECK(*part.gap("env.OTHER") == "a list");
  CHECK(*part.gap("resource.rdma/ib") == "a patch");
}

TEST_CASE("a gap over other paths says nothing") {
  Part part;
  part.gaps = {{"env.", "a list"}};
  CHECK(part.gap("environment") == nullptr);
  CHECK(part.gap("env") == nullptr);
}

TEST_CASE("of gaps with the same prefix the first gives the reason") {
  Part part;
  part.gaps = {{"env.", "first"}, {"env.", "second"}};
  CHECK(*part.gap("env.X") == "first");
}

TEST_CASE("the anchor with the longest prefix of the path is the place, and the part itself without one") {
  Part part;
  part.span = at(1);
  CHECK(part.anchor("env.X") == at(1));
  part.anchors = {{"", at(2)}, {"container.capabilities", at(4)}, {"container.", at(3)}};
  CHECK(part.anchor("env.X") == at(2));
  CHECK(part.anchor("container.privileged") == at(3));
  CHECK(part.anchor("container.capabilities") == at(4));
}
