// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/catalogue.h"

#include <doctest/doctest.h>

#include <string>

#include "sample.h"
#include "toml/packed.h"
#include "vocabulary/value_type.h"

namespace fabriclint {
namespace {

// A catalogue, as a ruleset would load it.
Catalogue read_catalogue(const std::string& text, toml::Diagnostics& diagnostics) {
  SourceSet sources;
  const SourceId id = sources.add("variables.toml", text);
  const toml::Parsed parsed = toml::parse(sources[id], id);
  REQUIRE(parsed.problems.empty());
  Catalogue catalogue;
  if (const toml::Node* libraries = parsed.root.find("library")) {
    for (const toml::Member& member : libraries->members) catalogue.libraries.emplace(member.key, read_library(member, diagnostics));
  }
  if (const toml::Node* variables = parsed.root.find("variable")) {
    for (const toml::Member& member : variables->members) {
      catalogue.add(CatalogueEntry(read_variable(member, catalogue, diagnostics)));
    }
    for (const toml::Member& member : variables->members) check_replacement(member, catalogue, diagnostics);
  }
  return catalogue;
}

const std::string kLibraries = R"(
[library.ab]
summary = "x"
prefixes = ["AB_"]
complete = true
[library.abc]
summary = "x"
prefixes = ["AB_C_", "ABC_"]
)";

std::string problem_of(const std::string& variable) {
  const std::string text = kLibraries + variable;
  toml::Diagnostics diagnostics;
  (void)read_catalogue(text, diagnostics);
  if (diagnostics.findings().empty()) return "";
  const Finding& first = diagnostics.findings().front();
  return text.substr(first.at.begin, first.at.size()) + ": " + first.message + (first.help.empty() ? "" : " " + first.help);
}

TEST_CASE("a variable keeps what its table says") {
  toml::Diagnostics diagnostics;
  const Catalogue catalogue = read_catalogue(kLibraries + R"(
[variable.AB_MODE]
library = "ab"
summary = "s"
type = "enum"
values = ["on", "off"]
ignore-case = true
default = "off"
since = "1.1"
until = "1.9"
dead = "gone"
replaced-by = "AB_*"
instead = { true = "on" }
read-by = "AB"
invalid = "fatal"
critical = true
source = "here"
notes = ["one", "two"]
[variable."AB_*"]
library = "ab"
summary = "any other"
type = "integer"
min = -1
max = 31
multiple-of = 8
)",
                                             diagnostics);
  CHECK(diagnostics.findings().empty());
  const Variable* mode = catalogue.find("AB_MODE");
  REQUIRE(mode != nullptr);
  CHECK(mode->type == value_type_named("enum"));
  CHECK(mode->values == std::vector<std::string>{"on", "off"});
  CHECK(mode->ignore_case);
  CHECK(mode->otherwise == "off");
  CHECK(mode->since == "1.1");
  CHECK(mode->until == "1.9");
  CHECK(mode->dead == "gone");
  CHECK(mode->instead.at("true") == "on");
  CHECK(mode->invalid == "fatal");
  CHECK(mode->critical);
  CHECK(mode->notes == std::vector<std::string>{"one", "two"});
  const Variable* other = catalogue.find("AB_X");
  REQUIRE(other != nullptr);
  CHECK(other->name == "AB_*");
  CHECK(other->min == -1);
  CHECK(other->max == 31);
  CHECK(other->multiple_of == 8);
  CHECK_FALSE(other->critical);
  CHECK(catalogue.find("ZZ_X") == nullptr);
}

