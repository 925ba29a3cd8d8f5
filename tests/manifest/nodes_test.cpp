// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "recipe_of.h"

namespace fabriclint::testing {
namespace {

NodeGroup group(std::string name, std::string kernel, std::string type, std::map<std::string, std::string, std::less<>> allocatable) {
  NodeGroup group;
  group.name = std::move(name);
  group.kernel = std::move(kernel);
  group.instance_type = std::move(type);
  group.allocatable = std::move(allocatable);
  return group;
}

ReadOptions with_labels() {
  ReadOptions read = options();
  read.instance_type_labels = {"node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"};
  read.gpu_product_labels = {"nvidia.com/gpu.product"};
  read.instances = {{.name = "p9.big", .also = {"ml.p9.big"}, .allocatable = {{"a.com/nic", "4"}, {"a.com/gpu", "8"}}},
                    {.name = "p9.huge", .also = {}, .allocatable = {{"a.com/nic", "32"}}}};
  return read;
}

ReadOptions with_inventory() {
  ReadOptions read = with_labels();
  NodeGroup big = group("big", "6.8.0", "p9.big", {{"a.com/nic", "4"}, {"a.com/gpu", "8"}});
  big.labels = {{"zone", "a"}, {"pool", "gpu"}};
  NodeGroup huge = group("huge", "5.15.0", "p9.huge", {{"a.com/nic", "32"}});
  huge.labels = {{"zone", "b"}};
  read.assumptions.nodes = {big, huge};
  return read;
}

std::string pod(const std::string& placement, const std::string& resources = "a.com/nic: 8") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n" + placement +
         "  containers:\n    - name: c\n      image: x:1\n      resources: {limits: {" + resources + "}}\n";
}

std::string affinity(const std::string& terms) {
  return "  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: " + terms + "}}}\n";
}

std::string groups(const std::string& placement) {
  const RecipeOf recipe(pod(placement, "a.com/nic: 1, cpu: 99"), with_inventory());
  return show(recipe.component("p"), "node.group");
}

TEST_CASE("without an inventory the nodes are unknown, and the reason says how to give one") {
  const RecipeOf recipe(pod(""));
  for (const char* path : {"node.group", "node.kernel", "node.instance-type", "node.allocatable.a.com/nic"}) {
    CAPTURE(path);
    REQUIRE(is_unknown(recipe.component("p"), path));
    CHECK(recipe.component("p").gap(path)->find("fabriclint facts") != std::string::npos);
  }
}

TEST_CASE("the assumed kernel is that of every node, and of groups that state none") {
  ReadOptions read = options();
  read.assumptions.kernel = "6.8";
  CHECK(show(RecipeOf(pod(""), read).component("p"), "node.kernel") == "list: 6.8");
  read.assumptions.nodes = {group("a", "", "", {}), group("b", "5.15.0", "", {}), group("c", "5.15.0", "", {})};
  CHECK(show(RecipeOf(pod(""), read).component("p"), "node.kernel") == "list: 6.8, 5.15.0");
}

TEST_CASE("a pod has all groups that its node selection does not contradict") {
  CHECK(groups("") == "list: big, huge");
  CHECK(groups("  nodeSelector: {zone: a}\n") == "list: big");
  CHECK(groups("  nodeSelector: {zone: c}\n") == "list: ");
  CHECK(groups("  nodeSelector: {pool: gpu}\n") == "list: big, huge");  // 'huge' does not state its pool
  CHECK(groups("  nodeSelector: {pool: cpu}\n") == "list: huge");
  CHECK(groups("  nodeSelector: {node.kubernetes.io/instance-type: p9.huge}\n") == "list: huge");
  CHECK(groups("  nodeSelector: {zone: '${ZONE}'}\n") == "list: big, huge");
  CHECK(groups("  nodeSelector: none\n") == "list: big, huge");
}

TEST_CASE("of required affinity one term must be met, in all it demands; only In with written values excludes") {
  CHECK(groups(affinity("[{matchExpressions: [{key: zone, operator: In, values: [b, c]}]}]")) == "list: huge");
  CHECK(groups(affinity("[{matchExpressions: [{key: zone, operator: In, values: [a]}]}, {matchExpressions: [{key: zone, operator: In, "
                        "values: [b]}]}]")) == "list: big, huge");
  CHECK(groups(affinity("[{matchExpressions: [{key: zone, operator: In, values: [a]}, {key: pool, operator: In, values: [cpu]}]}]")) ==
        "list: ");
  CHECK(groups(affinity("[{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}]")) == "list: big, huge");
  CHECK(groups(affinity("[{matchExpressions: [{key: zone, operator: In, values: [a, \"${ZONE}\"]}]}]")) == "list: big, huge");
  CHECK(groups(affinity("[{matchFields: [{key: metadata.name, operator: In, values: [n]}]}]")) == "list: big, huge");
  CHECK(groups("  affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: "
               "[{key: zone, operator: In, values: [b]}]}}]}}\n") == "list: big, huge");
}

TEST_CASE("what candidates offer is the largest amount of any, and known to be 0 where none does") {
  const RecipeOf recipe(pod("", "a.com/nic: 8, b.com/nic: 1"), with_inventory());
  const Component& component = recipe.component("p");
  CHECK(show(component, "node.allocatable.a.com/nic") == "known: 32");
  CHECK(show(component, "node.allocatable.a.com/gpu") == "known: 8");
  CHECK(show(component, "node.allocatable.b.com/nic") == "known: 0");
  CHECK(show(component, "node.offer.a.com/nic") == "list: 4 by 'big', 32 by 'huge'");
  CHECK(show(component, "node.offer.b.com/nic") == "known: none");
  CHECK(show(component, "node.allocatable.cpu") == "absent");
  CHECK(show(component, "node.kernel") == "list: 6.8.0, 5.15.0");
  CHECK(is_unknown(component, "node.os-image"));
}

TEST_CASE("what the nodes are is told of those with room for the pod, while there are any") {
  const auto kernels = [](const std::string& resources) {
    return show(RecipeOf(pod("", resources), with_inventory()).component("p"), "node.kernel");
  };
  CHECK(kernels("a.com/nic: 4") == "list: 6.8.0, 5.15.0");
  CHECK(kernels("a.com/nic: 8") == "list: 5.15.0");
  CHECK(kernels("a.com/gpu: 8, cpu: 64, memory: 1Ti") == "list: 6.8.0");
  CHECK(kernels("a.com/nic: 64") == "list: 6.8.0, 5.15.0");
  CHECK(kernels("a.com/nic: '${NICS}'") == "list: 6.8.0, 5.15.0");
  CHECK(show(RecipeOf(pod("", "a.com/gpu: 8"), with_inventory()).component("p"), "node.group") == "list: big");
}

TEST_CASE("a group that the pod cannot have offers it nothing, and is told of") {
  const RecipeOf recipe(pod("  nodeSelector: {zone: a}\n"), with_inventory());
  CHECK(show(recipe.component("p"), "node.allocatable.a.com/nic") == "known: 4");
  CHECK(show(recipe.component("p"), "node.offer.a.com/nic") == "list: 4 by 'big', 32 by 'huge' (which the pod's node selection excludes)");
  CHECK(show(recipe.component("p"), "node.kernel") == "list: 6.8.0");
}

TEST_CASE("a group that does not state what it offers leaves it open") {
  ReadOptions read = with_inventory();
  read.assumptions.nodes->back().allocatable.reset();
  CHECK(is_unknown(RecipeOf(pod(""), read).component("p"), "node.allocatable.a.com/nic"));
  CHECK(show(RecipeOf(pod("  nodeSelector: {zone: a}\n"), read).component("p"), "node.allocatable.a.com/nic") == "known: 4");
}

TEST_CASE("a pinned instance type leads to the catalogue") {
  const auto nics = [](const std::string& placement) {
    const RecipeOf recipe(pod(placement), with_labels());
    const Component& component = recipe.component("p");
    const std::string types = is_unknown(component, "node.instance-type") ? "?" : show(component, "node.instance-type");
    return types + " / " + (is_unknown(component, "node.allocatable.a.com/nic") ? "?" : show(component, "node.allocatable.a.com/nic"));
  };
  CHECK(nics("  nodeSelector: {node.kubernetes.io/instance-type: ml.p9.big}\n") == "list: ml.p9.big / known: 4");
  CHECK(nics("  nodeSelector: {beta.kubernetes.io/instance-type: p9.huge}\n") == "list: p9.huge / known: 32");
  CHECK(nics(affinity("[{matchExpressions: [{key: node.kubernetes.io/instance-type, operator: In, values: [p9.big, p9.huge]}]}]")) ==
        "list: p9.big, p9.huge / known: 32");
  CHECK(nics("  nodeSelector: {node.kubernetes.io/instance-type: p0.odd}\n") == "list: p0.odd / ?");
  CHECK(nics("  nodeSelector: {node.kubernetes.io/instance-type: '${TYPE}'}\n") == "? / ?");
  CHECK(nics(affinity("[{matchExpressions: [{key: node.kubernetes.io/instance-type, operator: NotIn, values: [p9.big]}]}]")) == "? / ?");
  CHECK(nics(affinity("[{matchExpressions: [{key: node.kubernetes.io/instance-type, operator: In, values: [p9.big]}]}, {matchExpressions: "
                      "[{key: zone, operator: In, values: [a]}]}]")) == "? / ?");
}

TEST_CASE("only what all pinned types list is known") {
  const RecipeOf recipe(
      pod(affinity("[{matchExpressions: [{key: node.kubernetes.io/instance-type, operator: In, values: [p9.big, p9.huge]}]}]")),
      with_labels());
  CHECK(is_unknown(recipe.component("p"), "node.allocatable.a.com/gpu"));
}

TEST_CASE("the assumed fabric is of the deployment") {
  ReadOptions read = options();
  CHECK(show(RecipeOf(pod(""), read).deployment(), "cluster.fabric") == "absent");
  read.assumptions.fabric = "roce";
  CHECK(show(RecipeOf(pod(""), read).deployment(), "cluster.fabric") == "known: roce");
}

std::string with_env(const std::string& env, const std::string& args = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: "
         "registry.example.com/vllm:1.3\n" +
         env + args;
}

ReadOptions with_image_env() {
  ReadOptions read = options();
  read.assumptions.image_env = {
      {"registry.example.com/*", {{"UCX_TLS", "tcp"}, {"A", "1"}}}, {"*/vllm:*", {{"A", "2"}}}, {"other/*", {{"B", "1"}}}};
  return read;
}

TEST_CASE("variables of the image lie below everything that the manifest sets") {
  const RecipeOf plain(with_env(""), with_image_env());
  CHECK(show(plain.main("p"), "env.UCX_TLS") == "known: tcp");
  CHECK(layer(plain.main("p"), "env.UCX_TLS") == "the image, by the project file");
  CHECK(plain.line(plain.main("p").settings.find("env.UCX_TLS")->origin.value) == 7);
  CHECK(show(plain.main("p"), "env.A") == "known: 2");
  CHECK(show(plain.main("p"), "env.B") == "absent");
  const RecipeOf set(with_env("      env: [{name: UCX_TLS, value: rc}]\n"), with_image_env());
  CHECK(show(set.main("p"), "env.UCX_TLS") == "known: rc");
  REQUIRE(set.main("p").settings.find("env.UCX_TLS")->overridden.size() == 1);
  CHECK(set.main("p").settings.find("env.UCX_TLS")->overridden[0].value.text() == "tcp");
}

TEST_CASE("what a Secret may set is unknown although the image has it") {
  const RecipeOf recipe(with_env("      envFrom: [{secretRef: {name: tuning}}]\n"), with_image_env());
  CHECK(show(recipe.main("p"), "env.UCX_TLS") == "unknown: the Secret 'tuning' may set it");
}

TEST_CASE("Kubernetes does not expand variables of the image, and scripts do") {
  const RecipeOf references(with_env("      env: [{name: X, value: $(UCX_TLS)}]\n"), with_image_env());
  CHECK(show(references.main("p"), "env.X") == "known: $(UCX_TLS)");
  const RecipeOf script(with_env("", "      command: [sh, -c, 'export X=$UCX_TLS; vllm serve m']\n"), with_image_env());
  CHECK(show(script.main("p"), "env.X") == "known: tcp");
  const RecipeOf argument(with_env("", "      command: [vllm, serve, --x, $(UCX_TLS)]\n"), with_image_env());
  CHECK(is_unknown(argument.main("p"), "arg.x"));
  CHECK(show(argument.main("p"), "env.UCX_TLS") == "known: tcp");
}

TEST_CASE("an image that is not known, or is not there, brings nothing") {
  const RecipeOf recipe("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: '${IMAGE}'}, {name: d}]}\n",
                        with_image_env());
  CHECK(show(recipe.main("p"), "env.UCX_TLS") == "absent");
}

TEST_CASE("many components and a large inventory end in time") {
  ReadOptions read = with_labels();
  read.assumptions.nodes.emplace();
  for (int i = 0; i < 1000; ++i)
    read.assumptions.nodes->push_back(group("g" + std::to_string(i), "6.8", "t", {{"a.com/r" + std::to_string(i), "1"}}));
  std::string text = "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  components:\n";
  for (int i = 0; i < 5000; ++i)
    text += "  - {name: c" + std::to_string(i) + ", podTemplate: {spec: {nodeSelector: {a: b}, containers: [{name: main, image: x}]}}}\n";
  const RecipeOf recipe(text, read);
  CHECK(recipe.deployment().components.size() == 5000);
  CHECK(show(recipe.component("c0"), "node.allocatable.a.com/r999") == "known: 1");
  CHECK(is_unknown(recipe.component("c4999"), "node.allocatable.a.com/r999"));
}

}  // namespace
}  // namespace fabriclint::testing
