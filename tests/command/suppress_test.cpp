// SPDX-License-Identifier: Apache-2.0
// Suppressions through the whole path: exit status, verdict, and files that are read for what they say about others.
#include <doctest/doctest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"
#include "folder.h"

namespace fabriclint {
namespace {

struct Result {
  Exit status = Exit::clean;
  std::string out;
  [[nodiscard]] bool says(const std::string& words) const { return out.find(words) != std::string::npos; }
};

Result check(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"check", "--no-config"});
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  streams.today = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  const Exit status = run(arguments, streams);
  return {status, out.str() + err.str()};
}

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
  const WorkingFolder folder;
  folder.write("a.yaml", worker(kOwn));
  CHECK(check({"a.yaml"}).status == Exit::findings);
  folder.write("a.yaml", worker(kOwn, kAll));
  const Result result = check({"a.yaml"});
  CHECK(result.status == Exit::clean);
  CHECK(result.says("; 1 suppressed"));
  // GitHub would open an alert even for a result that is marked as suppressed.
  const Result sarif = check({"--format", "sarif", "a.yaml"});
  CHECK(sarif.says("\"results\": []"));
  CHECK(!sarif.says("\"suppressions\""));
}

TEST_CASE("a suppression that is wrong fails a run") {
  const WorkingFolder folder;
  for (const std::string& comment : {std::string("# fabriclint: ignore[sample-unread]"), std::string("# fabriclint: ignore[a-rule] why")}) {
    CAPTURE(comment);
    folder.write("a.yaml", worker("      env: []  " + comment + "\n"));
    CHECK(check({"a.yaml"}).status == Exit::findings);
  }
}

TEST_CASE("a finding of a deployment is suppressed where it has its place: in the ConfigMap of another file") {
  const WorkingFolder folder;
  folder.write("map.yaml", map(""));
  folder.write("pod.yaml", worker(kMapped));
  REQUIRE(check({"."}).says("map.yaml:5:"));
  REQUIRE(check({"pod.yaml"}).says("map.yaml:5:"));
  folder.write("map.yaml", map(kFine));
  CHECK(check({"."}).status == Exit::clean);
  CHECK(check({"pod.yaml"}).status == Exit::clean);
}

TEST_CASE("unused is not said of a ConfigMap whose deployment was not named") {
  const WorkingFolder folder;
  folder.write("map.yaml", map(kFine));
  folder.write("pod.yaml", worker(kMapped));
  CHECK(!check({"map.yaml"}).says("suppression-unused"));
  // The deployment that reads it is there, and does not say so any more.
  folder.write("pod.yaml", worker(""));
  CHECK(!check({"map.yaml"}).says("suppression-unused"));
  CHECK(check({"."}).says("suppression-unused"));
}

TEST_CASE("what is wrong in a file that is only context is not reported") {
  const WorkingFolder folder;
  folder.write("map.yaml", map("  # fabriclint: ignore[sample-unread]"));
  folder.write("pod.yaml", worker(""));
  CHECK(!check({"pod.yaml"}).says("suppression-"));
  CHECK(check({"."}).says("suppression-invalid"));
}

TEST_CASE("a rule that is off can be suppressed, and its suppression is not called unused") {
  const WorkingFolder folder;
  folder.write("a.yaml", worker("      env: []  # fabriclint: ignore[sample-advice] measured with nccl-tests\n"));
  const Result off = check({"a.yaml"});
  CHECK(off.status == Exit::clean);
  CHECK(!off.says("suppression-"));
  CHECK(check({"--enable", "tuning", "a.yaml"}).says("suppression-unused"));
}

TEST_CASE("other files may mention the program in their comments") {
  const WorkingFolder folder;
  folder.write("pod.yaml", worker(""));
  folder.write("hooks.yaml", "# fabriclint: runs on every commit\nrepos: []\n");
  folder.write("chart.yaml", "# fabriclint: ignore\na: {{ .Values.a }}: {{\n");
  CHECK(check({"."}).status == Exit::clean);
}

TEST_CASE("in any file a suppression silences what the reader says of its YAML") {
  const WorkingFolder folder;
  folder.write("pod.yaml", worker(""));
  folder.write("values.yaml", "a: 1\na: 2  # fabriclint: ignore[yaml-duplicate-key] the tool that reads it takes both\n");
  const Result result = check({"."});
  CHECK(result.status == Exit::clean);
  CHECK(result.says("; 1 suppressed"));
}

TEST_CASE("a file that does not parse is reported whatever it says") {
  const WorkingFolder folder;
  folder.write("a.yaml", "# fabriclint: ignore-file[yaml-syntax] it is like that\nkind: [\n");
  CHECK(check({"a.yaml"}).says("[yaml-syntax]"));
}

TEST_CASE("a ruleset of the user may forbid to suppress a rule") {
  const WorkingFolder folder;
  folder.write("a.yaml", worker(kOwn, kAll));
  folder.write(
      "policy.toml",
      "[rule.sample-unread]\nsummary='s'\nlevel='warning'\nwhy='w'\nreferences=[]\nsince='0.1'\nsuppressible=false\neach='container'\n"
      "message='m'\nforbid={ 'env.NIXL_BACKEND' = { exists = true } }\n[[rule.sample-unread.example]]\ntitle='fires'\n"
      "manifest='x  # expect: sample-unread'\n[[rule.sample-unread.example]]\ntitle='silent'\nmanifest='x'\n");
  const Result result = check({"--rules", "policy.toml", "a.yaml"});
  CHECK(result.says("warning[sample-unread]"));
  CHECK(result.says("'sample-unread' cannot be suppressed."));
}

}  // namespace fabriclint
