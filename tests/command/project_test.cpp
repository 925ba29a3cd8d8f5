// SPDX-License-Identifier: Apache-2.0
// Which project file a run uses, and what it does to the result.
#include "command/project.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"
#include "folder.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

const std::string kPod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x}]}\n";

// A folder of its own, and back again at the end.
class Checkout : public TemporaryFolder {
 public:
  Checkout() {
    fs::create_directories(path() / "repository/.git");
    fs::create_directories(path() / "repository/a/b");
  }
};

// The fabric that a run assumes: "-" for none.
std::string assumed(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"model", "--format", "json", "-"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  std::istringstream in(kPod);
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  const Exit status = run(arguments, streams);
  if (status != Exit::clean) return "status " + std::to_string(static_cast<int>(status)) + ": " + err.str();
  for (const char* fabric : {"efa", "infiniband", "roce"}) {
    if (out.str().find("\"" + std::string(fabric) + "\"") != std::string::npos) return fabric;
  }
  return "-";
}

std::string fabric(const std::string& name) {
  return "[assume]\nfabric = '" + name + "'\n";
}

TEST_CASE("the nearest project file is used, up to the root of the repository") {
  const Checkout folder;
  folder.enter("repository/a/b");
  CHECK(assumed() == "-");
  folder.write("fabriclint.toml", fabric("efa"));
  CHECK(assumed() == "-");
  folder.write("repository/fabriclint.toml", fabric("roce"));
  CHECK(assumed() == "roce");
  folder.write("repository/a/fabriclint.toml", fabric("infiniband"));
  CHECK(assumed() == "infiniband");
  folder.enter("repository");
  CHECK(assumed() == "roce");
}

TEST_CASE("without a repository only the working directory is looked at") {
  const Checkout folder;
  folder.remove("repository/.git");
  folder.write("repository/fabriclint.toml", fabric("roce"));
  folder.enter("repository/a");
  CHECK(assumed() == "-");
  folder.enter("repository");
  CHECK(assumed() == "roce");
}

TEST_CASE("--config names another project file, --no-config uses none") {
  const Checkout folder;
  folder.enter("repository");
  folder.write("repository/fabriclint.toml", fabric("roce"));
  folder.write("other.toml", fabric("efa"));
  CHECK(assumed({"--config", "../other.toml"}) == "efa");
  CHECK(assumed({"--no-config"}) == "-");
}

TEST_CASE("a project file that is wrong or missing ends the run with status 2") {
  const Checkout folder;
  folder.enter("repository");
  folder.write("repository/fabriclint.toml", fabric("rose"));
  CHECK(assumed().starts_with("status 2: error[project]: Unknown fabric 'rose'."));
  CHECK(assumed().find("Did you mean 'roce'?") != std::string::npos);
  CHECK(assumed().find("fabriclint.toml:2:10") != std::string::npos);
  CHECK(assumed({"--no-config"}) == "-");
  CHECK(assumed({"--config", "none.toml"}).starts_with("status 2: fabriclint: none.toml: no such file or folder"));
}

TEST_CASE("the project file of the cluster fixture is what facts writes") {
  fs::current_path(std::getenv("FABRICLINT_SOURCE_ROOT"));
  std::ifstream file("fixtures/cluster/fabriclint.toml", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  CHECK(run({"facts", "fixtures/cluster/nodes.json"}, streams) == Exit::clean);
  CHECK(out.str() == text);
}

}  // namespace
}  // namespace fabriclint
