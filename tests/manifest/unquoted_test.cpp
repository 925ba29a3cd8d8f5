// SPDX-License-Identifier: Apache-2.0
#include "manifest/unquoted.h"

#include <doctest/doctest.h>

#include <string>

#include "text/source.h"
#include "yaml/parse.h"

using namespace fabriclint;

namespace {

bool unquoted(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("v.yaml", "v: " + text + "\n");
  const yaml::Stream stream = yaml::parse(sources[id], id);
  REQUIRE(stream.documents.size() == 1);
  const yaml::Node* value = yaml::Fields(stream.documents.front().root).value("v");
  return value != nullptr && manifest::is_unquoted(*value);
}

}  // namespace

TEST_CASE("numbers and booleans without quotes are no strings") {
  for (const char* text : {"8", "-1", "+2", "0x1F", "1.5", ".5", "1.", "1e3", "2E-4", "007", "true", "False", "YES", "off"}) {
    CAPTURE(text);
    CHECK(unquoted(text));
  }
}

TEST_CASE("whatever may be a string is one") {
  for (const char* text : {"'8'",   "\"true\"", "8Gi",        "1.2.3", "n",       "y",   "0x", "e5", ".",    "-x", "1e",
                           "1_000", "12:30",    "2026-01-01", "tRUE",  "!!str 8", "[8]", "",   "~",  "$(N)", "inf"}) {
    CAPTURE(text);
    CHECK_FALSE(unquoted(text));
  }
}
