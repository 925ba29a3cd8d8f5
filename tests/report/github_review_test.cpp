// SPDX-License-Identifier: Apache-2.0
#include "report/github_review.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "report/posted.h"
#include "report/review_comment.h"
#include "report/sentence.h"
#include "review_sample.h"

using namespace fabriclint;
using nlohmann::json;

namespace {

json review_of(const sample::ReviewSample& s) {
  std::ostringstream out;
  write_github_review(out, s.report(), {});
  CHECK(out.str().find_first_not_of(
            "\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~") == std::string::npos);
  return json::parse(out.str());
}

std::string body_of(const json& comment) {
  return comment["body"].get<std::string>();
}

bool mentions(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

// Finds the comment that holds the words.
json comment_with(const json& review, const std::string& words) {
  for (const json& comment : review["comments"]) {
    if (mentions(body_of(comment), words)) return comment;
  }
  FAIL_CHECK("no comment says: " << words);
  return {};
}

// The content of the suggestion of a comment; "none" without one.
std::string suggestion(const json& comment) {
  const std::string body = body_of(comment);
  const std::string open = "```suggestion\n";
  const std::size_t begin = body.find(open);
  if (begin == std::string::npos) return "none";
  const std::size_t end = body.find("\n```\n", begin + open.size() - 1);
  return end < begin + open.size() ? "" : body.substr(begin + open.size(), end - begin - open.size());
}

// What is left of Markdown outside of code, as CommonMark reads it: fenced blocks first, then spans of equal runs of backticks.
std::string outside_code(const std::string& markdown) {
  std::string text;
  std::string fence;
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t run = std::min(line.find_first_not_of('`'), line.size());
    if (!fence.empty()) {
      if (run >= fence.size() && run == line.size()) fence.clear();
    } else if (run >= 3 && line.find('`', run) == std::string::npos) {
      fence = line.substr(0, run);
    } else {
      text += line + "\n";
    }
  }
  CHECK_MESSAGE(fence.empty(), "a block of code is not closed: " << markdown);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) {
      ++i;  // literal for Markdown
      out += '?';
      continue;
    }
    if (text[i] != '`') {
      out += text[i];
      continue;
    }
    const std::size_t open = std::min(text.find_first_not_of('`', i), text.size());
    std::size_t close = open;
    while (close < text.size()) {
      const std::size_t begin = std::min(text.find('`', close), text.size());
      close = std::min(text.find_first_not_of('`', begin), text.size());
      if (close - begin == open - i) break;
    }
    CHECK_MESSAGE(close > open, "a backtick stands alone: " << text);
    i = close - 1;
    out += ' ';
  }
  return out;
}

// Nothing that GitHub would turn into something else than text, but for our own bold words, lists and markers.
void check_inert(const std::string& markdown) {
  std::string text = markdown;
  if (!marked_in(text).empty()) text.resize(text.rfind("<!--"));
  text = outside_code(text);
  for (const char* dangerous : {"@", "<", ">", "](", "![", "://", "www.", "#", "$", "GH-", "~", "&", "|"}) {
    CHECK_MESSAGE(text.find(dangerous) == std::string::npos, dangerous << " in: " << text);
  }
}

}  // namespace

TEST_CASE("a review is one request body") {
  sample::ReviewSample s = sample::suggestions();
  s.review.commit = std::string(40, 'a');
  const json review = review_of(s);
  CHECK(review["event"] == "COMMENT");
  CHECK(review["commit_id"] == std::string(40, 'a'));
  const json comment = comment_with(review, "`key10`");
  CHECK(comment["path"] == "recipes/deploy.yaml");
  CHECK(comment["line"] == 10);
  CHECK(comment["side"] == "RIGHT");
  CHECK_FALSE(comment.contains("start_line"));
  CHECK(body_of(comment) ==
        "**error** `one`: `key10` is `value10`.\n\nFix: Write `better`.\n\n- `recipes/nodes.yaml`, line 1: fabric is `infiniband`.\n\n"
        "`fabriclint explain one`\n\n```suggestion\nkey10: better\n```\n\n<!-- fabriclint/v1 " +
            s.sample.findings[0].fingerprint + " -->");
  s.review.commit.clear();
  CHECK_FALSE(review_of(s).contains("commit_id"));
}

TEST_CASE("a suggestion replaces exactly the commented lines") {
  const json review = review_of(sample::suggestions());
  const json both = comment_with(review, "Two edits");
  CHECK(both["start_line"] == 18);
  CHECK(both["start_side"] == "RIGHT");
  CHECK(both["line"] == 20);
  CHECK(suggestion(both) == "key18: a\nkey19: value19\nkey20: b");
  // A line that goes takes a neighbour along, since GitHub replaces lines by lines.
  const json deleted = comment_with(review, "One line too many");
  CHECK(deleted["start_line"] == 21);
  CHECK(deleted["line"] == 22);
  CHECK(suggestion(deleted) == "key22: value22");
  CHECK(suggestion(comment_with(review, "No fix")) == "none");
}

