// SPDX-License-Identifier: Apache-2.0
// What the shipped facts say about the fabric of a pod, evidence by evidence.
#include <doctest/doctest.h>

#include <string>

#include "command/pipeline.h"
#include "command/project.h"
#include "command/rulesets.h"
#include "rule/judge.h"

namespace fabriclint {
namespace {

struct Pod {
  std::string metadata;   // more of the metadata
  std::string spec;       // more of the pod's spec
  std::string container;  // more of the container
  std::string assume;     // a project file
};

// "FABRIC", with '+' when an RDMA device reaches the pod.
std::string fabric_of(const Pod& pod) {
  const RulesetRun rules = load_rules({});
  REQUIRE(rules.usable());
  ReadOptions read = read_options(*rules.loaded.ruleset);
  const ProjectRun project = project_from("fabriclint.toml", pod.assume, *rules.loaded.ruleset);
  REQUIRE(project.usable());
  read.assumptions = project.loaded.project.assumptions;
  SourceSet sources;
  const SourceId id =
      sources.add("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n" + pod.metadata + "spec:\n" + pod.spec +
                                  "  containers:\n  - name: c\n    image: registry.example.com/vllm:1.3.0\n" + pod.container);
  const RecipeModel modelled = model_of(sources, {{id}, {}}, read);
  REQUIRE(modelled.deployments.size() == 1);
  const DeploymentFacts facts = facts_of(*rules.loaded.ruleset, modelled.deployments).front();
  std::string fabric;
  std::string device;
  for (const FactValue& fact : facts.components.at(0).at(0).facts) {
    if (fact.name == "fabric") fabric = fact.value.is_known() ? fact.value.text() : "?";
    if (fact.name != "rdma-device") continue;
    if (!fact.value.is_known()) device.push_back('?');
    if (fact.value.is_known() && fact.value.text() == "true") device.push_back('+');
  }
  return fabric + device;
}

std::string resource(const std::string& name, const std::string& assume = "") {
  return fabric_of({"", "", "    resources: {limits: {" + name + ": 1}}\n", assume});
}
std::string env(const std::string& name, const std::string& value) {
  return fabric_of({"", "", "    env: [{name: " + name + ", value: '" + value + "'}]\n", ""});
}
std::string annotation(const std::string& name, const std::string& value) {
  return fabric_of({"  annotations:\n    " + name + ": '" + value + "'\n", "", "", ""});
}

TEST_CASE("a resource whose name says its fabric gives it; one that does not is an RDMA device of unknown fabric") {
  CHECK(resource("vpc.amazonaws.com/efa") == "efa+");
  CHECK(resource("rdma/ib") == "infiniband+");
  CHECK(resource("rdma/shared_ib") == "infiniband+");
  CHECK(resource("rdma/roce_gdr") == "roce+");
  CHECK(resource("networking.gke.io.networks/rdma-0.IP") == "roce+");
  for (const char* name : {"rdma/hca", "rdma/hca_shared_devices_a", "rdma/rdma_shared_device_b", "nvidia.com/mlnxnics",
                           "nvidia.com/hostdev", "nvidia.com/sriov_rdma", "openshift.io/mlx", "intel.com/my_rdma"}) {
    CAPTURE(name);
    CHECK(resource(name) == "unknown+");
  }
  CHECK(resource("nvidia.com/gpu") == "unknown");
}

TEST_CASE("the project file decides what a name leaves open, and nothing else") {
  const std::string roce = "[assume]\nfabric = 'roce'\n";
  CHECK(resource("rdma/hca", roce) == "roce+");
  CHECK(resource("rdma/ib", roce) == "infiniband+");
  CHECK(resource("vpc.amazonaws.com/efa", roce) == "efa+");
  CHECK(resource("nvidia.com/gpu", roce) == "unknown");
  CHECK(resource("rdma/hca", "[assume]\nfabric = 'efa'\n") == "unknown+");  // EFA's resource has another name
}

TEST_CASE("what only EFA has says EFA, but brings no device") {
  CHECK(env("FI_PROVIDER", "efa") == "efa");
  CHECK(env("FI_EFA_USE_DEVICE_RDMA", "1") == "efa");
  CHECK(env("LD_LIBRARY_PATH", "/usr/lib:/opt/amazon/efa/lib64:/opt/nccl") == "efa");
  CHECK(env("LD_LIBRARY_PATH", "/opt/amazon/efa") == "efa");
  CHECK(env("UCX_TLS", "srd,cuda_copy,tcp") == "efa");
  CHECK(fabric_of({"", "  volumes: [{name: v, hostPath: {path: /opt/amazon/efa}}]\n", "    volumeMounts: [{name: v, mountPath: /efa}]\n",
                   ""}) == "efa");
}

TEST_CASE("what other fabrics have too says nothing") {
  CHECK(env("FI_PROVIDER", "verbs") == "unknown");
  CHECK(env("LD_LIBRARY_PATH", "/opt/amazon/openmpi/lib:/opt/amazon/efa-tools") == "unknown");
  CHECK(env("UCX_TLS", "ib,cuda_copy") == "unknown");
  CHECK(env("UCX_TLS", "^srd") == "unknown");
  CHECK_MESSAGE(env("UCX_TLS", "^rc,ud,srd") == "unknown", "a list that leaves srd out");
  CHECK(fabric_of({"", "  nodeSelector: {node.kubernetes.io/instance-type: p5.48xlarge}\n", "", ""}) == "unknown");
}

TEST_CASE("networks that a pod is attached to count where their name says what they are") {
  CHECK(annotation("networking.gke.io/interfaces",
                   R"([{"interfaceName":"eth0","network":"default"},{"interfaceName":"eth2","network":"rdma-0"}])") == "roce+");
  CHECK(annotation("networking.gke.io/interfaces",
                   R"([{"interfaceName":"eth0","network":"default"},{"interfaceName":"eth1","network":"vpc1"}])") == "unknown");
  CHECK(annotation("k8s.v1.cni.cncf.io/networks", "roce-p0,roce-p1") == "roce+");
  CHECK(annotation("k8s.v1.cni.cncf.io/networks", "default/infiniband-a") == "infiniband+");
  CHECK(annotation("k8s.v1.cni.cncf.io/networks", "rdma-net") == "unknown+");
  CHECK(annotation("k8s.v1.cni.cncf.io/networks", "storage") == "unknown");
}

TEST_CASE("a device class counts where it says what it is") {
  const auto claim = [](const std::string& device_class, const std::string& assume) {
    const RulesetRun rules = load_rules({});
    ReadOptions read = read_options(*rules.loaded.ruleset);
    read.assumptions = project_from("fabriclint.toml", assume, *rules.loaded.ruleset).loaded.project.assumptions;
    SourceSet sources;
    const SourceId id = sources.add(
        "pod.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  resourceClaims: [{name: nic, resourceClaimTemplateName: nic}]\n"
        "  containers: [{name: c, image: x, resources: {claims: [{name: nic}]}}]\n---\n"
        "apiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: {name: nic}\nspec:\n  spec: {devices: {requests: "
        "[{name: nic, exactly: {deviceClassName: " +
            device_class + "}}]}}\n");
    const RecipeModel modelled = model_of(sources, {{id}, {}}, read);
    const DeploymentFacts facts = facts_of(*rules.loaded.ruleset, modelled.deployments).front();
    for (const FactValue& fact : facts.components.at(0).at(0).facts) {
      if (fact.name == "fabric") return fact.value.text();
    }
    return std::string("?");
  };
  CHECK(claim("efa.networking.k8s.aws", "") == "efa");
  CHECK(claim("mrdma.google.com", "") == "roce");
  CHECK(claim("compute-domain-default-channel.nvidia.com", "") == "mnnvl");
  CHECK(claim("rdma-dranet", "") == "unknown");
  CHECK(claim("rdma-dranet", "[assume]\nfabric = 'infiniband'\n") == "infiniband");
  CHECK(claim("gpu.nvidia.com", "[assume]\nfabric = 'infiniband'\n") == "unknown");
}

}  // namespace
}  // namespace fabriclint
