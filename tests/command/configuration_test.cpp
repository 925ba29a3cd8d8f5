// SPDX-License-Identifier: Apache-2.0
// What a project file makes of a run: rules, levels, parameters, what is left out, and what it may read.
#include "command/configuration.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// One finding: a note of sample-log at the variable.
const std::string kManifest = R"(apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  services:
    Worker:
      componentType: worker
      sharedMemory: {size: 2Gi}
      resources: {limits: {gpu: "8"}}
      extraPodSpec:
        mainContainer:
          image: registry.example.com/vllm-runtime:1.3.0
          command: [python3, -m, dynamo.vllm]
          env:
            - {name: NIXL_LOG_LEVEL, value: TRACE}
)";

// A rule `house-NAME` that always speaks of containers.
std::string rule(const std::string& name, const std::string& message = "m", const std::string& more = "") {
  return "[rule.house-" + name + "]\nsummary = 's'\nlevel = 'warning'\neach = 'container'\nwhy = 'w'\nreferences = []\nsince = '1'\n" +
         more + "message = '" + message + "'\nforbid = { \"container.image\" = { exists = true } }\n" + "[[rule.house-" + name +
         ".example]]\ntitle = 'a'\nmanifest = 'x # expect: house-" + name + "'\n[[rule.house-" + name +
         ".example]]\ntitle = 'b'\nmanifest = ''\n";
}

// A repository in a folder of its own, which is the working directory until the end.
class Repository {
 public:
  Repository() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "fabriclint-configuration-XXXXXX").string();
    top_ = mkdtemp(name.data());
    fs::create_directories(top_ / "repository/.git");
    fs::current_path(top_ / "repository");
    write("m.yaml", kManifest);
  }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;
  ~Repository() {
    fs::current_path(before_);
    fs::remove_all(top_);
  }
  void write(const std::string& path, const std::string& text) const {
    const fs::path file = top_ / "repository" / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  void project(const std::string& text) const { write("fabriclint.toml", text); }

 private:
  fs::path before_;
  fs::path top_;
};

struct Told {
  int status = 0;
  std::string out;
  std::string err;
};

Told told(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  streams.today = std::chrono::sys_days(std::chrono::year(2026) / 6 / 15);
  const Exit status = run(arguments, streams);
  return {static_cast<int>(status), out.str(), err.str()};
}

// "STATUS: FILE level[rule] ..." of a check, in order.
std::string checked(std::vector<std::string> arguments = {"."}) {
  arguments.insert(arguments.begin(), {"check", "--format", "concise"});
  const Told result = told(arguments);
  std::string all = std::to_string(result.status) + ":";
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t place = line.find(": ");
    const std::size_t end = line.find(']');
    if (place == std::string::npos || end == std::string::npos) continue;
    all += " " + line.substr(0, line.find(':')) + " " + line.substr(place + 2, end - place - 1);
  }
  return all + (result.err.empty() ? "" : " | " + result.err);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("without a project file rules have their own levels") {
  const Repository repository;
  CHECK(checked() == "0: m.yaml note[sample-log]");
}

TEST_CASE("a project sets levels, and takes rules out of the run") {
  const Repository repository;
  repository.project("[levels]\nsample-log = 'error'\n");
  CHECK(checked() == "1: m.yaml error[sample-log]");
  repository.project("[levels]\nsample-log = 'off'\n");
  CHECK(checked() == "0:");
  const std::string rules = told({"rules"}).out;
  const std::string line = rules.substr(rules.find("\nsample-log ") + 1, rules.find('\n', rules.find("\nsample-log ") + 1));
  CHECK(has(line, "  off  "));
  CHECK(has(line.substr(0, line.find('\n')), "(fabriclint.toml:2)"));
  CHECK(checked({"--no-config", "."}) == "0: m.yaml note[sample-log]");
}

