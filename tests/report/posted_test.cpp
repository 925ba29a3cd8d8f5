// SPDX-License-Identifier: Apache-2.0
#include "report/posted.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace fabriclint;

namespace {

const std::string kOne = "0123456789abcdef:1";
const std::string kTwo = "fedcba9876543210:12";

Posted read(const std::string& json) {
  std::istringstream in(json);
  return read_posted(in);
}

std::string comment(const std::string& last_line) {
  return R"({"id": 1, "user": {"login": "bot", "body": "x"}, "body": "text\n\n)" + last_line + R"("})";
}

}  // namespace

TEST_CASE("a marker says which findings a comment is about") {
  const std::string text = marker(std::vector<std::string>{kOne, kTwo}, 1000);
  CHECK(text == "<!-- fabriclint/v1 0123456789abcdef:1 fedcba9876543210:12 -->");
  CHECK(marked_in("**error** x\n\n" + text) == std::vector<std::string_view>{kOne, kTwo});
  CHECK(marked_in(text + "\r\n \n") == std::vector<std::string_view>{kOne, kTwo});  // as web forms send it
  CHECK(marker(std::vector<std::string>{kOne, kTwo}, 50).find("fedc") == std::string::npos);
  CHECK(marked_in(marker({}, 100)).empty());
}

TEST_CASE("only the last line is a marker, and only a whole one") {
  const std::string text = marker(std::vector<std::string>{kOne}, 1000);
  CHECK(marked_in(text + "\nand more").empty());
  CHECK(marked_in("x " + text).empty());
  CHECK(marked_in(text + " x").empty());
  for (const char* wrong :
       {"<!-- fabriclint/v1 -->", "<!-- fabriclint/v1 0123456789abcdef -->", "<!-- fabriclint/v1 0123456789abcdeg:1 -->",
        "<!-- fabriclint/v1 0123456789abcdef:1", "<!-- fabriclint/v1  0123456789abcdef:1 -->", "<!-- fabriclint/v10123456789abcdef:1 -->",
        "<!-- fabriclint/v2 0123456789abcdef:1 -->", "<!-- fabriclint/v1 0123456789abcdef:1 <b> -->", "<!-- fabriclint/v1 -->-->", "",
        "\n"}) {
    CHECK_MESSAGE(marked_in(wrong).empty(), wrong);
  }
}

TEST_CASE("comments are read from the lists of GitHub's API, one or several") {
  const std::string one = comment("<!-- fabriclint/v1 " + kOne + " -->");
  const std::string two = comment("<!-- fabriclint/v1 " + kTwo + " -->");
  using Set = std::set<std::string, std::less<>>;
  CHECK(read("[" + one + "," + two + "]").fingerprints == Set{kOne, kTwo});
  CHECK(read("[" + one + "]\n[" + two + "]").fingerprints == Set{kOne, kTwo});   // gh api --paginate
  CHECK(read("[[" + one + "],[" + two + "]]").fingerprints == Set{kOne, kTwo});  // with --slurp
  CHECK(read("[]").fingerprints.empty());
  CHECK(read("[]").problem.empty());
  CHECK(read(R"([{"body": null}, {"body": 5}, {"body": ["x"]}, null, 7])").problem.empty());
}

TEST_CASE("only the text of a comment counts, not what else the list holds") {
  const std::string mark = "<!-- fabriclint/v1 " + kOne + " -->";
  CHECK(read(R"([{"diff_hunk": ")" + mark + R"(", "body": "x"}])").fingerprints.empty());
  CHECK(read(R"([{"user": {"body": ")" + mark + R"("}}])").fingerprints.empty());
  CHECK(read(R"([{"body": [")" + mark + R"("]}])").fingerprints.empty());
  CHECK(read(R"([{"body": {"body": ")" + mark + R"("}}])").fingerprints.empty());
  CHECK(read(R"([")" + mark + R"("])").fingerprints.empty());
}

TEST_CASE("what is no list of comments is refused: posting everything again would be worse") {
  CHECK_FALSE(read("").problem.empty());
  CHECK_FALSE(read(" \n").problem.empty());
  CHECK_FALSE(read(R"({"message": "Not Found"})").problem.empty());
  CHECK_FALSE(read("[] {}").problem.empty());
  CHECK_FALSE(read("null").problem.empty());
  CHECK_FALSE(read("[1, ").problem.empty());
  CHECK_FALSE(read("[\"\xff\"]").problem.empty());
  CHECK_FALSE(read("<html>").problem.empty());
  CHECK_FALSE(read(std::string(100'000, '[')).problem.empty());
}
