// SPDX-License-Identifier: Apache-2.0
#include "project/suppress.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

namespace fabriclint {
namespace {

constexpr Day kToday = std::chrono::sys_days(std::chrono::year(2026) / 6 / 15);
const std::vector<std::string> kManifests = {"rendered/a.yaml", "rendered/b.yaml", "c.yaml", ""};

// Entries as a project file writes them, and what has come of them.
class Entries {
 public:
  explicit Entries(const std::string& text) : id_(sources_.add("fabriclint.toml", text)), parsed_(toml::parse(sources_[id_], id_)) {
    REQUIRE(parsed_.problems.empty());
    toml::Fields fields(parsed_.root, "the project file", diagnostics_);
    entries_ = read_suppressions(fields, {"r", "s", "hard"}, {"hard"}, diagnostics_);
    suppressions_.emplace(entries_, kManifests, kToday);
  }
  [[nodiscard]] std::string wrong() const {
    std::string all;
    for (const Finding& finding : diagnostics_.findings()) {
      all += (all.empty() ? "" : "\n") + std::string(sources_.text(finding.at)) + " | " + finding.message;
    }
    return all;
  }
  [[nodiscard]] bool covers(const std::string& rule, std::uint32_t file) const {
    Finding finding;
    finding.rule = rule;
    finding.at.source = SourceId{file};
    return suppressions_->covers(finding);
  }
  // "CHECK TEXT-AT-PLACE" of each, when all files were seen but for `missed`, all were settled but for `open`, and all rules but `off` ran.
  [[nodiscard]] std::string problems(const std::string& missed = "", std::uint32_t open = 99, const std::string& off = "") const {
    std::string all;
    for (const Problem& problem : suppressions_->problems({.all = [&](std::string_view pattern) { return pattern != missed; },
                                  .settled = [&](SourceId file) { return file.index != open; },
                                  .applies = [&](std::string_view rule) { return rule != off; }})) {
      all += (all.empty() ? "" : "\n") + std::string(problem.check) + " " + std::string(sources_.text(problem.at));
    }
    return all;
  }

 private:
  SourceSet sources_;
  SourceId id_;
  toml::Parsed parsed_;
  mutable toml::Diagnostics diagnostics_{"project"};
  std::vector<ProjectSuppression> entries_;
  std::optional<ProjectSuppressions> suppressions_;
};

std::string entry(const std::string& path, const std::string& rule, const std::string& more = "") {
  return "[[suppress]]\npath = " + path + "\nrule = " + rule + "\nreason = 'why'\n" + more;
}

TEST_CASE("an entry covers the findings of its rules in the files that match, and nothing else") {
  const Entries entries(entry("'rendered/**'", "['r', 's']"));
  REQUIRE(entries.wrong() == "");
  CHECK(entries.covers("r", 0));
  CHECK(entries.covers("s", 1));
  CHECK_FALSE(entries.covers("t", 0));
  CHECK_FALSE(entries.covers("r", 2));
  CHECK_FALSE(entries.covers("r", 3));   // lies elsewhere
  CHECK_FALSE(entries.covers("r", 99));  // no manifest
  CHECK(entries.problems() == "");
}

TEST_CASE("an entry counts up to its last day, and is reported from the next one on") {
  const Entries last(entry("'*.yaml'", "'r'", "until = 2026-06-15\n"));
  CHECK(last.covers("r", 0));
  CHECK(last.problems() == "");
  const Entries over(entry("'*.yaml'", "'r'", "until = '2026-06-14'\n"));
  CHECK_FALSE(over.covers("r", 0));
  CHECK(over.problems() == "suppression.expired '2026-06-14'");
}

TEST_CASE("what suppresses nothing is reported where the run has seen everything") {
  const Entries some(entry("'rendered'", "['r', 's']"));
  CHECK(some.covers("r", 1));
  CHECK(some.problems() == "suppression.unused 's'");
  CHECK(some.problems("rendered") == "");  // files that match may not have been judged
  CHECK(some.problems("", 0) == "");       // one of them may still report
  CHECK(some.problems("", 2) == "suppression.unused 's'");
  CHECK(some.problems("", 99, "s") == "");  // the rule is off
  CHECK(Entries(entry("'nowhere/x.yaml'", "'r'")).problems() == "suppression.unused 'nowhere/x.yaml'");
}

TEST_CASE("two entries for one finding are both of use") {
  const Entries twice(entry("'rendered'", "'r'") + entry("'**'", "'r'"));
  CHECK(twice.covers("r", 0));
  CHECK(twice.problems() == "");
}

TEST_CASE("mistakes in an entry") {
  CHECK(Entries("[[suppress]]\n").wrong() ==
        "[[suppress]] | 'path' is missing in a suppression.\n[[suppress]] | 'rule' is missing in a suppression.\n"
        "[[suppress]] | 'reason' is missing in a suppression.");
  CHECK(Entries(entry("'a'", "'t'")).wrong() == "'t' | Unknown rule 't'.");
  CHECK(Entries(entry("'a'", "'hard'")).wrong() == "'hard' | 'hard' cannot be suppressed.");
  CHECK(Entries(entry("'a'", "[]")).wrong() == "[] | A suppression names the rules that it is about.");
  CHECK(Entries("[[suppress]]\npath = 'a'\nrule = 'r'\nreason = ' \\t'\n").wrong() == "");
  CHECK(Entries("[[suppress]]\npath = 'a'\nrule = 'r'\nreason = \" \\t\"\n").wrong() == "\" \\t\" | A suppression needs a reason.");
  CHECK(Entries(entry("'../a'", "'r'")).wrong().starts_with("'../a' | A pattern is about what lies below"));
  for (const char* until : {"'2026-02-30'", "'soon'", "2026", "2026-06-15T00:00:00Z"}) {
    CHECK(Entries(entry("'a'", "'r'", "until = " + std::string(until) + "\n")).wrong() ==
          std::string(until) + " | 'until' of a suppression is a day of the calendar: 2027-01-31.");
  }
  CHECK(Entries(entry("'a'", "'r'", "untill = 2026-06-15\n")).wrong() == "untill | Unknown key in a suppression: 'untill'.");
}

TEST_CASE("the fixed part of a pattern is where a search has to begin at the latest") {
  CHECK(fixed_part("a/b.yaml") == "a/b.yaml");
  CHECK(fixed_part("a/b/") == "a/b");
  CHECK(fixed_part("a/*/c") == "a");
  CHECK(fixed_part("a/b*/c") == "a");
  CHECK(fixed_part("a/b/**") == "a/b");
  CHECK(fixed_part("/a") == "a");
  CHECK(fixed_part("./a") == "a");
  CHECK(fixed_part("/*.yaml") == "");
  CHECK(fixed_part("a") == "");
  CHECK(fixed_part("a/") == "");
  CHECK(fixed_part("**/a/b") == "");
  CHECK(fixed_part("") == "");
}

}  // namespace
}  // namespace fabriclint
