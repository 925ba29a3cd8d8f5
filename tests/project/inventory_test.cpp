// SPDX-License-Identifier: Apache-2.0
#include "project/inventory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "project/project.h"
#include "toml/node.h"
#include "toml/write.h"

namespace fabriclint {
namespace {

struct InventoryOf {
  SourceSet sources;
  Inventory inventory;

  explicit InventoryOf(const std::string& text) {
    const NodeLabels labels = {{"node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"}, {"nvidia.com/gpu.product"}};
    inventory = read_inventory(sources, sources.add("nodes.json", text), labels);
  }
  [[nodiscard]] std::string problem() const {
    if (inventory.problems.empty()) return "";
    const Finding& first = inventory.problems.front();
    const Position place = sources[first.at.source].position(first.at.begin);
    return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + first.message;
  }
};

std::string node(const std::string& name, const std::string& labels, const std::string& allocatable, const std::string& spec = "{}") {
  return R"({"apiVersion": "v1", "kind": "Node", "metadata": {"name": ")" + name + R"(", "labels": {"kubernetes.io/hostname": ")" + name +
         "\"" + labels + R"(}}, "spec": )" + spec +
         R"(, "status": {"allocatable": {"cpu": "191", "memory": "2Ti", "kubernetes.io/batch-cpu": "1")" + allocatable +
         R"(}, "nodeInfo": {"kernelVersion": "6.8.0-1021-aws", "osImage": "Ubuntu 24.04.3 LTS"}}})";
}

std::string list(const std::vector<std::string>& nodes) {
  std::string items;
  for (const std::string& one : nodes) items += (items.empty() ? "" : ",\n") + one;
  return "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n" + items + "\n]}";
}

const std::string kBig = R"(, "node.kubernetes.io/instance-type": "p5.48xlarge", "nvidia.com/gpu.product": "NVIDIA-H100", "zone": "a")";

TEST_CASE("alike nodes are one group, with the labels that all of them have alike") {
  const InventoryOf of(
      list({node("n1", kBig, R"(, "nvidia.com/gpu": "8", "vpc.amazonaws.com/efa": "32", "hugepages-2Mi": "10Gi", "rdma/ib": "0")"),
            node("n2", kBig, R"(, "vpc.amazonaws.com/efa": "32", "nvidia.com/gpu": "8", "hugepages-2Mi": "10Gi")"),
            node("n3", R"(, "zone": "b")", "")}));
  REQUIRE(of.problem() == "");
  CHECK(of.inventory.nodes == 3);
  REQUIRE(of.inventory.groups.size() == 2);
  const NodeGroup& plain = of.inventory.groups[0];
  CHECK(plain.name == "nodes-1");
  CHECK(plain.allocatable->empty());
  CHECK(plain.labels.at("kubernetes.io/hostname") == "n3");
  const NodeGroup& big = of.inventory.groups[1];
  CHECK(big.name == "p5-48xlarge-1");
  CHECK(big.count == 2);
  CHECK(big.kernel == "6.8.0-1021-aws");
  CHECK(big.os_image == "Ubuntu 24.04.3 LTS");
  CHECK(big.instance_type == "p5.48xlarge");
  CHECK(big.gpu_product == "NVIDIA-H100");
  CHECK(big.labels == std::map<std::string, std::string, std::less<>>{{"zone", "a"}});
  CHECK(*big.allocatable == std::map<std::string, std::string, std::less<>>{
                                {"hugepages-2Mi", "10Gi"}, {"nvidia.com/gpu", "8"}, {"vpc.amazonaws.com/efa", "32"}});
}

TEST_CASE("a node that offers less than its like is a group of its own") {
  const InventoryOf of(list({node("n1", kBig, R"(, "nvidia.com/gpu": "8")"), node("n2", kBig, R"(, "nvidia.com/gpu": "7")")}));
  REQUIRE(of.inventory.groups.size() == 2);
  CHECK(of.inventory.groups[0].name == "p5-48xlarge-1");
  CHECK(of.inventory.groups[1].name == "p5-48xlarge-2");
}

TEST_CASE("the order of the nodes does not matter") {
  const std::vector<std::string> nodes = {node("n1", kBig, R"(, "nvidia.com/gpu": "8")"), node("n2", "", ""),
                                          node("n3", kBig, R"(, "rdma/ib": "1")")};
  std::vector<std::string> reversed(nodes.rbegin(), nodes.rend());
  CHECK(written(InventoryOf(list(nodes)).inventory) == written(InventoryOf(list(reversed)).inventory));
}

TEST_CASE("a node that takes no pods is left out and counted") {
  const InventoryOf of(list({node("n1", kBig, ""), node("n2", kBig, "", R"({"unschedulable": true})")}));
  CHECK(of.inventory.nodes == 1);
  CHECK(of.inventory.unschedulable == 1);
  CHECK(of.inventory.groups.at(0).count == 1);
  CHECK(written(of.inventory).starts_with("# 1 node in 1 group, by 'fabriclint facts'. 1 node takes no pods and is left out.\n"));
}

TEST_CASE("one node, a NodeList and YAML are read as well") {
  CHECK(InventoryOf(node("n1", kBig, "")).inventory.nodes == 1);
  CHECK(InventoryOf("kind: NodeList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n").inventory.nodes == 2);
  CHECK(InventoryOf("kind: List\nitems:\n- {kind: Node, metadata: {name: a}}\n- {kind: Pod, metadata: {name: b}}\n").inventory.nodes == 1);
}

TEST_CASE("what cannot be read has a position") {
  CHECK(InventoryOf("{\"kind\": \"List\",\n \"items\": [}\n").problem().starts_with("2:12 This cannot be read: "));
  CHECK(InventoryOf("kind: Pod\n").problem() == "1:1 There is no Node here; this reads what 'kubectl get nodes -o json' prints.");
  CHECK(InventoryOf("").problem().starts_with("1:1 There is no Node here"));
  CHECK(InventoryOf("[1, 2]").problem().starts_with("1:1 There is no Node here"));
  CHECK(InventoryOf("kind: Node\nstatus:\n  allocatable:\n    rdma/ib: many\n").problem() == "4:14 This is no amount of 'rdma/ib'.");
  CHECK(InventoryOf("kind: Node\nstatus:\n  allocatable:\n    rdma/ib: 1500m\n").problem() == "4:14 This is no amount of 'rdma/ib'.");
  CHECK(InventoryOf("kind: Node\nstatus:\n  allocatable:\n    rdma/ib: [1]\n").problem() == "4:14 This is no amount of 'rdma/ib'.");
  CHECK(InventoryOf(std::string(200, '[')).problem().find("levels of nesting") != std::string::npos);
}

// The groups of a project file are those of the inventory that it was written from.
void check_round_trip(const Inventory& inventory) {
  const std::string text = written(inventory);
  CAPTURE(text);
  SourceSet sources;
  const LoadedProject loaded = load_project(sources, sources.add("fabriclint.toml", text), {});
  for (const Finding& problem : loaded.problems) MESSAGE(problem.message);
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.project.assumptions.nodes.has_value());
  const std::vector<NodeGroup>& groups = *loaded.project.assumptions.nodes;
  REQUIRE(groups.size() == inventory.groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    CHECK(groups[i].name == inventory.groups[i].name);
    CHECK(groups[i].count == inventory.groups[i].count);
    CHECK(groups[i].kernel == inventory.groups[i].kernel);
    CHECK(groups[i].os_image == inventory.groups[i].os_image);
    CHECK(groups[i].instance_type == inventory.groups[i].instance_type);
    CHECK(groups[i].gpu_product == inventory.groups[i].gpu_product);
    CHECK(groups[i].labels == inventory.groups[i].labels);
    CHECK(groups[i].allocatable == inventory.groups[i].allocatable);
  }
}

