// SPDX-License-Identifier: Apache-2.0
// Suppressions through the whole path: exit status, verdict, and files that are read for what they say about others.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

struct Result {
  Exit status = Exit::clean;
  std::string out;
  [[nodiscard]] bool says(const std::string& words) const { return out.find(words) != std::string::npos; }
};

// A folder of manifests that is gone after the test.
class Folder {
 public:
  Folder() {
    fs::create_directories(path_);
    fs::current_path(path_);
  }
  ~Folder() {
    fs::current_path(path_.parent_path());
    fs::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  static void write(const std::string& name, const std::string& text) { std::ofstream(name, std::ios::binary) << text; }
  static Result check(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"check", "--no-config"});
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Streams streams{in, out, err};
    streams.today = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    const Exit status = run(arguments, streams);
    return {status, out.str() + err.str()};
  }

 private:
  fs::path path_ =
      fs::temp_directory_path() / ("fabriclint-suppress-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
};

// A worker whose variables come from `where`.
std::string worker(const std::string& where, const std::string& comment = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: decode\nspec:\n  containers:\n    - name: main\n"
         "      image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.3.0\n      command: [python3, -m, dynamo.vllm]\n"
         "      args: [--model, m]\n" +
         comment + where;
}
const std::string kOwn = "      env:\n        - name: NIXL_BACKEND\n          value: UCX\n";
const std::string kMapped = "      envFrom:\n        - configMapRef: {name: fabric}\n";
std::string map(const std::string& comment) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fabric}\ndata:\n  NIXL_BACKEND: UCX" + comment + "\n";
}
const std::string kFine = "  # fabriclint: ignore[sample-unread] a start script reads it";
const std::string kAll = "      # fabriclint: ignore[sample-unread] a start script reads it\n";

}  // namespace

TEST_CASE("what is suppressed does not fail a run, and is counted") {
  const Folder folder;
  Folder::write("a.yaml", worker(kOwn));
  CHECK(Folder::check({"a.yaml"}).status == Exit::findings);
  Folder::write("a.yaml", worker(kOwn, kAll));
  const Result result = Folder::check({"a.yaml"});
  CHECK(result.status == Exit::clean);
  CHECK(result.says("; 1 suppressed"));
  // GitHub would open an alert even for a result that is marked as suppressed.
  const Result sarif = Folder::check({"--format", "sarif", "a.yaml"});
  CHECK(sarif.says("\"results\": []"));
  CHECK(!sarif.says("\"suppressions\""));
}

TEST_CASE("a suppression that is wrong fails a run") {
  const Folder folder;
  for (const std::string& comment : {std::string("# fabriclint: ignore[sample-unread]"), std::string("# fabriclint: ignore[a-rule] why")}) {
    CAPTURE(comment);
    Folder::write("a.yaml", worker("      env: []  " + comment + "\n"));
    CHECK(Folder::check({"a.yaml"}).status == Exit::findings);
  }
}

TEST_CASE("a finding of a deployment is suppressed where it has its place: in the ConfigMap of another file") {
  const Folder folder;
  Folder::write("map.yaml", map(""));
  Folder::write("pod.yaml", worker(kMapped));
  REQUIRE(Folder::check({"."}).says("map.yaml:5:"));
  REQUIRE(Folder::check({"pod.yaml"}).says("map.yaml:5:"));
  Folder::write("map.yaml", map(kFine));
  CHECK(Folder::check({"."}).status == Exit::clean);
  CHECK(Folder::check({"pod.yaml"}).status == Exit::clean);
}

TEST_CASE("unused is not said of a ConfigMap whose deployment was not named") {
  const Folder folder;
  Folder::write("map.yaml", map(kFine));
  Folder::write("pod.yaml", worker(kMapped));
  CHECK(!Folder::check({"map.yaml"}).says("suppression-unused"));
  // The deployment that reads it is there, and does not say so any more.
  Folder::write("pod.yaml", worker(""));
  CHECK(!Folder::check({"map.yaml"}).says("suppression-unused"));
  CHECK(Folder::check({"."}).says("suppression-unused"));
}

TEST_CASE("what is wrong in a file that is only context is not reported") {
  const Folder folder;
  Folder::write("map.yaml", map("  # fabriclint: ignore[sample-unread]"));
  Folder::write("pod.yaml", worker(""));
  CHECK(!Folder::check({"pod.yaml"}).says("suppression-"));
  CHECK(Folder::check({"."}).says("suppression-invalid"));
}

TEST_CASE("a rule that is off can be suppressed, and its suppression is not called unused") {
  const Folder folder;
  Folder::write("a.yaml", worker("      env: []  # fabriclint: ignore[sample-advice] measured with nccl-tests\n"));
  const Result off = Folder::check({"a.yaml"});
  CHECK(off.status == Exit::clean);
  CHECK(!off.says("suppression-"));
  CHECK(Folder::check({"--enable", "tuning", "a.yaml"}).says("suppression-unused"));
}

TEST_CASE("other files may mention the program in their comments") {
  const Folder folder;
  Folder::write("pod.yaml", worker(""));
  Folder::write("hooks.yaml", "# fabriclint: runs on every commit\nrepos: []\n");
  Folder::write("chart.yaml", "# fabriclint: ignore\na: {{ .Values.a }}: {{\n");
  CHECK(Folder::check({"."}).status == Exit::clean);
}

TEST_CASE("in any file a suppression silences what the reader says of its YAML") {
  const Folder folder;
  Folder::write("pod.yaml", worker(""));
  Folder::write("values.yaml", "a: 1\na: 2  # fabriclint: ignore[yaml-duplicate-key] the tool that reads it takes both\n");
  const Result result = Folder::check({"."});
  CHECK(result.status == Exit::clean);
  CHECK(result.says("; 1 suppressed"));
}

TEST_CASE("a file that does not parse is reported whatever it says") {
  const Folder folder;
  Folder::write("a.yaml", "# fabriclint: ignore-file[yaml-syntax] it is like that\nkind: [\n");
  CHECK(Folder::check({"a.yaml"}).says("[yaml-syntax]"));
}

TEST_CASE("a ruleset of the user may forbid to suppress a rule") {
  const Folder folder;
  Folder::write("a.yaml", worker(kOwn, kAll));
  Folder::write(
      "policy.toml",
      "[rule.sample-unread]\nsummary='s'\nlevel='warning'\nwhy='w'\nreferences=[]\nsince='0.1'\nsuppressible=false\neach='container'\n"
      "message='m'\nforbid={ 'env.NIXL_BACKEND' = { exists = true } }\n[[rule.sample-unread.example]]\ntitle='fires'\n"
      "manifest='x  # expect: sample-unread'\n[[rule.sample-unread.example]]\ntitle='silent'\nmanifest='x'\n");
  const Result result = Folder::check({"--rules", "policy.toml", "a.yaml"});
  CHECK(result.says("warning[sample-unread]"));
  CHECK(result.says("'sample-unread' cannot be suppressed."));
}

}  // namespace fabriclint
