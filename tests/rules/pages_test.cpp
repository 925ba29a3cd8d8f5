// SPDX-License-Identifier: Apache-2.0
// The pages that people read show what the program really prints, of the built-in rules too. UPDATE_GOLDEN=1 in the environment rewrites
// them; read the difference before committing it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "../command/transcript.h"

namespace fabriclint {
namespace {

// A page of documentation with what the program says now in its ``` blocks that hold command lines, and `$ cat FILE` with the file. A block
// ends at the fence that opened it.
std::string replayed_page(const std::string& page) {
  std::string out;
  std::string fence = "```";
  bool skipping = false;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ fabriclint ")) {
      const std::string told = transcript(line.substr(2));
      out += line + "\n" + told.substr(0, told.rfind("-> "));
      skipping = true;
    } else if (line.starts_with("$ cat ")) {
      out += line + "\n" + read_file(line.substr(6));
      skipping = true;
    } else if (!skipping || line == fence) {
      if (!skipping && line.starts_with("```")) fence = line.substr(0, line.find_first_not_of('`'));
      skipping = false;
      out += line + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the README and the pages of docs show what the program really prints") {
  enter_checkout();
  for (const char* page : {"README.md", "docs/model.md", "docs/write-your-own-rule.md"}) {
    CAPTURE(page);
    const std::string text = read_file(page);
    REQUIRE(text.find("$ fabriclint ") != std::string::npos);
    const std::string now = replayed_page(text);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(page, std::ios::binary) << now;
    CHECK(difference(text, now) == "");
  }
}

}  // namespace fabriclint
