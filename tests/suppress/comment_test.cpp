// SPDX-License-Identifier: Apache-2.0
#include "suppress/comment.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace fabriclint {
namespace {

// "a,b|reason|2027-01-31" for each suppression of a comment, "!place: message" for one with a fault.
std::string read(const std::string& comment) {
  const std::string before = "key: value ";
  SourceSet sources;
  const SourceId id = sources.add("f.yaml", before + comment + "\nnext: line # fabriclint: ignore[x] another comment\n");
  const auto begin = static_cast<std::uint32_t>(before.size());
  std::string all;
  for (const Suppression& one : suppressions_in(sources[id], {id, begin, begin + static_cast<std::uint32_t>(comment.size())})) {
    if (!all.empty()) all += "; ";
    CHECK(sources.text(one.at).starts_with("fabriclint:"));
    if (one.fault) {
      all += "!" + std::string(sources.text(one.fault->at)) + ": " + one.fault->message;
      continue;
    }
    all += one.whole_file ? "file " : "";
    for (const NamedRule& rule : one.rules) {
      CHECK(sources.text(rule.at) == rule.id);
      all += (&rule == &one.rules.front() ? "" : ",") + rule.id;
    }
    all += "|" + std::string(one.reason) + "|" + (one.until ? written(*one.until) : "");
    if (one.until) CHECK(sources.text(one.until_at) == written(*one.until));
  }
  return all;
}

}  // namespace

TEST_CASE("a suppression names rules, gives a reason and may end") {
  CHECK(read("# fabriclint: ignore[a-rule] it is fine") == "a-rule|it is fine|");
  CHECK(read("# fabriclint: ignore[a, b] it is fine (until 2027-01-31)") == "a,b|it is fine|2027-01-31");
  CHECK(read("# fabriclint: ignore-file[a] made by a tool") == "file a|made by a tool|");
}

TEST_CASE("blanks do not matter, and the date may stand before the reason") {
  CHECK(read("#fabriclint:ignore[a]why") == "a|why|");
  CHECK(read("#\tfabriclint:  ignore  [ a ,b,, c d ]\twhy  ") == "a,b,c,d|why|");
  CHECK(read("# fabriclint: ignore[a] (until 2028-02-29) why") == "a|why|2028-02-29");
  CHECK(read("# fabriclint: ignore[a] why (until  2027-01-31 ) see above") == "a|why|2027-01-31");
}

TEST_CASE("several suppressions and other comments share a line") {
  CHECK(read("# read by a script # fabriclint: ignore[a] why # expect: b") == "a|why|");
  CHECK(read("# fabriclint: ignore[a] why #fabriclint: ignore[b] because") == "a|why|; b|because|");
  CHECK(read("# fabriclint: ignore[a] see #12 and C# (until 2027-01-31)") == "a|see #12 and C#|2027-01-31");
}

TEST_CASE("what only mentions the program is no suppression") {
  CHECK(read("# fabriclint checks this") == "");
  CHECK(read("# see fabriclint: ignore[a] why") == "");
  CHECK(read("# x#fabriclint: ignore[a] why") == "");
  CHECK(read("# Fabriclint: ignore[a] why") == "");
}

TEST_CASE("a reason says something, in any language") {
  const std::string none = ": The suppression gives no reason.";
  CHECK(read("# fabriclint: ignore[a]") == "!fabriclint: ignore[a]" + none);
  CHECK(read("# fabriclint: ignore[a]  # it is fine") == "!fabriclint: ignore[a]" + none);
  CHECK(read("# fabriclint: ignore[a] -- ...") == "!fabriclint: ignore[a] -- ..." + none);
  CHECK(read("# fabriclint: ignore[a] (until 2027-01-31)") == "!fabriclint: ignore[a] (until 2027-01-31)" + none);
  CHECK(read("# fabriclint: ignore[a] 測試") == "a|測試|");
}

TEST_CASE("a suppression without rules is refused") {
  const std::string blanket = ": A suppression names the rules that it silences, one by one.";
  CHECK(read("# fabriclint: ignore") == "!fabriclint: ignore" + blanket);
  CHECK(read("# fabriclint: ignore it is fine") == "!fabriclint: ignore it is fine" + blanket);
  CHECK(read("# fabriclint: ignore[] it is fine") == "![]" + blanket);
  CHECK(read("# fabriclint: ignore[ , ] it is fine") == "![ , ]" + blanket);
  CHECK(read("# fabriclint: ignore[a, *] it is fine") == "!*" + blanket);
  CHECK(read("# fabriclint: ignore[ucx-*] it is fine") == "!ucx-*" + blanket);
  CHECK(read("# fabriclint: ignore-file it is fine") == "!fabriclint: ignore-file it is fine" + blanket);
}

TEST_CASE("a mistake has a place") {
  CHECK(read("# fabriclint: ignroe[a] why") == "!ignroe: 'fabriclint: ignroe' means nothing.");
  CHECK(read("# fabriclint: disable a") == "!disable: 'fabriclint: disable' means nothing.");
  CHECK(read("# fabriclint:") == "!fabriclint:: Nothing follows that fabriclint understands.");
  CHECK(read("# fabriclint: ignore[a why") == "![a why: The list of rules has no end: ']' is missing.");
  CHECK(read("# fabriclint: ignore[a] why (until 2027-01-31") == "!(until 2027-01-31: The date has no end: ')' is missing.");
  CHECK(read("# fabriclint: ignore[a] why (until summer)") == "!summer: 'summer' is no date.");
  CHECK(read("# fabriclint: ignore[a] why (until)") == "!: '' is no date.");
  CHECK(read("# fabriclint: ignore[a] why (until 2027-01-31) (until 2028-01-31)") == "!(until 2028-01-31): The suppression ends twice.");
}

TEST_CASE("only days of the calendar are dates") {
  for (const char* good : {"2027-01-31", "2028-02-29", "0001-01-01", "9999-12-31"}) CHECK(written(day_of(good).value()) == good);
  for (const char* bad : {"", "2027-1-31", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "2027/01/31", "31-01-2027",
                          "2027-01-31Z", "20270131", "+027-01-31", "2027-01-3\xB2"}) {
    CAPTURE(bad);
    CHECK(!day_of(bad).has_value());
  }
  CHECK(day_of("2027-01-31").value() < day_of("2027-02-01").value());
}

TEST_CASE("no comment, however broken, reaches beyond itself") {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"fabriclint:", "ignore", "ignore-file", "[",  "]",        ",", "a-rule", "(until", "2027-01-31",
                                          ")",           " ",      "#",           "\t", "\xC3\xA9", "*", "\xFF",   "-"};
  for (int n = 0; n < 20'000; ++n) {
    std::string comment = "#";
    const auto size = random() % 14;
    for (unsigned i = 0; i < size; ++i) comment += words[random() % words.size()];
    SourceSet sources;
    const SourceId id = sources.add("f", "k: v " + comment + "\n");
    const Span span{id, 5, 5 + static_cast<std::uint32_t>(comment.size())};
    for (const Suppression& one : suppressions_in(sources[id], span)) {
      CAPTURE(comment);
      REQUIRE((one.fault || (!one.rules.empty() && !one.reason.empty())));
      REQUIRE((span.begin <= one.at.begin && one.at.end <= span.end));
      for (const NamedRule& rule : one.rules) REQUIRE(sources.text(rule.at) == rule.id);
      if (one.fault) REQUIRE((one.at.begin <= one.fault->at.begin && one.fault->at.end <= one.at.end));
    }
  }
}

}  // namespace fabriclint