TEST_CASE("levels of paths are about files below the folder of the project file, wherever one stands") {
  const Repository repository;
  repository.write("examples/a/m.yaml", kManifest);
  repository.project("[[path]]\nmatch = 'examples/**'\nlevels = { sample-log = 'error' }\n");
  CHECK(checked() == "1: examples/a/m.yaml error[sample-log] m.yaml note[sample-log]");
  fs::current_path("examples");
  CHECK(checked() == "1: a/m.yaml error[sample-log]");
  CHECK(checked({fs::current_path() / "a/m.yaml"}) == "1: a/m.yaml error[sample-log]");
  CHECK(checked({"../m.yaml"}) == "0: ../m.yaml note[sample-log]");
}

TEST_CASE("a rule that is off can be on in a path") {
  const Repository repository;
  repository.write("b/m.yaml", kManifest);
  repository.project("[levels]\nsample-log = 'off'\n[[path]]\nmatch = 'b'\nlevels = { sample-log = 'note' }\n");
  CHECK(checked() == "0: b/m.yaml note[sample-log]");
}

TEST_CASE("the verdict follows the levels") {
  const Repository repository;
  std::string disaggregated = kManifest;
  disaggregated.replace(disaggregated.find("    Worker:"), 0, R"(    Prefill:
      componentType: worker
      subComponentType: prefill
      sharedMemory: {disabled: true}
      resources: {limits: {gpu: "8"}}
      extraPodSpec: {mainContainer: {image: "registry.example.com/vllm-runtime:1.3.0", command: [python3, -m, dynamo.vllm]}}
)");
  repository.write("m.yaml", disaggregated);
  CHECK(has(told({"check", "m.yaml"}).out, "blocked by 1 error: sample-connector\n"));
  repository.project("[levels]\nsample-memory = 'error'\n");
  const std::string two = "blocked by 2 errors: sample-connector, sample-memory\n";
  CHECK(has(told({"check", "m.yaml"}).out, two));
  CHECK(has(told({"model", "m.yaml"}).out, two));
}

TEST_CASE("a verdict does not depend on the level that is shown, and changes no exit status") {
  const Repository repository;
  std::string decode = kManifest;
  decode.replace(decode.find("dynamo.vllm]"), 11, "dynamo.vllm, --disaggregation-mode, decode");
  repository.write("m.yaml", decode);
  const Told all = told({"check", "--exit-zero", "m.yaml"});
  const Told errors = told({"check", "--min-level", "error", "m.yaml"});
  CHECK(has(all.out, "warning[sample-connector]"));
  CHECK(has(all.out, "gaps by 2 warnings: sample-connector, sample-nic\n"));
  CHECK(has(errors.out, "gaps by 2 warnings: sample-connector, sample-nic\n"));
  CHECK_FALSE(has(errors.out, "warning["));
  CHECK(errors.status == 0);
}

TEST_CASE("a project sets parameters of built-in rules") {
  const Repository repository;
  repository.project("[parameters.sample-memory]\nleast = '4Gi'\n[parameters.sample-log]\nlevels = []\n");
  CHECK(checked().starts_with("2:"));  // an empty list is nothing to compare with
  repository.project("[parameters.sample-memory]\nleast = '4Gi'\n");
  CHECK(checked() == "1: m.yaml warning[sample-memory] m.yaml note[sample-log]");
  const std::string page = told({"explain", "sample-memory"}).out;
  CHECK(has(page, "least = \"4Gi\"\n"));
  CHECK(has(page, "(fabriclint.toml:2; by default \"1Gi\")"));
}

TEST_CASE("what fails a run and what is shown can stand in the project; the command line wins") {
  const Repository repository;
  repository.project("fail-on = 'error'\nmin-level = 'warning'\n[parameters.sample-memory]\nleast = '4Gi'\n");
  CHECK(checked() == "0: m.yaml warning[sample-memory]");
  CHECK(checked({"--fail-on", "warning", "."}) == "1: m.yaml warning[sample-memory]");
  CHECK(checked({"--min-level", "note", "."}) == "0: m.yaml warning[sample-memory] m.yaml note[sample-log]");
}

