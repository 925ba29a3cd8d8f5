// SPDX-License-Identifier: Apache-2.0
// Resources, and the DRA claims beside them. Security and placement are in pod_test.cpp, mounts in mounts_test.cpp.
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

std::string requesting_pod(const std::string& spec, const std::string& container = "", const std::string& more = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i" + container + "}]\n" + spec + more;
}

std::string requesting_service(const std::string& fields, const std::string& container = "") {
  return "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {" + fields +
         ", extraPodSpec: {mainContainer: {image: i" + container + "}}}}}\n";
}

}  // namespace

TEST_CASE("a limit stands before a request, and each is kept by itself") {
  const RecipeOf of(requesting_pod("", ", resources: {requests: {cpu: 1, rdma/ib: 2}, limits: {rdma/ib: 4}}"));
  CHECK(show(of.main("p"), "resource.cpu") == "known: 1");
  CHECK(show(of.main("p"), "resource.rdma/ib") == "known: 4");
  CHECK(show(of.main("p"), "request.rdma/ib") == "known: 2");
  CHECK(show(of.main("p"), "limit.rdma/ib") == "known: 4");
  CHECK(show(of.main("p"), "limit.cpu") == "absent");
}

TEST_CASE("v1alpha1: gpu is a number of GPUs of the type that stands beside it") {
  CHECK(show(RecipeOf(requesting_service("resources: {limits: {gpu: '2'}}")).main("s"), "resource.nvidia.com/gpu") == "known: 2");
  const RecipeOf typed(requesting_service("resources: {limits: {gpu: '2', gpuType: gpu.intel.com/xe}}"));
  CHECK(show(typed.main("s"), "resource.gpu.intel.com/xe") == "known: 2");
  CHECK(show(typed.main("s"), "resource.nvidia.com/gpu") == "absent");
  CHECK(show(typed.main("s"), "resource.gpuType") == "absent");
  const RecipeOf replaced(requesting_service("resources: {limits: {gpu: '2', gpuType: '${TYPE}'}}"));
  CHECK(is_unknown(replaced.main("s"), "resource.amd.com/gpu"));
}

TEST_CASE("v1alpha1: `custom` counts below limits and requests only") {
  CHECK(show(RecipeOf(requesting_service("resources: {requests: {custom: {rdma/ib: '1'}}}")).main("s"), "resource.rdma/ib") == "known: 1");
  CHECK(show(RecipeOf(requesting_service("resources: {custom: {rdma/ib: '1'}}")).main("s"), "resource.rdma/ib") == "absent");
}

TEST_CASE("v1alpha1: `custom` wins over a field of its own, wherever it is written") {
  CHECK(show(RecipeOf(requesting_service("resources: {limits: {custom: {nvidia.com/gpu: '4'}, gpu: '2'}}")).main("s"),
             "limit.nvidia.com/gpu") == "known: 4");
  CHECK(show(RecipeOf(requesting_service("resources: {limits: {gpu: '2', custom: {nvidia.com/gpu: '4'}}}")).main("s"),
             "limit.nvidia.com/gpu") == "known: 4");
}

TEST_CASE("a quantity that a tool replaces is not known") {
  const RecipeOf of(requesting_pod("", ", resources: {limits: {rdma/ib: '${COUNT}'}}"));
  CHECK(is_unknown(of.main("p"), "resource.rdma/ib"));
  CHECK(of.main("p").gap("resource.other") == nullptr);
}

TEST_CASE("limits that a tool replaces hide what the service says") {
  const RecipeOf of(requesting_service("resources: {limits: {gpu: '1'}}", ", resources: {limits: '${LIMITS}'}"));
  CHECK(is_unknown(of.main("s"), "resource.nvidia.com/gpu"));
  CHECK(is_unknown(of.main("s"), "resource.rdma/ib"));
  CHECK(show(of.main("s"), "request.nvidia.com/gpu") == "absent");
}

