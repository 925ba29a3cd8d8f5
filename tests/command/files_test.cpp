// SPDX-License-Identifier: Apache-2.0
#include "command/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kYaml = {".yaml", ".yml"};

std::vector<std::string> names(const Inputs& inputs) {
  std::vector<std::string> names;
  for (const SourceId id : inputs.ids) names.push_back(inputs.sources[id].name());
  return names;
}

Inputs read(const std::vector<std::string>& paths, const std::string& input = "", std::size_t most = 1000) {
  std::istringstream in(input);
  return read_inputs({paths, kYaml, most, "<stdin>"}, in);
}

}  // namespace

TEST_CASE("a folder is searched for manifests in order, hidden folders are left out, a named file is read whatever it is called") {
  const WorkingFolder folder;
  folder.write("b/two.yml", "2");
  folder.write("b/one.yaml", "1");
  folder.write("b/.git/no.yaml", "x");
  folder.write("b/no.txt", "x");
  folder.write("deploy.tpl", "3");
  CHECK(names(read({"deploy.tpl", "b"})) == std::vector<std::string>{"b/one.yaml", "b/two.yml", "deploy.tpl"});
  CHECK(names(read({"."})) == std::vector<std::string>{"b/one.yaml", "b/two.yml"});
}

TEST_CASE("names are relative to the working directory, however the path was written, and every file comes once") {
  const WorkingFolder folder;
  folder.write("a/x.yaml", "1");
  const std::string absolute = (folder.path() / "a" / "x.yaml").string();
  CHECK(names(read({absolute, "./a//x.yaml", "a/../a/x.yaml", "a"})) == std::vector<std::string>{"a/x.yaml"});
}

TEST_CASE("what is missing, a pipe or a device is refused with a reason and never opened") {
  const WorkingFolder folder;
  REQUIRE(mkfifo((folder.path() / "pipe.yaml").c_str(), 0600) == 0);
  const Inputs inputs = read({"pipe.yaml", "/dev/zero", "none.yaml"});
  CHECK(inputs.ids.empty());
  REQUIRE(inputs.errors.size() == 3);
  CHECK(inputs.errors[0].path == "/dev/zero");
  CHECK(inputs.errors[0].reason.find("not a regular file") == 0);
  CHECK(inputs.errors[1].reason == "no such file or folder");
  CHECK(inputs.errors[2].path == "pipe.yaml");
  CHECK(inputs.errors[2].reason.find("not a regular file") == 0);
}

TEST_CASE("no more than the limit and one byte is read of a file or of standard input") {
  const WorkingFolder folder;
  folder.write("big.yaml", std::string(5000, 'x'));
  const Inputs inputs = read({"big.yaml", "-"}, std::string(5000, 'y'), 100);
  REQUIRE(inputs.ids.size() == 2);
  for (const SourceId id : inputs.ids) CHECK(inputs.sources[id].text().size() == 101);
}

TEST_CASE("a run knows where it stands in its repository") {
  const WorkingFolder folder;
  folder.write(".git/HEAD", "");
  folder.write("recipes/chat/x.yaml", "");
  CHECK(repository_at("").prefix == "");
  fs::current_path(folder.path() / "recipes" / "chat");
  const std::string here = fs::current_path().generic_string();
  CHECK(repository_at("").prefix == "recipes/chat/");
  CHECK(repository_at("").root + "recipes/chat" == here);
  CHECK(repository_at("..").prefix == "chat/");
  CHECK(repository_at("..").root + "chat" == here);
  CHECK(repository_at("elsewhere").prefix == here + "/");
  CHECK(repository_at("elsewhere").root == here + "/elsewhere/");
}

}  // namespace fabriclint
