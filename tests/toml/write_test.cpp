// SPDX-License-Identifier: Apache-2.0
#include "toml/write.h"

#include <doctest/doctest.h>

#include <string>

namespace fabriclint {
namespace {

// What is read back from what was written.
toml::Parsed parsed(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("x.toml", text);
  return toml::parse(sources[id], id);
}

TEST_CASE("values are written so that they can be read back") {
  const toml::Parsed first = parsed(R"(a = ["x", 1, 2.5, true, [], {}, { b = "c", "d.e" = 2 }, 1979-05-27])");
  REQUIRE(first.problems.empty());
  CHECK(toml_value(first.root.members[0].value) == R"(["x", 1, 2.5, true, [], {}, { b = "c", "d.e" = 2 }, 1979-05-27])");
}

TEST_CASE("what could deceive a terminal or an eye is escaped, as TOML has it") {
  const std::string nasty =
      "quote \" back \\ tab \t bell \x07 delete \x7f next line \xc2\x85 override \xe2\x80\xae tag \xf3\xa0\x80\x81 end";
  const std::string written = toml_string(nasty);
  for (const char c : written) CHECK((static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F));
  const toml::Parsed again = parsed("a = " + written + "\n");
  REQUIRE(again.problems.empty());
  CHECK(again.root.members[0].value.text == nasty);
}

TEST_CASE("keys are quoted where they need it") {
  CHECK(toml_key("ucx-tls_1") == "ucx-tls_1");
  CHECK(toml_key("a.b") == "\"a.b\"");
  CHECK(toml_key("") == "\"\"");
}

}  // namespace
}  // namespace fabriclint
