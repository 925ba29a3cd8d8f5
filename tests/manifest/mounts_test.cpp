// SPDX-License-Identifier: Apache-2.0
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

std::string mounting_pod(const std::string& spec, const std::string& container = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: x}}\nspec:\n  containers: [{name: c, image: i" + container + "}]\n" +
         spec;
}

std::string mounting_graph(const std::string& component, const std::string& main = "", const std::string& pod_spec = "") {
  return "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {components: [{name: s, " + component +
         "podTemplate: {spec: {containers: [{name: main, image: i, command: [x]" + main + "}, {name: side, image: i, command: [x]}]" +
         pod_spec + "}}}]}\n";
}

constexpr const char* kOwn = ", volumeMounts: [{name: shm, mountPath: /dev/shm}]";
constexpr const char* kVolume = ", volumes: [{name: shm, emptyDir: {medium: Memory, sizeLimit: 200Gi}}]";

}  // namespace

TEST_CASE("mounts: the kind of volume by path, and the size of an emptyDir") {
  const RecipeOf of(mounting_pod(
      R"(  volumes:
  - {name: scratch, emptyDir: {sizeLimit: 10Gi}}
  - {name: free, emptyDir: {}}
  - {name: bare}
  - {name: host, hostPath: {path: /dev/infiniband}}
  - {name: data, persistentVolumeClaim: {claimName: x}}
  - {name: told, '${KIND}': {}}
  - {name: hidden, emptyDir: '${E}'}
)",
      ", volumeMounts: [{name: scratch, mountPath: /scratch/}, {name: free, mountPath: /free}, {name: bare, mountPath: /bare}, "
      "{name: host, mountPath: /dev/infiniband}, {name: data, mountPath: /data}, {name: gone, mountPath: /gone}, "
      "{name: hidden, mountPath: /hidden}]"));
  const Container& c = of.main("p");
  CHECK(show(c, "mount./scratch") == "known: emptyDir");
  CHECK(show(c, "mount-size./scratch") == "known: 10Gi");
  CHECK(show(c, "mount-size./free") == "known: unlimited");
  CHECK(show(c, "mount./bare") == "known: emptyDir");
  CHECK(show(c, "mount./dev/infiniband") == "known: hostPath");
  CHECK(show(c, "mount-size./dev/infiniband") == "absent");
  CHECK(show(c, "mount./data") == "known: persistentVolumeClaim");
  CHECK(show(c, "mount./gone") == "unknown: the pod declares no volume 'gone' here");
  CHECK(is_unknown(c, "mount./hidden"));
  CHECK(of.sources.text(c.settings.find("mount./data")->origin.key) == "/data");
  CHECK(c.gap("mount./other") == nullptr);
  CHECK(is_unknown(RecipeOf(mounting_pod("", ", volumeMounts: '${M}'")).main("p"), "mount./other"));
}

TEST_CASE("v1alpha1 mounts claims by name at `mountPoint`, beside the container's own mounts") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {volumeMounts: "
      "[{name: models, mountPoint: /models}, {name: cache, useAsCompilationCache: true}], extraPodSpec: {volumes: [{name: v, "
      "secret: {secretName: x}}], mainContainer: {image: i, command: [x], volumeMounts: [{name: v, mountPath: /secret}]}}}}}\n");
  CHECK(show(of.main("s"), "mount./models") == "known: persistentVolumeClaim");
  CHECK(show(of.main("s"), "mount./secret") == "known: secret");
  CHECK(of.main("s").gap("mount./other") == nullptr);
}

TEST_CASE("v1beta1 mounts its compilation cache from a claim") {
  const RecipeOf of(mounting_graph("compilationCache: {pvcName: c, mountPath: /cache}, "));
  CHECK(show(of.main("s"), "mount./cache") == "known: persistentVolumeClaim");
  CHECK(of.main("s").gap("mount./other") == nullptr);
}

TEST_CASE("shared memory of a plain pod: its own mount, else the host's, else the runtime's") {
  CHECK(show(RecipeOf(mounting_pod("")).main("p"), "container.shared-memory") == "known: 64Mi");
  CHECK(layer(RecipeOf(mounting_pod("")).main("p"), "container.shared-memory") == "the container runtime's default");
  CHECK(is_unknown(RecipeOf(mounting_pod("  hostIPC: true\n")).main("p"), "container.shared-memory"));
  CHECK(show(RecipeOf(mounting_pod("  hostIPC: false\n")).main("p"), "container.shared-memory") == "known: 64Mi");
  CHECK(show(RecipeOf(mounting_pod("  hostIPC: true\n  volumes: [{name: shm, emptyDir: {medium: Memory, sizeLimit: 20Gi}}]\n", kOwn))
                 .main("p"),
             "container.shared-memory") == "known: 20Gi");
  CHECK(show(RecipeOf(mounting_pod("  volumes: [{name: shm, emptyDir: {medium: Memory}}]\n", kOwn)).main("p"), "container.shared-memory") ==
        "known: unlimited");
  CHECK(is_unknown(RecipeOf(mounting_pod("  volumes: [{name: shm, hostPath: {path: /dev/shm}}]\n", kOwn)).main("p"),
                   "container.shared-memory"));
  CHECK(is_unknown(RecipeOf(mounting_pod("", ", volumeMounts: '${M}'")).main("p"), "container.shared-memory"));
}

