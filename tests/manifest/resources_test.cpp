// SPDX-License-Identifier: Apache-2.0
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

std::string pod(const std::string& spec, const std::string& container = "", const std::string& more = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i" + container + "}]\n" + spec + more;
}

std::string service(const std::string& fields, const std::string& container = "") {
  return "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {" + fields +
         ", extraPodSpec: {mainContainer: {image: i" + container + "}}}}}\n";
}

}  // namespace

TEST_CASE("a limit stands before a request, and each is kept by itself") {
  const RecipeOf of(pod("", ", resources: {requests: {cpu: 1, rdma/ib: 2}, limits: {rdma/ib: 4}}"));
  CHECK(show(of.main("p"), "resource.cpu") == "known: 1");
  CHECK(show(of.main("p"), "resource.rdma/ib") == "known: 4");
  CHECK(show(of.main("p"), "request.rdma/ib") == "known: 2");
  CHECK(show(of.main("p"), "limit.rdma/ib") == "known: 4");
  CHECK(show(of.main("p"), "limit.cpu") == "absent");
}

TEST_CASE("v1alpha1: gpu is a number of GPUs of the type that stands beside it") {
  CHECK(show(RecipeOf(service("resources: {limits: {gpu: '2'}}")).main("s"), "resource.nvidia.com/gpu") == "known: 2");
  const RecipeOf typed(service("resources: {limits: {gpu: '2', gpuType: gpu.intel.com/xe}}"));
  CHECK(show(typed.main("s"), "resource.gpu.intel.com/xe") == "known: 2");
  CHECK(show(typed.main("s"), "resource.nvidia.com/gpu") == "absent");
  CHECK(show(typed.main("s"), "resource.gpuType") == "absent");
  const RecipeOf replaced(service("resources: {limits: {gpu: '2', gpuType: '${TYPE}'}}"));
  CHECK(is_unknown(replaced.main("s"), "resource.amd.com/gpu"));
}

TEST_CASE("v1alpha1: `custom` counts below limits and requests only") {
  CHECK(show(RecipeOf(service("resources: {requests: {custom: {rdma/ib: '1'}}}")).main("s"), "resource.rdma/ib") == "known: 1");
  CHECK(show(RecipeOf(service("resources: {custom: {rdma/ib: '1'}}")).main("s"), "resource.rdma/ib") == "absent");
}

TEST_CASE("v1alpha1: `custom` wins over a field of its own, wherever it is written") {
  CHECK(show(RecipeOf(service("resources: {limits: {custom: {nvidia.com/gpu: '4'}, gpu: '2'}}")).main("s"), "limit.nvidia.com/gpu") ==
        "known: 4");
  CHECK(show(RecipeOf(service("resources: {limits: {gpu: '2', custom: {nvidia.com/gpu: '4'}}}")).main("s"), "limit.nvidia.com/gpu") ==
        "known: 4");
}

TEST_CASE("a quantity that a tool replaces is not known") {
  const RecipeOf of(pod("", ", resources: {limits: {rdma/ib: '${COUNT}'}}"));
  CHECK(is_unknown(of.main("p"), "resource.rdma/ib"));
  CHECK(of.main("p").gap("resource.other") == nullptr);
}

TEST_CASE("limits that a tool replaces hide what the service says") {
  const RecipeOf of(service("resources: {limits: {gpu: '1'}}", ", resources: {limits: '${LIMITS}'}"));
  CHECK(is_unknown(of.main("s"), "resource.nvidia.com/gpu"));
  CHECK(is_unknown(of.main("s"), "resource.rdma/ib"));
  CHECK(show(of.main("s"), "request.nvidia.com/gpu") == "absent");
}