TEST_CASE("what is wrong with a variable is said where it stands") {
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='enmu'\n") ==
        "'enmu': Unknown type of value 'enmu'. Did you mean 'enum'?");
  CHECK(problem_of("[variable.AB_X]\nlibrary='bb'\nsummary='s'\ntype='text'\n") == "'bb': Unknown library 'bb'. Did you mean 'ab'?");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='enum'\n") ==
        "[variable.AB_X]: The variable 'AB_X' lists no 'values', which its type needs.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='text'\nmax=1\n") == "max: The type 'text' has no 'max'.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='integer'\nmin='1'\n") ==
        "'1': 'min' must be an integer, not a string.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='integer'\nmin=2\nmax=1\n") ==
        "min: The least value of 'AB_X' is above the greatest.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='integer'\nmultiple-of=0\n") ==
        "multiple-of: 'multiple-of' must be at least 1.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='text'\nmultiple-of=8\n") ==
        "multiple-of: The type 'text' has no 'multiple-of'.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='text'\ninvalid='fatl'\n") ==
        "'fatl': Unknown effect of an invalid value: 'fatl'. Did you mean 'fatal'?");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='text'\nreplaced-by='AB_XX'\n") ==
        "'AB_XX': Unknown variable 'AB_XX'. Did you mean 'AB_X'?");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsummary='s'\ntype='text'\ninstead={a=1}\n") == "1: What to write instead is a string.");
  CHECK(problem_of("[variable.AB_X]\nlibrary='ab'\nsumary='s'\ntype='text'\n").find("'summary' is missing") != std::string::npos);
}

TEST_CASE("the longest prefix names the library") {
  toml::Diagnostics diagnostics;
  const Catalogue catalogue = read_catalogue(kLibraries, diagnostics);
  CHECK(catalogue.library_of("AB_X")->first == "ab");
  CHECK(catalogue.library_of("AB_C_X")->first == "abc");
  CHECK(catalogue.library_of("ABC_X")->first == "abc");
  CHECK(catalogue.library_of("ab_X") == nullptr);
  CHECK(catalogue.library_of("") == nullptr);
}

TEST_CASE("a name is like a listed one at a distance of two, in a complete library only") {
  toml::Diagnostics diagnostics;
  const Catalogue catalogue = read_catalogue(kLibraries + R"(
[variable]
AB_NET_DEVICES = { library = "ab", summary = "s", type = "text" }
AB_NET_DEVICE_NAMES = { library = "ab", summary = "s", type = "text" }
"AB_*_LEN" = { library = "ab", summary = "s", type = "text" }
ABC_LENGTH = { library = "abc", summary = "s", type = "text" }
)",
                                             diagnostics);
  CHECK(catalogue.similar("AB_NET_DEVICE") == "AB_NET_DEVICES");
  CHECK(catalogue.similar("AB_NET_DVEICE") == "AB_NET_DEVICES");
  CHECK_FALSE(catalogue.similar("AB_NET_DVICE_X"));
  CHECK_FALSE(catalogue.similar("AB_NET_DEVICES"));
  CHECK_FALSE(catalogue.similar("AB_NET_DEVICE_LEN"));
  CHECK_FALSE(catalogue.similar("ABC_LENGHT"));
  CHECK_FALSE(catalogue.similar("AB_"));
  CHECK_FALSE(catalogue.similar(std::string(100'000, 'A')));
}

TEST_CASE("a variable left packed is the one that is read at once") {
  const std::vector<toml::PackedTable> tables = {{"AB_X", "d4:7:library2:ab7:summary1:s4:type7:integer3:maxi3e"}, {"AB_Y", "d1:"}};
  const std::vector<CatalogueEntry> entries = left_packed(tables);
  const CatalogueEntry& entry = entries[0];
  const std::vector<CatalogueEntry> copies(1, entry);
  CHECK(entry.name() == "AB_X");
  CHECK(copies[0].variable().name == "AB_X");
  CHECK(entry.variable().max == 3);
  CHECK(&entry.variable() == &copies[0].variable());
  CHECK(entries[1].variable().type == nullptr);
}

TEST_CASE("variables stand in order, patterns apart") {
  Catalogue catalogue;
  for (const char* name : {"B", "C_*", "A", "D", "A_*"}) {
    Variable variable;
    variable.name = name;
    catalogue.add(CatalogueEntry(std::move(variable)));
  }
  std::string names;
  for (const CatalogueEntry& entry : catalogue.variables) names += std::string(entry.name()) + " ";
  for (const CatalogueEntry& entry : catalogue.patterns) names += std::string(entry.name()) + " ";
  CHECK(names == "A B D A_* C_* ");
  CHECK(catalogue.find("B")->name == "B");
  CHECK(catalogue.find("C_X")->name == "C_*");
  CHECK(catalogue.find("BB") == nullptr);
}

}  // namespace
}  // namespace fabriclint
