// SPDX-License-Identifier: Apache-2.0
#include "suppress/apply.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "yaml/parse.h"

namespace fabriclint {
namespace {

Rule rule(const std::string& id, bool suppressible = true) {
  Rule made;
  made.id = id;
  made.suppressible = suppressible;
  return made;
}

// A file that is judged: each word of its text that is the id of a rule in capitals is where that rule reports.
class Judged {
 public:
  explicit Judged(const std::string& text, const std::string& today = "2026-06-01") {
    ruleset_.rules.push_back(rule("a-rule"));
    ruleset_.rules.push_back(rule("b-rule"));
    ruleset_.rules.push_back(rule("fixed-rule", false));
    ruleset_.off = {"off-rule"};
    id_ = sources_.add("f.yaml", text);
    stream_ = yaml::parse(sources_[id_], id_);
    REQUIRE(!stream_.broken());
    suppressions_ = std::make_unique<Suppressions>(ruleset_, sources_, day_of(today).value());
    suppressions_->read(stream_, id_);
    for (const auto& [word, id] : {std::pair{"A-RULE", "a-rule"}, {"B-RULE", "b-rule"}, {"FIXED-RULE", "fixed-rule"}}) {
      for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        Finding finding;
        finding.rule = id;
        finding.at = {id_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at) + 1};
        if (!suppressions_->covers(finding)) left_.push_back(line(finding.at) + " " + id);
      }
    }
  }

  // The findings that are not covered: "2 a-rule".
  [[nodiscard]] std::string left() {
    std::sort(left_.begin(), left_.end());
    std::string all;
    for (const std::string& one : left_) all += (all.empty() ? "" : ", ") + one;
    return all;
  }
  // "1 unused 'text': message help [line of the context: its text]", one line each.
  [[nodiscard]] std::string problems(bool settled = true) const {
    std::string all;
    for (const Problem& problem : suppressions_->problems(id_, [&](Extent) { return settled; })) {
      CHECK(problem.check.starts_with("suppression."));
      all += (all.empty() ? "" : "\n") + line(problem.at) + " " + std::string(problem.check.substr(12)) + " '" +
             std::string(sources_.text(problem.at)) + "': " + problem.message + " " + problem.help;
      if (!problem.context_text.empty()) all += " [" + line(problem.context) + ": " + problem.context_text + "]";
    }
    return all;
  }

 private:
  [[nodiscard]] std::string line(Span at) const { return std::to_string(line_of(sources_[at.source], at.begin)); }

  Ruleset ruleset_;
  SourceSet sources_;
  SourceId id_;
  yaml::Stream stream_;
  std::unique_ptr<Suppressions> suppressions_;
  std::vector<std::string> left_;
};

}  // namespace

TEST_CASE("a suppression covers its rule at its place, and nothing else") {
  Judged judged("a: A-RULE B-RULE # fabriclint: ignore[a-rule] why\nb: A-RULE\n");
  CHECK(judged.left() == "1 b-rule, 2 a-rule");
  CHECK(judged.problems() == "");
}

TEST_CASE("several rules in one suppression, several suppressions above one node") {
  Judged both("a: A-RULE B-RULE # fabriclint: ignore[a-rule, b-rule] why\n");
  CHECK(both.left() == "");
  CHECK(both.problems() == "");
  Judged stacked("# fabriclint: ignore[a-rule] why\n# fabriclint: ignore[b-rule] because\na:\n  b: A-RULE\n  c: B-RULE\nd: A-RULE\n");
  CHECK(stacked.left() == "6 a-rule");
  CHECK(stacked.problems() == "");
}

TEST_CASE("two suppressions of one finding are both of use") {
  Judged judged("# fabriclint: ignore[a-rule] why\na: A-RULE # fabriclint: ignore[a-rule] why\n");
  CHECK(judged.left() == "");
  CHECK(judged.problems() == "");
}

TEST_CASE("the whole file") {
  Judged judged("a: A-RULE\n---\nb: A-RULE\n# fabriclint: ignore-file[a-rule] a tool makes it\n---\nc: A-RULE B-RULE\n");
  CHECK(judged.left() == "6 b-rule");
  CHECK(judged.problems() == "");
  Judged behind("a: A-RULE # fabriclint: ignore-file[a-rule] a tool makes it\n");
  CHECK(behind.left() == "1 a-rule");
  CHECK(behind.problems() ==
        "1 invalid 'fabriclint: ignore-file[a-rule] a tool makes it': 'ignore-file' is about the whole file and stands behind something "
        "else. "
        "Give it a line of its own.");
}

TEST_CASE("what suppresses nothing is unused, and says where the rule does report") {
  CHECK(Judged("a: 1 # fabriclint: ignore[a-rule] why\n").problems() ==
        "1 unused 'a-rule': 'a-rule' reports nothing here: there is nothing to suppress. Remove the comment.");
  CHECK(Judged("a: A-RULE # fabriclint: ignore[b-rule, a-rule] why\n").problems() ==
        "1 unused 'b-rule': 'b-rule' reports nothing here: there is nothing to suppress. Take it out of the list.");
  CHECK(Judged("a: A-RULE\nb: 2 # fabriclint: ignore[a-rule] why\nc: 3\nd: A-RULE\n").problems() ==
        "2 unused 'a-rule': 'a-rule' reports nothing here: there is nothing to suppress. Put the comment behind the reported line, or on a "
        "line of its own above it. [1: it reports this]");
  CHECK(Judged("a: 1\n# fabriclint: ignore[a-rule] why\n").problems().starts_with("2 unused"));
  // What another one suppresses is no place to put this one.
  CHECK(Judged("a: A-RULE # fabriclint: ignore[a-rule] why\nb: 2 # fabriclint: ignore[a-rule] why\n").problems() ==
        "2 unused 'a-rule': 'a-rule' reports nothing here: there is nothing to suppress. Remove the comment.");
}

