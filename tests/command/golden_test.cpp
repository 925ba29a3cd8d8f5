// SPDX-License-Identifier: Apache-2.0
// Command lines with their output, from tests/golden/*.txt, run in process from the root of the checkout:
//
//   $ fabriclint check fixtures/broken/x.yaml < optional-standard-input
//   the standard output
//   2> the standard error
//   -> the exit status
//
// UPDATE_GOLDEN=1 in the environment rewrites the files with what the program says now; read the difference before committing it.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string prefixed(const std::string& prefix, const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += prefix + line + "\n";
  return out;
}

// Every rule that comes or goes changes how many there are and how many could not decide; that is no promise of these texts.
std::string uncounted(const std::string& text) {
  static const std::regex kCounts("[0-9]+ (rules|examples|undecided)");
  return std::regex_replace(text, kCounts, "N $1");
}

// What follows a "$ fabriclint ..." line when it is run.
std::string transcript(const std::string& command) {
  std::istringstream words(command);
  std::vector<std::string> arguments;
  std::string input;
  for (std::string word; words >> word;) {
    if (word == "<") {
      words >> word;
      input = read_file(word);
    } else {
      arguments.push_back(word);
    }
  }
  REQUIRE(!arguments.empty());
  REQUIRE(arguments.front() == "fabriclint");
  arguments.erase(arguments.begin());
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  streams.today = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  const Exit status = run(arguments, streams);
  return out.str() + prefixed("2> ", err.str()) + "-> " + std::to_string(static_cast<int>(status)) + "\n";
}

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
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  fs::current_path(root);
  for (const char* page : {"README.md", "docs/model.md", "docs/write-your-own-rule.md"}) {
    CAPTURE(page);
    const std::string text = read_file(page);
    REQUIRE(text.find("$ fabriclint ") != std::string::npos);
    const std::string now = replayed_page(text);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(page, std::ios::binary) << now;
    CHECK(uncounted(now) == uncounted(text));
  }
}

TEST_CASE("every command line of tests/golden prints what is recorded there") {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  fs::current_path(root);
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
    CHECK(uncounted(now) == uncounted(golden));
  }
}

}  // namespace fabriclint
