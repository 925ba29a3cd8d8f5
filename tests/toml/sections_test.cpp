// SPDX-License-Identifier: Apache-2.0
#include "toml/sections.h"

#include <doctest/doctest.h>

#include <string>

namespace fabriclint::toml {
namespace {

// "head|name=text|name=text", or "whole" when the file cannot be cut.
std::string cut(const std::string& text) {
  const auto sections = cut_sections(text, "variable");
  if (!sections) return "whole";
  std::string all(sections->head);
  for (const Section& section : sections->sections) all += "|" + std::string(section.name) + "=" + std::string(section.text);
  return all;
}

TEST_CASE("a file is cut at the headers of its tables") {
  CHECK(cut("[library.x]\na=1\n[variable.A]\nb=1\n[variable.\"B_*\"] # c\nc=1") ==
        "[library.x]\na=1\n|A=[variable.A]\nb=1\n|B_*=[variable.\"B_*\"] # c\nc=1");
  CHECK(cut("[variable.A]\nvalues = [\n  \"x\",\n]\n") == "|A=[variable.A]\nvalues = [\n  \"x\",\n]\n");
}

TEST_CASE("what it could misread is left whole") {
  CHECK(cut("") == "whole");
  CHECK(cut("[library.x]\n") == "whole");
  CHECK(cut("[variable.A]\nb='''\n[variable.B]\n'''\n") == "whole");
  CHECK(cut("[variable.A]\nb=\"\"\"\n[variable.B]\n\"\"\"\n") == "whole");
  CHECK(cut("[variable.A]\na=1\n[library.x]\n") == "whole");
  CHECK(cut("[variable.A]\na=1\n[variable.A.instead]\nb=1\n") == "whole");
  CHECK(cut("[variable.A]\na=1\n[[variable.A.x]]\n") == "whole");
  CHECK(cut("[variable.A] x\n") == "whole");
  CHECK(cut("[variable.\"A\\\"]\"]\n") == "whole");
}

}  // namespace
}  // namespace fabriclint::toml
