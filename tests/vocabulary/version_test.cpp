// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/version.h"

#include <doctest/doctest.h>

#include <string>

namespace fabriclint {
namespace {

std::string shown(std::string_view text) {
  const auto version = to_version(text);
  if (!version) return "none";
  std::string out;
  for (const std::uint32_t number : version->numbers) out += (out.empty() ? "" : ".") + std::to_string(number);
  return out;
}

TEST_CASE("a version is numbers between dots, with a suffix that is not compared") {
  CHECK(shown("6.8.0-1021-aws") == "6.8");
  CHECK(shown("6.8.0") == shown("6.8"));
  CHECK(shown("5.14.0-427.13.1.el9_4.x86_64") == "5.14");
  CHECK(shown("v1.31.2+k3s1") == "1.31.2");
  CHECK(shown("1.3.0-efa-amd64") == "1.3");
  CHECK(shown("6.8.x") == "6.8");
  CHECK(shown("6.10") == "6.10");
}

TEST_CASE("what has no dot between two numbers is no version") {
  for (const char* text : {"", "6", "20260112", "latest", "v", "v.1", "6-8", "sha-1.2", ".6.8", "6.", "-6.8", "99999999999.1"}) {
    CAPTURE(text);
    CHECK(shown(text) == "none");
  }
}

TEST_CASE("versions compare by number, not by text") {
  CHECK(*to_version("6.10.1") > *to_version("6.8"));
  CHECK(*to_version("6.8.1") > *to_version("6.8.0-99"));
  CHECK(*to_version("5.15.0") < *to_version("6.0"));
  CHECK(*to_version("6.8.0-generic") == *to_version("6.8"));
}

}  // namespace
}  // namespace fabriclint