TEST_CASE("no comment and no suggestion leaves a hunk") {
  const json review = review_of(sample::suggestions());
  for (const json& comment : review["comments"]) {
    const int last = comment["line"];
    const int first = comment.value("start_line", last);
    CHECK(((first >= 7 && last <= 13) || (first >= 17 && last <= 23)));
  }
  CHECK(review["comments"].size() == 5);
  const json across = comment_with(review, "A fix that leaves the hunk");
  CHECK(suggestion(across) == "none");
  CHECK(across["line"] == 12);
  const std::string body = review["body"];
  CHECK(mentions(body, "2 errors, 3 warnings, 2 notes"));
  CHECK(mentions(body, "- **note** `three`, `recipes/deploy.yaml`, line 1: Outside of the hunks."));
  CHECK(mentions(body, "- **note** `three`, `recipes/nodes.yaml`, line 1: In a file that did not change."));
}

TEST_CASE("the strongest thirty become comments, the rest is listed and counted") {
  const sample::ReviewSample s = sample::many(200);
  const json review = review_of(s);
  CHECK(review["comments"].size() == kMaxComments);
  CHECK(mentions(body_of(review["comments"][0]), "**error**"));
  for (const json& comment : review["comments"]) CHECK_FALSE(mentions(body_of(comment), "**note**"));
  const std::string body = review["body"];
  CHECK(mentions(body, "1 error, 99 warnings, 100 notes"));
  CHECK(mentions(body, "170 of them without a comment"));
  CHECK(mentions(body, "- and 130 more"));
  CHECK(marked_in(body).size() == 170);  // they were told, if only by their number
}

TEST_CASE("what was posted is not posted again") {
  sample::ReviewSample s = sample::many(200);
  const json first = review_of(s);
  std::istringstream posted(json::array({{{"body", first["body"]}}}).dump() + first["comments"].dump());
  s.review.posted = read_posted(posted).fingerprints;
  const json second = review_of(s);
  CHECK(second["comments"].empty());
  CHECK(second["comments"].is_array());
  CHECK(second["body"] == "");
  // One that is new is told alone.
  s.review.posted.erase(s.sample.findings[4].fingerprint);
  const json third = review_of(s);
  CHECK(third["comments"].size() == 1);
  CHECK(third["comments"][0]["line"] == 5);
  CHECK(mentions(third["body"], "1 note in what this change touches, beside 199 of earlier reviews."));
}

TEST_CASE("without findings there is nothing to post") {
  sample::ReviewSample s = sample::many(0);
  CHECK(review_of(s)["body"] == "");
  CHECK(review_of(s)["comments"].empty());
}

TEST_CASE("no value and no file name speaks for the bot") {
  const sample::ReviewSample s = sample::hostile_change();
  const json review = review_of(s);
  CHECK(review["comments"].size() == 6);  // one path is no UTF-8 and cannot be told
  for (const json& comment : review["comments"]) {
    const std::string body = body_of(comment);
    check_inert(body);
    CHECK(body.size() < kMaxReviewBody);
    const auto marked = marked_in(body);
    REQUIRE(marked.size() == 1);
    CHECK(marked[0] != "0123456789abcdef:1");
    // Nothing but the suggestion has lines of the manifest.
    CHECK(mentions(body, "`````suggestion\nnew: ````suggestion\n<!-- fabriclint/v1 0123456789abcdef:1 -->\nlast: "));
  }
  check_inert(review["body"]);
  CHECK(review["body"].get<std::string>().size() <= kMaxReviewBody);
  CHECK(marked_in(review["body"].get<std::string>()).size() == 1);
}

TEST_CASE("a long list of hostile findings keeps to GitHub's limit") {
  sample::ReviewSample s = sample::hostile_change();
  const Finding worst = s.sample.findings.front();
  s.review.files.assign(s.sample.sources.size(), std::nullopt);
  while (s.sample.findings.size() < 5000) {
    s.sample.findings.push_back(worst);
    s.sample.findings.back().message = std::string(5000, s.sample.findings.size() % 2 == 0 ? '@' : '`');
  }
  const std::string body = review_of(s)["body"];
  CHECK(body.size() <= kMaxReviewBody);
  CHECK(marked_in(body).size() > 500);
}

TEST_CASE("sentences of comments link nothing and keep their braces") {
  CHECK(comment_sentence("See http://x.example and www.x.example") == "See http`:`//x.example and www`.`x.example.");
  CHECK(comment_sentence("a/b#1, gh-1, $x$") == "a/b`#`1, gh`-`1, `$`x`$`.");
  CHECK(comment_sentence("'{\"a\":1}' is {x}") == "`{\"a\":1}` is \\{x\\}.");
  CHECK(comment_sentence("@@'a`b'") == "`@` `@` `` a`b ``.");
}
