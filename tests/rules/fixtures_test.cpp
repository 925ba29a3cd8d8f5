// SPDX-License-Identifier: Apache-2.0
// The whole path over fixtures/: every file carries exactly the findings that its `# expect:` comments announce, at those lines, and the
// clean ones carry none.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// "rule-id" by line, as `concise` prints them: file:line:column: level[rule] message.
using Marks = std::multiset<std::pair<std::size_t, std::string>>;

Marks expected_in(const fs::path& path) {
  Marks marks;
  std::ifstream file(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    for (const auto& [mark, up] :
         {std::pair<std::string, std::size_t>{"# expect: ", 0}, {"# expect-above: ", 1}, {"# expect-above-2: ", 2}}) {
      const std::size_t at = line.find(mark);
      if (at == std::string::npos) continue;
      std::istringstream ids(line.substr(at + mark.size()));
      for (std::string id; std::getline(ids, id, ',');) {
        id.erase(0, id.find_first_not_of(' '));
        marks.emplace(number - up, id.substr(0, id.find_first_of(" \r\"'")));
      }
    }
  }
  return marks;
}

Marks found_in(const fs::path& path) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  std::vector<std::string> arguments = {"check", "--format", "concise", "--exit-zero", path.string()};
  // A folder of fixtures may have a project file of its own.
  if (const fs::path project = path.parent_path() / "fabriclint.toml"; fs::exists(project)) {
    arguments.insert(arguments.end(), {"--config", project.string()});
  }
  const Exit status = run(arguments, streams);
  CHECK(status == Exit::clean);
  CHECK(err.str().empty());
  Marks marks;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) {
    const std::size_t open = line.find('[');
    const std::size_t close = line.find(']');
    if (!line.starts_with(path.generic_string() + ":") || open == std::string::npos || close == std::string::npos) continue;
    marks.emplace(std::stoul(line.substr(path.generic_string().size() + 1)), line.substr(open + 1, close - open - 1));
  }
  return marks;
}

// The marks of one that the other has not, so that what fails names its rule.
std::string without(Marks marks, const Marks& others) {
  for (const auto& mark : others) {
    if (const auto same = marks.find(mark); same != marks.end()) marks.erase(same);
  }
  std::string text;
  for (const auto& [line, id] : marks) text += std::to_string(line) + ": " + id + "\n";
  return text;
}

}  // namespace

TEST_CASE("every fixture carries exactly the findings that it announces, at their lines") {
  const char* root = std::getenv("FABRICLINT_SOURCE_ROOT");
  REQUIRE(root != nullptr);
  fs::current_path(root);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("fixtures")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    CAPTURE(entry.path().string());
    const Marks expected = expected_in(entry.path());
    const Marks found = found_in(entry.path());
    CHECK(without(expected, found) == "");
    CHECK(without(found, expected) == "");
    CHECK(expected.empty() == entry.path().generic_string().starts_with("fixtures/clean/"));
  }
  CHECK(files >= 20);
}

}  // namespace fabriclint