TEST_CASE("a project enables rulesets and adds rules; --rules replaces what it adds") {
  const Repository repository;
  repository.write("policies/a.toml", rule("a") + rule("b", "m", "ruleset = 'strict'\n"));
  repository.project("rules = ['policies']\n[levels]\nsample-log = 'off'\n");
  CHECK(checked() == "1: m.yaml warning[house-a]");
  repository.project("rules = 'policies'\nenable = ['strict']\n[levels]\nsample-log = 'off'\nhouse-b = 'error'\n");
  CHECK(checked() == "1: m.yaml warning[house-a] m.yaml error[house-b]");
  fs::create_directory("below");
  fs::current_path("below");
  CHECK(has(checked({"../m.yaml"}), "warning[house-a]"));  // relative to the project file
  repository.write("other.toml", rule("a", "other"));
  CHECK(has(told({"check", "--rules", "../other.toml", "../m.yaml"}).out, "other"));
}

TEST_CASE("what is excluded is left out of folders, and with force-exclude of what is named") {
  const Repository repository;
  repository.write("generated/a.yaml", kManifest);
  repository.write("x/generated/a.yaml", kManifest);
  repository.project("exclude = ['**/generated/**']\n");
  CHECK(checked() == "0: m.yaml note[sample-log]");
  CHECK(checked({"generated/a.yaml"}) == "0: generated/a.yaml note[sample-log]");
  CHECK(checked({"x"}) ==
        "3: | fabriclint: nothing to check: no manifest among the files that are not excluded; --allow-empty accepts that\n");
  repository.project("exclude = ['**/generated/**']\nforce-exclude = true\n");
  CHECK(checked({"generated/a.yaml", "m.yaml"}) == "0: m.yaml note[sample-log]");
  CHECK(checked({"generated/a.yaml"}) == "0: | fabriclint: nothing to check: the project file excludes what was named\n");
  CHECK(checked({"x/generated"}).starts_with("0:"));
  CHECK(told({"check", "--stdin-filename", "generated/b.yaml", "-"}, kManifest).status == 0);
  CHECK_FALSE(has(told({"check", "--stdin-filename", "generated/b.yaml", "-"}, kManifest).out, "sample-log"));
  CHECK(has(told({"check", "--stdin-filename", "b.yaml", "-"}, kManifest).out, "sample-log"));
  fs::current_path("x");
  CHECK(checked({".", "../m.yaml"}) == "0: ../m.yaml note[sample-log]");
}

TEST_CASE("a file that extends others comes on top of them, and lists that choose add up") {
  const Repository repository;
  repository.write("base/one.toml",
                   "rules = ['rules']\nexclude = ['one']\nfail-on = 'error'\n[levels]\nsample-log = 'error'\nhouse-a = 'note'\n");
  repository.write("base/rules/a.toml", rule("a"));
  repository.write("base/two.toml", "extends = 'one.toml'\nexclude = ['two']\n[levels]\nhouse-a = 'warning'\n");
  repository.project("extends = ['base/two.toml']\nrules = ['mine.toml']\nexclude = ['three']\nfail-on = 'warning'\n");
  repository.write("mine.toml", rule("c"));
  for (const char* folder : {"one", "two", "three"}) repository.write(std::string(folder) + "/m.yaml", kManifest);
  CHECK(checked() == "1: m.yaml warning[house-a] m.yaml warning[house-c] m.yaml error[sample-log]");
  const std::string config = told({"config"}).out;
  CHECK(config.starts_with("# fabriclint.toml\n# extends base/two.toml\n# extends base/one.toml\n"));
  CHECK(has(config, "# base/one.toml:5\n"));
  CHECK(has(config, "fail-on = \"warning\""));
  CHECK(has(config, "# fabriclint.toml:4\n"));
}

std::string problem(const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"config"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Told result = told(arguments);
  CHECK(result.status == 2);
  CHECK(has(result.err, "fabriclint: the project file cannot be used\n"));
  const std::size_t begin = result.err.find("]: ");
  const std::size_t place = result.err.find("--> ");
  if (begin == std::string::npos || place == std::string::npos) return result.err;
  return result.err.substr(place + 4, result.err.find('\n', place) - place - 4) + " " +
         result.err.substr(begin + 3, result.err.find('\n', begin) - begin - 3);
}

