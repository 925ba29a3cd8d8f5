// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "launch/sample.h"

namespace fabriclint {
namespace {

using sample::CommandLine;

std::string expanded(CommandLine& line, std::string_view text) {
  const Word word = expand_kubernetes(line.text(text), line.environment);
  return word.is_known() ? word.text.text() : word.text.text() + "?";
}

}  // namespace

TEST_CASE("references are replaced by the values of the container's variables, as the kubelet does") {
  CommandLine line;
  line.set("A", "one");
  line.set("A.b-c", "two");
  line.set("EMPTY", "");
  line.set("NESTED", "$(A)");
  CHECK(expanded(line, "$(A)") == "one");
  CHECK(expanded(line, "x$(A)y$(A.b-c)z") == "xoneytwoz");
  CHECK(expanded(line, "[$(EMPTY)]") == "[]");
  CHECK(expanded(line, "$(NESTED)") == "$(A)");
  CHECK(expanded(line, "") == "");
}

TEST_CASE("what is no reference to a defined variable stays as it is written") {
  CommandLine line;
  line.set("A", "one");
  for (const std::string_view text : {"$(NONE)", "$A", "${A}", "$", "a$", "$(", "$(A", "$()", "$( A)", "(A)", "$x$(", "$((1+2))"}) {
    CAPTURE(text);
    CHECK(expanded(line, text) == text);
  }
  CHECK(expanded(line, "$(date) $(A)") == "$(date) one");
  CHECK(expanded(line, "$(B $(A)") == "$(B $(A)");
}

TEST_CASE("$$ is an escaped $") {
  CommandLine line;
  line.set("A", "one");
  CHECK(expanded(line, "$$") == "$");
  CHECK(expanded(line, "$$(A)") == "$(A)");
  CHECK(expanded(line, "$$$(A)") == "$one");
  CHECK(expanded(line, "$$$$(A)") == "$$(A)");
  CHECK(expanded(line, "$$A$$") == "$A$");
}

TEST_CASE("an unknown variable makes the word unknown and names itself") {
  CommandLine line;
  line.set_unknown("S", "a Secret holds it");
  const Word word = expand_kubernetes(line.text("--x=$(S)/y"), line.environment);
  CHECK(word.text.text() == "--x=");
  CHECK(word.unknown == "the variable 'S' is not known: a Secret holds it");
  CHECK_FALSE(word.open);
  CHECK(line.at(word.span) == "--x=$(S)/y");
  CHECK(expanded(line, "$$(S)") == "$(S)");
}

TEST_CASE("every byte of an expanded word keeps its place") {
  CommandLine line;
  line.set("A", "one");
  const Word word = expand_kubernetes(line.text("x$(A)y"), line.environment);
  CHECK(line.at(word.text.slice(0, 1).span()) == "x");
  CHECK(line.at(word.text.slice(1, 4).span()) == "one");
  CHECK(line.at(word.text.slice(4).span()) == "y");
  CHECK(line.at(word.text.slice(1, 4).span()) != line.at(word.span));
}

TEST_CASE("values that multiply end in an unknown word") {
  CommandLine line;
  line.set("A", std::string(1000, 'a'));
  std::string text;
  for (int n = 0; n < 10000; ++n) text += "$(A)";
  const Word word = expand_kubernetes(line.text(text), line.environment);
  CHECK(word.unknown == "its variables expand to too long a text");
  CHECK(expand_kubernetes(line.text("$(A)$(A)"), line.environment, 1500).unknown == "its variables expand to too long a text");
  CHECK(expand_kubernetes(line.text("$(A)$(A)"), line.environment, 2500).is_known());
}

TEST_CASE("a hundred thousand unclosed references take linear time") {
  CommandLine line;
  std::string text;
  for (int n = 0; n < 200000; ++n) text += "$(";
  CHECK(expanded(line, text) == text);
}

}  // namespace fabriclint