TEST_CASE("claims: names, templates of the recipe and their device classes in both spellings") {
  const RecipeOf of(pod(
      "  resourceClaims:\n  - {name: nic, resourceClaimTemplateName: nics}\n  - {name: old, source: {resourceClaimTemplateName: olds}}\n"
      "  - {name: whole, resourceClaimName: one}\n",
      ", resources: {claims: [{name: nic}, {name: old}]}", R"(---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: nics}
spec: {spec: {devices: {requests: [{name: r, exactly: {deviceClassName: nic.example}}, {name: s, firstAvailable: [{deviceClassName: x.example}, {deviceClassName: y.example}]}]}}}
---
apiVersion: resource.k8s.io/v1beta1
kind: ResourceClaimTemplate
metadata: {name: olds}
spec: {spec: {devices: {requests: [{name: r, deviceClassName: old.example}]}}}
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: one}
spec: {devices: {requests: [{name: r, exactly: {deviceClassName: one.example}}]}}
)"));
  const Component& p = of.component("p");
  CHECK(show(p, "pod.claims") == "list: nic, old, whole");
  CHECK(show(p, "pod.claim-templates") == "list: nics, olds");
  CHECK(show(p, "pod.device-classes") == "list: nic.example, x.example, y.example, old.example, one.example");
  CHECK(show(of.main("p"), "container.claims") == "list: nic, old");
  CHECK(of.sources.text(p.anchor("pod.claims")) == "resourceClaims");
}

TEST_CASE("a ComputeDomain creates the template of its channel") {
  const RecipeOf of(pod("  resourceClaims: [{name: channel, resourceClaimTemplateName: domain-channel}]\n", "",
                        "---\napiVersion: resource.nvidia.com/v1beta1\nkind: ComputeDomain\nmetadata: {name: domain}\n"
                        "spec: {numNodes: 2, channel: {resourceClaimTemplate: {name: domain-channel}}}\n"));
  CHECK(show(of.component("p"), "pod.device-classes") == "list: compute-domain-default-channel.nvidia.com");
}

TEST_CASE("a template that is not in the recipe leaves the device classes unknown, all of them") {
  const RecipeOf of(pod("  resourceClaims: [{name: a, resourceClaimTemplateName: elsewhere}]\n"));
  CHECK(show(of.component("p"), "pod.claim-templates") == "list: elsewhere");
  CHECK(show(of.component("p"), "pod.device-classes") == "unknown: the ResourceClaimTemplate 'elsewhere' is not here");
  CHECK(is_unknown(RecipeOf(pod("  resourceClaims: [{name: a, resourceClaimTemplateName: '${T}'}]\n")).component("p"),
                   "pod.claim-templates"));
}

TEST_CASE("a pod without claims has none, for certain") {
  const RecipeOf of(pod(""));
  CHECK(show(of.component("p"), "pod.claims") == "absent");
  CHECK(of.component("p").gap("pod.device-classes") == nullptr);
}

TEST_CASE("capabilities: drop ALL precedes add, an unknown element makes the list unknown, nothing written is absent") {
  const auto capabilities = [](const std::string& text) {
    return show(RecipeOf(pod("", ", securityContext: {capabilities: " + text + "}")).main("p"), "container.capabilities");
  };
  CHECK(capabilities("{add: [ALL]}") == "list: ALL");
  CHECK(capabilities("{add: [IPC_LOCK], drop: [all]}") == "list: IPC_LOCK");
  CHECK(capabilities("{add: [IPC_LOCK], drop: [ipc_lock]}") == "list: ");
  CHECK(capabilities("{drop: [ALL]}") == "list: ");
  CHECK(capabilities("{add: [IPC_LOCK, '${CAP}']}").starts_with("unknown"));
  CHECK(capabilities("{add: '${CAPS}'}").starts_with("unknown"));
  CHECK(show(RecipeOf(pod("")).main("p"), "container.capabilities") == "absent");
}

TEST_CASE("the container's user stands before the pod's") {
  const RecipeOf of(pod("  securityContext: {runAsUser: 1000}\n", ", securityContext: {runAsUser: 0}"));
  CHECK(show(of.main("p"), "container.run-as-user") == "known: 0");
  CHECK(show(RecipeOf(pod("  securityContext: {runAsUser: 1000}\n")).main("p"), "container.run-as-user") == "known: 1000");
}

TEST_CASE("host paths whose volume is replaced by a tool are not known") {
  const RecipeOf of(pod("  volumes: [{name: v, hostPath: {path: '${DEV}'}}]\n", ", volumeMounts: [{name: v, mountPath: /x}]"));
  CHECK(is_unknown(of.main("p"), "container.host-paths"));
  CHECK(is_unknown(RecipeOf(pod("  volumes: ${V}\n")).main("p"), "container.host-paths"));
  const RecipeOf unmounted(pod("  volumes: [{name: v, hostPath: {path: /dev}}]\n"));
  CHECK(show(unmounted.main("p"), "container.host-paths") == "absent");
  CHECK(unmounted.main("p").gap("container.host-paths") == nullptr);
}
