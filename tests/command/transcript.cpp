// SPDX-License-Identifier: Apache-2.0
#include "transcript.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

std::string prefixed(const std::string& prefix, const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += prefix + line + "\n";
  return out;
}

std::string uncounted(const std::string& text) {
  static const std::regex kCounts("[0-9]+ (rules|examples|undecided)");
  return std::regex_replace(text, kCounts, "N $1");
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

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

std::string difference(const std::string& recorded, const std::string& now) {
  const std::string old_text = uncounted(recorded);
  const std::string new_text = uncounted(now);
  if (old_text == new_text) return "";
  std::istringstream old_lines(old_text);
  std::istringstream new_lines(new_text);
  for (std::size_t number = 1;; ++number) {
    std::string before;
    std::string after;
    const bool more_before = static_cast<bool>(std::getline(old_lines, before));
    const bool more_after = static_cast<bool>(std::getline(new_lines, after));
    if (!more_before && !more_after) return "the break at the end";
    if (more_before == more_after && before == after) continue;
    return "line " + std::to_string(number) + "\n  was: " + (more_before ? before : "(the end)") +
           "\n  now: " + (more_after ? after : "(the end)");
  }
}

void enter_checkout() {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  std::filesystem::current_path(root);
}

}  // namespace fabriclint