TEST_CASE("the operator's shared memory: 8Gi, or the component's size, for the main container only") {
  const RecipeOf of(mounting_graph(""));
  CHECK(show(of.main("s"), "container.shared-memory") == "known: 8Gi");
  CHECK(layer(of.main("s"), "container.shared-memory") == "the operator's default");
  CHECK(show(of.main("s"), "mount./dev/shm") == "known: emptyDir");
  CHECK(show(of.component("s").containers.back(), "container.shared-memory") == "known: 64Mi");
  const RecipeOf sized(mounting_graph("sharedMemorySize: 80Gi, "));
  CHECK(show(sized.main("s"), "container.shared-memory") == "known: 80Gi");
  CHECK(sized.sources.text(sized.main("s").settings.find("container.shared-memory")->origin.value) == "80Gi");
  CHECK(is_unknown(RecipeOf(mounting_graph("sharedMemorySize: '${SIZE}', ")).main("s"), "container.shared-memory"));
}

TEST_CASE("the operator drops the mount at /dev/shm, which stays visible where it is written") {
  const RecipeOf of(mounting_graph("", kOwn, kVolume));
  const Container& main = of.main("s");
  CHECK(show(main, "container.shared-memory") == "known: 8Gi");
  REQUIRE(main.settings.find("container.shared-memory")->overridden.size() == 1);
  CHECK(main.settings.find("container.shared-memory")->overridden.front().value.text() == "200Gi");
  CHECK(show(main, "container.shared-memory-dropped") == "known: 200Gi");
  CHECK(of.sources.text(main.settings.find("container.shared-memory-dropped")->value.items.front().span()) == "/dev/shm");
  CHECK(show(main, "mount-size./dev/shm") == "known: 8Gi");
  CHECK(show(RecipeOf(mounting_graph("", kOwn, ", volumes: [{name: shm, emptyDir: {}}]")).main("s"), "container.shared-memory-dropped") ==
        "known: unlimited");
  for (const char* const sizeless : {"hostPath: {path: /dev/shm}", "persistentVolumeClaim: {claimName: fast}"}) {
    const RecipeOf other(mounting_graph("", kOwn, std::string(", volumes: [{name: shm, ") + sizeless + "}]"));
    CHECK(show(other.main("s"), "container.shared-memory-dropped") == "known: unlimited");
  }
  CHECK(is_unknown(RecipeOf(mounting_graph("", kOwn)).main("s"), "container.shared-memory-dropped"));
  CHECK(show(RecipeOf(mounting_graph("")).main("s"), "container.shared-memory-dropped") == "absent");
  CHECK(show(RecipeOf(mounting_pod("  volumes: [{name: shm, emptyDir: {}}]\n", kOwn)).main("p"), "container.shared-memory-dropped") ==
        "absent");
}

TEST_CASE("where the component's size is 0 its own mount counts, else the runtime's 64Mi") {
  const RecipeOf own(mounting_graph("sharedMemorySize: '0', ", kOwn, kVolume));
  CHECK(show(own.main("s"), "container.shared-memory") == "known: 200Gi");
  CHECK(show(own.main("s"), "container.shared-memory-dropped") == "absent");
  const RecipeOf none(mounting_graph("sharedMemorySize: 0Gi, "));
  CHECK(show(none.main("s"), "container.shared-memory") == "known: 64Mi");
  CHECK(none.sources.text(none.main("s").settings.find("container.shared-memory")->origin.value) == "0Gi");
  const RecipeOf unknown(mounting_graph("sharedMemorySize: '${S}', ", kOwn, kVolume));
  CHECK(is_unknown(unknown.main("s"), "container.shared-memory-dropped"));
}

TEST_CASE("a volume called shared-memory is the operator's wherever it is mounted") {
  const std::string volume = ", volumes: [{name: shared-memory, hostPath: {path: /x}}]";
  const RecipeOf of(mounting_graph("sharedMemorySize: 4Gi, ", ", volumeMounts: [{name: shared-memory, mountPath: /elsewhere}]", volume));
  CHECK(show(of.main("s"), "mount./elsewhere") == "known: emptyDir");
  CHECK(show(of.main("s"), "mount-size./elsewhere") == "known: 4Gi");
  const RecipeOf off(mounting_graph("sharedMemorySize: '0', ", ", volumeMounts: [{name: shared-memory, mountPath: /elsewhere}]", volume));
  CHECK(show(off.main("s"), "mount./elsewhere") == "known: hostPath");
}

TEST_CASE("v1alpha1: shared memory that a tool replaces is not known") {
  const auto memory = [](const std::string& text) {
    const RecipeOf of(
        "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {sharedMemory: " + text +
        ", extraPodSpec: {mainContainer: {image: i, command: [x]}}}}}\n");
    return show(of.main("s"), "container.shared-memory");
  };
  CHECK(memory("{size: 16Gi}") == "known: 16Gi");
  CHECK(memory("{disabled: true}") == "known: 64Mi");
  CHECK(memory("{disabled: '${OFF}'}").starts_with("unknown"));
  CHECK(memory("'${MEMORY}'").starts_with("unknown"));
}

TEST_CASE("host paths whose volume is replaced by a tool are not known") {
  const RecipeOf of(mounting_pod("  volumes: [{name: v, hostPath: {path: '${DEV}'}}]\n", ", volumeMounts: [{name: v, mountPath: /x}]"));
  CHECK(is_unknown(of.main("p"), "container.host-paths"));
  CHECK(is_unknown(RecipeOf(mounting_pod("  volumes: ${V}\n")).main("p"), "container.host-paths"));
  const RecipeOf unmounted(mounting_pod("  volumes: [{name: v, hostPath: {path: /dev}}]\n"));
  CHECK(show(unmounted.main("p"), "container.host-paths") == "absent");
  CHECK(unmounted.main("p").gap("container.host-paths") == nullptr);
}
