// SPDX-License-Identifier: Apache-2.0
#include "project/levels.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

namespace fabriclint {
namespace {

constexpr Level kError = Level::error;
constexpr Level kWarning = Level::warning;
constexpr Level kNote = Level::note;

TEST_CASE("a rule set to a level says nothing more strongly, and its weaker words stay weak") {
  // own, of the rule, set
  CHECK(overridden(kWarning, kWarning, kError) == kError);
  CHECK(overridden(kWarning, kWarning, kNote) == kNote);
  CHECK(overridden(kNote, kWarning, kError) == kNote);  // the rule means it less
  CHECK(overridden(kError, kWarning, kNote) == kNote);  // a stronger variant is lowered
  CHECK(overridden(kError, kWarning, kWarning) == kWarning);
  CHECK(overridden(kError, kNote, kWarning) == kWarning);
  CHECK(overridden(kWarning, kNote, kError) == kError);  // and raised
  CHECK(overridden(kNote, kError, kWarning) == kNote);
  CHECK(overridden(kWarning, kError, kNote) == kNote);
}

const std::vector<std::string> kFiles = {"a/x.yaml", "b/x.yaml", ""};

std::string level(const Levels& levels, std::uint32_t file, std::string_view rule = "r") {
  const std::optional<Level> level = levels.of(rule, kWarning, kWarning, SourceId{file});
  return level ? std::string(name_of(*level)) : "off";
}

TEST_CASE("without a word from the project a finding keeps its level") {
  CHECK(level(Levels(), 0) == "warning");
  const std::vector<RuleLevel> other = {{"q", kError, {}}, {"s", std::nullopt, {}}};
  CHECK(level(Levels(other, {}, kFiles), 0) == "warning");
}

TEST_CASE("of the entries that match a file the last that names the rule counts, before what holds everywhere") {
  const std::vector<RuleLevel> everywhere = {{"r", kError, {}}};
  const std::vector<PathLevels> paths = {
      {{"a"}, {{"r", kNote, {}}}},
      {{"*.yaml"}, {{"q", kNote, {}}}},
      {{"nowhere", "b/**"}, {{"r", std::nullopt, {}}}},
  };
  const Levels levels(everywhere, paths, kFiles);
  CHECK(level(levels, 0) == "note");
  CHECK(level(levels, 1) == "off");
  CHECK(level(levels, 2) == "error");   // elsewhere: no pattern can match
  CHECK(level(levels, 99) == "error");  // no file at all
  CHECK(level(levels, 0, "q") == "note");
  CHECK(level(levels, 2, "q") == "warning");

  const std::vector<PathLevels> twice = {{{"**"}, {{"r", std::nullopt, {}}}}, {{"a/*"}, {{"r", kError, {}}}}};
  CHECK(level(Levels({}, twice, kFiles), 0) == "error");
  CHECK(level(Levels({}, twice, kFiles), 1) == "off");
}

}  // namespace
}  // namespace fabriclint
