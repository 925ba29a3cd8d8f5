// SPDX-License-Identifier: Apache-2.0
// Command lines with their output, from tests/golden/*.txt, run in process from the root of the checkout, as transcript.h writes them. The
// rules are those of tests/ruleset, whose ids begin with 'sample-': what the program does with a rule is promised here, not what the
// built-in ones say.
//
// UPDATE_GOLDEN=1 in the environment rewrites the files with what the program says now; read the difference before committing it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "transcript.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// The golden file as it would be if every command line said what it says now.
std::string replayed(const std::string& golden) {
  std::string out;
  bool in_output = false;
  std::istringstream lines(golden);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ ")) {
      out += line + "\n" + transcript(line.substr(2));
      in_output = true;
    } else if (!in_output) {
      out += line + "\n";
    } else if (line.starts_with("-> ")) {
      in_output = false;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every command line of tests/golden prints what is recorded there") {
  enter_checkout();
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator("tests/golden")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const fs::path& file : files) {
    CAPTURE(file.string());
    const std::string golden = read_file(file);
    REQUIRE(golden.find("$ fabriclint ") != std::string::npos);
    const std::string now = replayed(golden);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << now;
    CHECK(difference(golden, now) == "");
  }
}

}  // namespace fabriclint