TEST_CASE("what is written loads again as it was") {
  check_round_trip(InventoryOf(list({node("n1", kBig, R"(, "nvidia.com/gpu": "8", "hugepages-1Gi": "2Gi", "a.b/c": "007", "d.e/f": "2k")"),
                                     node("n2", "", "")}))
                       .inventory);
}

TEST_CASE("no name or value breaks out of its string") {
  check_round_trip(
      InventoryOf(
          list({node("n1",
                     R"(, "a\"]\nb = 1\n[[x]]": "c\\\"\u0007\u007f\t'''é\u0000", "": "#", "node.kubernetes.io/instance-type": "p\n5\"")",
                     R"(, "x\".com/\\y": "1")")}))
          .inventory);
}

TEST_CASE("every character survives the string it is written in") {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  text += "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  SourceSet sources;
  const SourceId id = sources.add("x.toml", "a = " + toml_string(text) + "\n");
  const toml::Parsed parsed = toml::parse(sources[id], id);
  REQUIRE(parsed.problems.empty());
  CHECK(parsed.root.find("a")->text == text);
}

TEST_CASE("no mutation of the input crashes the reader, and what it accepts loads again") {
  const std::string good = list({node("n1", kBig, R"(, "nvidia.com/gpu": "8")"), node("n2", "", R"(, "rdma/ib": "1")")});
  std::uint32_t random = 1;
  for (int i = 0; i < 2000; ++i) {
    std::string text = good;
    for (int edits = 0; edits < 3; ++edits) {
      random = random * 1664525U + 1013904223U;
      const std::size_t at = (random >> 8U) % text.size();
      if ((random & 1U) != 0) {
        text.erase(at, 1 + (random >> 4U) % 8);
      } else {
        text[at] = static_cast<char>((random >> 16U) & 0x7FU);
      }
    }
    const InventoryOf of(text);
    if (of.inventory.problems.empty()) check_round_trip(of.inventory);
  }
}

}  // namespace
}  // namespace fabriclint