TEST_CASE("claims: names, templates of the recipe and their device classes in both spellings") {
  const RecipeOf of(requesting_pod(
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
  const RecipeOf of(requesting_pod("  resourceClaims: [{name: channel, resourceClaimTemplateName: domain-channel}]\n", "",
                                   "---\napiVersion: resource.nvidia.com/v1beta1\nkind: ComputeDomain\nmetadata: {name: domain}\n"
                                   "spec: {numNodes: 2, channel: {resourceClaimTemplate: {name: domain-channel}}}\n"));
  CHECK(show(of.component("p"), "pod.device-classes") == "list: compute-domain-default-channel.nvidia.com");
}

TEST_CASE("a template that is not in the recipe leaves the device classes unknown, and open beside known ones") {
  const std::string known = R"(---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: nics}
spec: {spec: {devices: {requests: [{name: r, exactly: {deviceClassName: nic.example}}]}}}
)";
  const RecipeOf of(requesting_pod("  resourceClaims: [{name: a, resourceClaimTemplateName: elsewhere}]\n"));
  CHECK(show(of.component("p"), "pod.claim-templates") == "list: elsewhere");
  CHECK(show(of.component("p"), "pod.device-classes") == "unknown: the ResourceClaimTemplate 'elsewhere' is not here");
  CHECK(is_unknown(RecipeOf(requesting_pod("  resourceClaims: [{name: a, resourceClaimTemplateName: '${T}'}]\n")).component("p"),
                   "pod.claim-templates"));
  const RecipeOf partly(requesting_pod(
      "  resourceClaims: [{name: a, resourceClaimTemplateName: elsewhere}, {name: b, resourceClaimTemplateName: nics}]\n", "", known));
  CHECK(show(partly.component("p"), "pod.device-classes") == "list: nic.example");
  CHECK(partly.component("p").settings.find("pod.device-classes")->value.why == "the ResourceClaimTemplate 'elsewhere' is not here");
}

TEST_CASE("a container's claims must be declared, and a pod's claims should be used") {
  const RecipeOf of(
      requesting_pod("  resourceClaims: [{name: nic}, {name: gpu}, {name: early}]\n"
                     "  initContainers: [{name: i, image: i, resources: {claims: [{name: early}]}}]\n",
                     ", resources: {claims: [{name: nic, request: two}, {name: typo}]}"));
  CHECK(show(of.main("p"), "container.claims-undeclared") == "list: typo");
  CHECK(of.sources.text(of.main("p").settings.find("container.claims-undeclared")->value.items.front().span()) == "typo");
  CHECK(show(of.component("p"), "pod.claims-unused") == "list: gpu");
  CHECK(show(of.main("p"), "container.claim-requests") == "list: nic/two");
}

TEST_CASE("claims that cannot all be read leave it open which are undeclared and unused") {
  const RecipeOf declared(requesting_pod("  resourceClaims: '${CLAIMS}'\n", ", resources: {claims: [{name: nic}]}"));
  CHECK(is_unknown(declared.main("p"), "container.claims-undeclared"));
  const RecipeOf used(requesting_pod("  resourceClaims: [{name: nic}]\n", ", resources: {claims: '${CLAIMS}'}"));
  CHECK(is_unknown(used.component("p"), "pod.claims-unused"));
  CHECK(show(used.component("p"), "pod.claims-unused") == "absent");
}

TEST_CASE("v1alpha1: names outside `custom` are no resources, and amounts without quotes are") {
  const RecipeOf of(
      requesting_service("resources: {custom: {rdma/ib: '8'}, limits: {gpu: 8, rdma/shared: '1', custom: {rdma/roce: 2, rdma/ok: '3'}}}"));
  const Container& main = of.main("s");
  CHECK(show(main, "resource.rdma/ib") == "absent");
  CHECK(show(main, "resource.rdma/shared") == "absent");
  CHECK(show(main, "resource.nvidia.com/gpu") == "known: 8");
  CHECK(show(main, "resource.rdma/roce") == "known: 2");
}

TEST_CASE("v1alpha1: what is no quantity the operator drops; elsewhere it stays as it is") {
  const RecipeOf of(requesting_service("resources: {limits: {memory: 8GB, gpu: '1'}}"));
  CHECK(show(of.main("s"), "resource.memory") == "absent");
  CHECK(show(of.main("s"), "resource-unparsable") == "list: memory");
  CHECK(show(RecipeOf(requesting_pod("", ", resources: {limits: {memory: 8GB}}")).main("p"), "resource.memory") == "known: 8GB");
}

TEST_CASE("a variable by which the operator decides the resources leaves them unknown in a graph, and only there") {
  const RecipeOf of(requesting_service("envs: [{name: DEPLOYMENT_CONFIG, value: '{}'}], resources: {limits: {gpu: '1'}}"));
  CHECK(is_unknown(of.main("s"), "resource.nvidia.com/gpu"));
  CHECK(is_unknown(of.main("s"), "resource.rdma/ib"));
  const RecipeOf plain(requesting_pod("", ", env: [{name: DEPLOYMENT_CONFIG, value: x}], resources: {limits: {rdma/ib: 1}}"));
  CHECK(show(plain.main("p"), "resource.rdma/ib") == "known: 1");
}

TEST_CASE("a pod without claims has none, for certain") {
  const RecipeOf of(requesting_pod(""));
  CHECK(show(of.component("p"), "pod.claims") == "absent");
  CHECK(of.component("p").gap("pod.device-classes") == nullptr);
}