TEST_CASE("files that extend each other in a circle, too deep or too often are refused") {
  const Repository repository;
  repository.project("extends = 'fabriclint.toml'\n");
  CHECK(problem() == "fabriclint.toml:1:11 'fabriclint.toml' extends this file, or is it.");
  repository.project("extends = 'a.toml'\n");
  repository.write("a.toml", "extends = './sub/../fabriclint.toml'\n");
  fs::create_directory("sub");
  CHECK(problem() == "a.toml:1:11 './sub/../fabriclint.toml' extends this file, or is it.");

  repository.project("extends = '0.toml'\n");
  for (int i = 0; i < 20; ++i) repository.write(std::to_string(i) + ".toml", "extends = '" + std::to_string(i + 1) + ".toml'\n");
  repository.write("8.toml", "");
  CHECK(problem() == "7.toml:1:11 More than 8 project files extend each other in a row.");
  repository.write("7.toml", "");
  CHECK(told({"config"}).status == 0);

  std::string many = "extends = [";
  for (int i = 0; i < 40; ++i) many += "'7.toml', ";
  repository.project(many + "]\n");
  CHECK(has(problem(), "More than 32 project files are extended."));
}

TEST_CASE("what cannot be followed is pointed at") {
  const Repository repository;
  repository.project("extends = ['none.toml']\n");
  CHECK(problem() == "fabriclint.toml:1:12 There is no file or folder 'none.toml'.");
  repository.project("rules = ['none']\n");
  CHECK(problem() == "fabriclint.toml:1:10 There is no file or folder 'none'.");
  repository.project("extends = ['.']\n");
  CHECK(problem() == "fabriclint.toml:1:12 '.' is no project file.");
  repository.project("extends = ['a.toml']\n");
  repository.write("a.toml", "levels = \n");
  CHECK(problem().starts_with("a.toml:1:"));
  repository.write("a.toml", "fail-on = 'eror'\n");
  CHECK(problem() == "a.toml:1:11 Unknown 'fail-on': 'eror'.");
  repository.project("[levels]\nucx-tsl-no-rdma = 'off'\n");
  CHECK(problem() == "fabriclint.toml:2:1 Unknown rule 'ucx-tsl-no-rdma'.");
  repository.project("enable = ['tunning']\n");
  CHECK(problem() == "fabriclint.toml:1:11 Unknown ruleset that is off by default: 'tunning'.");
}

TEST_CASE("the project file of a repository leads to nothing outside of it") {
  const Repository repository;
  repository.write("../outside.toml", "[levels]\nsample-log = 'off'\n");
  repository.write("../policies/a.toml", rule("a"));
  repository.project("extends = '../outside.toml'\n");
  CHECK(problem() == "fabriclint.toml:1:11 '../outside.toml' leads out of the repository.");
  CHECK(checked({"--config", "fabriclint.toml", "."}) == "0:");  // the user has named it
  repository.project("rules = ['../policies']\n");
  CHECK(problem() == "fabriclint.toml:1:10 '../policies' leads out of the repository.");
  repository.project("rules = ['" + (fs::current_path().parent_path() / "policies").string() + "']\n");
  CHECK(has(problem(), "leads out of the repository."));

  fs::create_symlink("../outside.toml", "link.toml");
  fs::create_symlink("../policies", "link");
  repository.project("extends = 'link.toml'\n");
  CHECK(has(problem(), "'link.toml' leads out of the repository."));
  repository.project("rules = ['link/a.toml']\n");
  CHECK(has(problem(), "'link/a.toml' leads out of the repository."));

  fs::remove("fabriclint.toml");
  fs::create_symlink("../outside.toml", "fabriclint.toml");
  CHECK(has(problem(), "fabriclint.toml: leads out of the repository"));
}

