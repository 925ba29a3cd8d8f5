// SPDX-License-Identifier: Apache-2.0
#include "command/recipes.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

std::string config_map(const std::string& value) {
  return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: transport}\ndata: {tls: \"" + value + "\"}\n";
}

constexpr const char* kWorkerPod = R"(apiVersion: v1
kind: Pod
metadata: {name: worker}
spec:
  containers:
  - name: main
    image: i
    env:
    - name: UCX_TLS
      valueFrom: {configMapKeyRef: {name: transport, key: tls}}
)";

Manifests manifests_of(const std::vector<std::string>& paths, const std::string& stdin_name = "<stdin>", const std::string& input = "") {
  std::istringstream in(input);
  return read_manifests(paths, stdin_name, in);
}

// UCX_TLS of the one deployment that is to be judged, or why it is not known.
std::string ucx_tls(const Manifests& manifests) {
  std::string found;
  for (const RecipeFiles& recipe : manifests.recipes) {
    for (const Deployment& deployment : model_of(manifests.sources, recipe, {}).deployments) {
      if (deployment.context) continue;
      const Value& value = deployment.components.front().containers.front().settings.find("env.UCX_TLS")->value;
      found += value.is_known() ? value.text() : "? " + value.why;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a file that is named alone sees what the other files of its folder define") {
  const TemporaryFolder folder;
  folder.write("config.yaml", config_map("rc,cuda_copy"));
  folder.write("pod.yaml", kWorkerPod);
  const Manifests manifests = manifests_of({folder / "pod.yaml"});
  REQUIRE(manifests.recipes.size() == 1);
  CHECK(manifests.recipes.front().asked.size() == 1);
  CHECK(manifests.recipes.front().context.size() == 1);
  CHECK(ucx_tls(manifests) == "rc,cuda_copy");
}

TEST_CASE("a folder reads the same as each of its files") {
  const TemporaryFolder folder;
  folder.write("config.yaml", config_map("rc,cuda_copy"));
  folder.write("pod.yaml", kWorkerPod);
  const Manifests manifests = manifests_of({folder.path()});
  REQUIRE(manifests.recipes.size() == 1);
  CHECK(manifests.recipes.front().asked.size() == 2);
  CHECK(manifests.recipes.front().context.empty());
  CHECK(ucx_tls(manifests) == "rc,cuda_copy");
}

TEST_CASE("the file itself comes before its folder") {
  const TemporaryFolder folder;
  folder.write("a.yaml", config_map("tcp"));
  folder.write("pod.yaml", kWorkerPod + ("---\n" + config_map("rc")));
  CHECK(ucx_tls(manifests_of({folder / "pod.yaml"})) == "rc");
}

TEST_CASE("what two other files define differently is not known") {
  const TemporaryFolder folder;
  folder.write("a.yaml", config_map("tcp"));
  folder.write("b.yaml", config_map("rc"));
  folder.write("pod.yaml", kWorkerPod);
  CHECK(ucx_tls(manifests_of({folder.path()})) == "? several files here define the ConfigMap 'transport'");
}

TEST_CASE("a Kustomization of the folder that patches a file is seen, whichever of the two is named") {
  const TemporaryFolder folder;
  folder.write("kustomization.yaml",
               "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [pod.yaml]\npatches: [{path: p.yaml}]\n");
  folder.write("pod.yaml", kWorkerPod);
  folder.write("beside.yaml", kWorkerPod);
  const auto patched = [&](const std::string& path) {
    const Manifests manifests = manifests_of({path});
    std::string names;
    for (const RecipeFiles& recipe : manifests.recipes) {
      for (const Deployment& deployment : model_of(manifests.sources, recipe, {}).deployments) {
        if (deployment.context) continue;
        const bool open = deployment.components.front().gap("") != nullptr;
        if (open) names += fs::path(manifests.sources[deployment.span.source].name()).filename().string() + " ";
      }
    }
    return names;
  };
  CHECK(patched(folder.path()) == "pod.yaml ");
  CHECK(patched(folder / "pod.yaml") == "pod.yaml ");
  CHECK(patched(folder / "beside.yaml").empty());
}

TEST_CASE("folders below and beside are no context") {
  const TemporaryFolder folder;
  fs::create_directories(folder / "below");
  folder.write("below/config.yaml", config_map("rc"));
  folder.write("pod.yaml", kWorkerPod);
  CHECK(ucx_tls(manifests_of({folder / "pod.yaml"})) == "? the ConfigMap 'transport' is not here");
}

TEST_CASE("what is broken or templated in the folder does not matter to its neighbour") {
  const TemporaryFolder folder;
  folder.write("broken.yaml", "a: [\n");
  folder.write("chart.yaml", "{{ if .x }}\na: b: c\n");
  folder.write("config.yaml", config_map("rc"));
  folder.write("pod.yaml", kWorkerPod);
  CHECK(ucx_tls(manifests_of({folder / "pod.yaml"})) == "rc");
}

TEST_CASE("a folder of very many files is a collection: each file stands for itself, named alone or with its folder") {
  const TemporaryFolder folder;
  folder.write("config.yaml", config_map("rc"));
  folder.write("pod.yaml", kWorkerPod);
  for (int i = 0; i < 70; ++i) folder.write("other" + std::to_string(i) + ".yaml", "a: b\n");
  const std::string unknown = "? the ConfigMap 'transport' is not here";
  CHECK(ucx_tls(manifests_of({folder / "pod.yaml"})) == unknown);
  CHECK(ucx_tls(manifests_of({folder.path()})) == unknown);
}

TEST_CASE("standard input has context only when it is told its name") {
  const TemporaryFolder folder;
  folder.write("config.yaml", config_map("rc"));
  folder.write("pod.yaml", "what an editor has not saved yet");
  CHECK(ucx_tls(manifests_of({"-"}, "<stdin>", kWorkerPod)) == "? the ConfigMap 'transport' is not here");
  CHECK(ucx_tls(manifests_of({"-"}, folder / "pod.yaml", kWorkerPod)) == "rc");
}

TEST_CASE("a file of any name is read when it is named, and has the folder as context") {
  const TemporaryFolder folder;
  folder.write("config.yaml", config_map("rc"));
  folder.write("pod.txt", kWorkerPod);
  CHECK(ucx_tls(manifests_of({folder / "pod.txt"})) == "rc");
}

}  // namespace fabriclint