TEST_CASE("unused is not said of rules that are off, nor where not everything was judged") {
  CHECK(Judged("a: 1 # fabriclint: ignore[off-rule] why\n").problems() == "");
  CHECK(Judged("a: 1 # fabriclint: ignore[a-rule] why\n").problems(false) == "");
  CHECK(Judged("a: 1 # fabriclint: ignore[a-rule]\n").problems(false).starts_with("1 invalid"));
}

TEST_CASE("a rule that does not exist is named, with the nearest one; the others still count") {
  Judged judged("a: A-RULE # fabriclint: ignore[a-rul, a-rule, of-rule, whatever] why\n");
  CHECK(judged.left() == "");
  CHECK(judged.problems() ==
        "1 unknown-rule 'a-rul': There is no rule 'a-rul'. Did you mean 'a-rule'?\n"
        "1 unknown-rule 'of-rule': There is no rule 'of-rule'. Did you mean 'off-rule'?\n"
        "1 unknown-rule 'whatever': There is no rule 'whatever'. 'fabriclint rules' lists the rules.");
}

TEST_CASE("a rule that cannot be suppressed is not, and the attempt is reported") {
  Judged judged("a: FIXED-RULE # fabriclint: ignore[fixed-rule] why\n");
  CHECK(judged.left() == "1 fixed-rule");
  CHECK(judged.problems() == "1 invalid 'fixed-rule': 'fixed-rule' cannot be suppressed. Mend what it reports.");
}

TEST_CASE("the last day counts; after it the finding is back") {
  const std::string text = "a: A-RULE # fabriclint: ignore[a-rule] why (until 2026-06-01)\n";
  Judged last(text, "2026-06-01");
  CHECK(last.left() == "");
  CHECK(last.problems() == "");
  Judged after(text, "2026-06-02");
  CHECK(after.left() == "1 a-rule");
  CHECK(after.problems() ==
        "1 expired '2026-06-01': The suppression ended on 2026-06-01. Mend what it hid, or give a new date and the reason for it.");
  CHECK(Judged("a: 1 # fabriclint: ignore[a-rule] why (until 2026-06-01)\n", "2026-06-02").problems() ==
        "1 expired '2026-06-01': The suppression ended on 2026-06-01. Nothing is reported here any more: remove it.");
}

TEST_CASE("a suppression without rules says which ones to write") {
  Judged judged("# fabriclint: ignore why\na: B-RULE A-RULE FIXED-RULE\nb: A-RULE\n");
  CHECK(judged.left() == "2 a-rule, 2 b-rule, 2 fixed-rule, 3 a-rule");
  CHECK(judged.problems() ==
        "1 invalid 'fabriclint: ignore why': A suppression names the rules that it silences, one by one. Write 'fabriclint: ignore[a-rule, "
        "b-rule] REASON'.");
  CHECK(
      Judged("a: 1 # fabriclint: ignore[*] why\n").problems() ==
      "1 invalid '*': A suppression names the rules that it silences, one by one. Write 'fabriclint: ignore[RULE-ID] REASON', with '(until "
      "YYYY-MM-DD)' where it is to end.");
}

TEST_CASE("a finding of another file is not covered") {
  Ruleset ruleset;
  ruleset.rules.push_back(rule("a-rule"));
  SourceSet sources;
  const SourceId one = sources.add("one.yaml", "# fabriclint: ignore-file[a-rule] why\na: 1\n");
  const SourceId two = sources.add("two.yaml", "a: 1\n");
  Suppressions suppressions(ruleset, sources, {});
  suppressions.read(yaml::parse(sources[one], one), one);
  suppressions.read(yaml::parse(sources[two], two), two);
  Finding finding;
  finding.rule = "a-rule";
  finding.at = {two, 0, 1};
  CHECK(!suppressions.covers(finding));
  finding.at = {one, 0, 1};
  CHECK(suppressions.covers(finding));
  CHECK(suppressions.problems(two, [](Extent) { return true; }).empty());
}

TEST_CASE("more suppressions than a file may hold are refused, and the first ones count") {
  std::string text = "a: A-RULE # fabriclint: ignore[a-rule] why\n";
  for (std::size_t i = 0; i < kMostSuppressions; ++i) text += "k" + std::to_string(i) + ": 1 # fabriclint: ignore[off-rule] why\n";
  Judged judged(text + "b: A-RULE # fabriclint: ignore[a-rule] why\n");
  const std::string last = std::to_string(kMostSuppressions + 2);
  CHECK(judged.left() == last + " a-rule");
  CHECK(judged.problems().starts_with(std::to_string(kMostSuppressions + 1) +
                                      " invalid 'fabriclint: ignore[off-rule] why': This file holds more"));
}

}  // namespace fabriclint