TEST_CASE("a project suppresses by path, and says of its entries what is wrong with them") {
  const Repository repository;
  const auto entry = [](const std::string& path, const std::string& more = "") {
    return "[[suppress]]\npath = '" + path + "'\nrule = 'sample-log'\nreason = 'why'\n" + more;
  };
  repository.write("rendered/m.yaml", kManifest);
  repository.project(entry("rendered/**"));
  CHECK(checked() == "0: m.yaml note[sample-log]");
  CHECK(has(told({"check", "."}).out, "1 suppressed"));
  CHECK(checked({"m.yaml"}) == "0: m.yaml note[sample-log]");  // what was not looked at may still need it
  repository.write("rendered/m.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: x}]}\n");
  CHECK(checked() == "1: fabriclint.toml warning[suppression-unused] m.yaml note[sample-log]");
  CHECK(checked({"rendered"}) == "1: fabriclint.toml warning[suppression-unused]");
  CHECK(checked({"rendered/m.yaml"}) == "0:");  // there may be others
  repository.project(entry("rendered/m.yaml"));
  CHECK(checked({"rendered/m.yaml"}) == "1: fabriclint.toml warning[suppression-unused]");
  repository.project(entry("m.yaml", "until = 2026-06-14\n"));
  CHECK(checked({"m.yaml"}) == "1: fabriclint.toml warning[suppression-expired] m.yaml note[sample-log]");
  repository.project(entry("elsewhere/**"));
  CHECK(checked() == "1: fabriclint.toml warning[suppression-unused] m.yaml note[sample-log]");
  fs::current_path("rendered");
  CHECK(checked({".."}).starts_with("1: ../fabriclint.toml warning[suppression-unused]"));
}

TEST_CASE("what config prints is a project file that means the same") {
  const Repository repository;
  repository.write("policies/a.toml", rule("a"));
  repository.project(
      "rules = ['policies']\nexclude = [\"a\\u202eb\"]\nenable = 'tuning'\n[levels]\nhouse-a = 'note'\n[parameters.sample-memory]\nleast = "
      "'4Gi'\n"
      "[[path]]\nmatch = ['x', 'y']\nlevels = { house-a = 'off' }\n[[path]]\nmatch = 'z'\nlevels = {}\n"
      "[assume]\nkernel = '6.8'\n[assume.image-env.\"a*\"]\nX = 'y'\n[[assume.nodes]]\nname = 'n'\nallocatable = { \"rdma/ib\" = 8 }\n");
  const Told first = told({"config"});
  REQUIRE(first.status == 0);
  for (const char c : first.out) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK_FALSE(has(first.out, "\xe2\x80\xae"));
  repository.write("again.toml", first.out);
  const Told second = told({"config", "--config", "again.toml"});
  REQUIRE(second.err == "");
  // The same values; only where they are from differs.
  const auto values = [](const std::string& text) {
    std::string all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with('#')) continue;
      std::string value = line.substr(0, line.find("  # "));
      value.erase(value.find_last_not_of(' ') + 1);
      all += value + '\n';
    }
    return all;
  };
  CHECK(values(second.out) == values(first.out));
}

TEST_CASE("a hostile project file ends with a diagnostic, not with the program") {
  const Repository repository;
  std::string keys = "[levels]\n";
  for (int i = 0; i < 20000; ++i) keys += "a" + std::to_string(i) + " = 'off'\n";
  repository.write("base.toml", keys);
  repository.project("extends = 'base.toml'\n" + keys);
  CHECK(has(told({"config"}).err, "Unknown rule 'a0'."));
  std::string patterns = "exclude = [";
  for (int i = 0; i < 2000; ++i) patterns += "'**/a',";
  repository.project(patterns + "]\n");
  CHECK(has(problem(), "There are more than 1000 patterns."));
  fs::remove("fabriclint.toml");
  fs::create_directory("fabriclint.toml");
  CHECK(has(problem(), "a folder, not a project file"));
}

TEST_CASE("schemas are printed by name") {
  CHECK(has(told({"schema"}).out, "\nproject\n"));
  CHECK(has(told({"schema", "project"}).out, "\"title\": \"fabriclint.toml\""));
  const Told wrong = told({"schema", "projekt"});
  CHECK(wrong.status == 2);
  CHECK(has(wrong.err, "did you mean 'project'?"));
}

}  // namespace
}  // namespace fabriclint
