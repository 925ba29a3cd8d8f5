// SPDX-License-Identifier: Apache-2.0
#include "project/project.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace fabriclint {
namespace {

struct ProjectOf {
  SourceSet sources;
  LoadedProject loaded;

  explicit ProjectOf(const std::string& text) {
    loaded = load_project(
        sources, sources.add("fabriclint.toml", text),
        {.fabrics = {"efa", "infiniband", "roce"}, .rules = {"rule-a", "rule-b"}, .rulesets = {"tuning"}, .fixed = {"rule-b"}});
  }
  // "LINE:COLUMN rule text-at-place | message help" of each problem.
  [[nodiscard]] std::string problems() const {
    std::string all;
    for (const Finding& finding : loaded.problems) {
      const Position place = sources[finding.at.source].position(finding.at.begin);
      all += (all.empty() ? "" : "\n") + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + finding.rule + " " +
             std::string(sources.text(finding.at)) + " | " + finding.message + (finding.help.empty() ? "" : " " + finding.help);
    }
    return all;
  }
  [[nodiscard]] const Assumptions& assume() const { return loaded.project.assumptions; }
};

TEST_CASE("an empty project file assumes nothing") {
  const ProjectOf project("");
  CHECK(project.problems() == "");
  CHECK(project.assume().fabric.empty());
  CHECK_FALSE(project.assume().nodes.has_value());
}

TEST_CASE("everything that the guide shows is read") {
  const ProjectOf project(R"([assume]
fabric = "infiniband"
kernel = "6.8"
[assume.image-env."registry.example.com/*:*"]
UCX_TLS = "rc,cuda_copy"
EMPTY = ""
[[assume.nodes]]
name = "p5-48xlarge-1"
count = 4
kernel = "6.8.0-1021-aws"
os-image = "Ubuntu 24.04.3 LTS"
instance-type = "p5.48xlarge"
gpu-product = "NVIDIA-H100-80GB-HBM3"
labels = { "topology.kubernetes.io/zone" = "a", "node-role.kubernetes.io/worker" = "" }
allocatable = { "nvidia.com/gpu" = 8, "hugepages-2Mi" = "10Gi" }
[[assume.nodes]]
name = "cpu"
)");
  REQUIRE(project.problems() == "");
  const Assumptions& assume = project.assume();
  CHECK(assume.fabric == "infiniband");
  CHECK(assume.kernel == "6.8");
  REQUIRE(assume.image_env.size() == 1);
  CHECK(assume.image_env[0].images == "registry.example.com/*:*");
  REQUIRE(assume.image_env[0].variables.size() == 2);
  CHECK(assume.image_env[0].variables[0].second == "rc,cuda_copy");
  REQUIRE(assume.nodes.has_value());
  REQUIRE(assume.nodes->size() == 2);
  const NodeGroup& group = assume.nodes->front();
  CHECK(group.name == "p5-48xlarge-1");
  CHECK(group.count == 4);
  CHECK(group.kernel == "6.8.0-1021-aws");
  CHECK(group.os_image == "Ubuntu 24.04.3 LTS");
  CHECK(group.instance_type == "p5.48xlarge");
  CHECK(group.gpu_product == "NVIDIA-H100-80GB-HBM3");
  CHECK(group.labels.at("node-role.kubernetes.io/worker").empty());
  REQUIRE(group.allocatable.has_value());
  CHECK(group.allocatable->at("nvidia.com/gpu") == "8");
  CHECK(group.allocatable->at("hugepages-2Mi") == "10Gi");
  CHECK_FALSE(assume.nodes->back().allocatable.has_value());
}

TEST_CASE("a misspelt key is pointed at, with the one that was meant") {
  CHECK(ProjectOf("[asume]\n").problems() == "1:2 project asume | Unknown key in the project file: 'asume'. Did you mean 'assume'?");
  CHECK(ProjectOf("[assume]\nkernle = '6.8'\n").problems() ==
        "2:1 project kernle | Unknown key in 'assume': 'kernle'. Did you mean 'kernel'?");
  CHECK(ProjectOf("[[assume.nodes]]\nname = 'a'\nalocatable = {}\n").problems() ==
        "3:1 project alocatable | Unknown key in a group of nodes: 'alocatable'. Did you mean 'allocatable'?");
}

TEST_CASE("a value that cannot be is pointed at") {
  CHECK(ProjectOf("[assume]\nfabric = 'infinband'\n").problems() ==
        "2:10 project 'infinband' | Unknown fabric 'infinband'. Did you mean 'infiniband'?");
  CHECK(ProjectOf("[assume]\nkernel = 6.8\n").problems() == "2:10 project 6.8 | 'kernel' of 'assume' must be a string, not a number.");
  CHECK(ProjectOf("[assume]\nkernel = ''\n").problems() == "2:10 project '' | 'kernel' is empty. Leave it out when it is not known.");
  CHECK(ProjectOf("[assume.image-env]\nUCX_TLS = 'rc'\n").problems() ==
        "2:11 project 'rc' | The environment of 'UCX_TLS' must be a table of variables, not a string. Write "
        "[assume.image-env.\"PATTERN\"] and the variables below it.");
  CHECK(ProjectOf("[assume.image-env.\"*\"]\nA = 1\n").problems() ==
        "2:5 project 1 | The variable 'A' must be a string, not a whole number.");
  CHECK(ProjectOf("[[assume.nodes]]\ncount = 0\nlabels = { a = 1 }\n").problems() ==
        "1:1 project [[assume.nodes]] | 'name' is missing in a group of nodes.\n"
        "2:9 project 0 | 'count' of a group of nodes must be a whole number from 1.\n"
        "3:16 project 1 | The label 'a' must be a string, not a whole number.");
  CHECK(ProjectOf("[[assume.nodes]]\nname = 'a'\nallocatable = { 'rdma/ib' = true }\n[[assume.nodes]]\nname = 'a'\n").problems() ==
        "3:29 project true | The amount of 'rdma/ib' must be a whole number or a quantity, not true or false.\n"
        "5:1 project name | There are two groups of nodes named 'a'.");
}

TEST_CASE("what is no TOML has a place, and nothing is assumed") {
  const ProjectOf project("[assume]\nfabric = \n");
  REQUIRE(project.loaded.problems.size() == 1);
  CHECK(project.loaded.problems[0].rule == "project-syntax");
  CHECK(project.problems().starts_with("2:"));
  CHECK(project.assume().fabric.empty());
}

TEST_CASE("more groups than pods can be compared with are refused") {
  std::string text;
  for (int i = 0; i < 1001; ++i) text += "[[assume.nodes]]\nname = 'g" + std::to_string(i) + "'\n";
  CHECK(ProjectOf(text).problems() == "2001:1 project [[assume.nodes]] | There are more than 1000 groups of nodes.");
}

TEST_CASE("what is run, left out, failed and shown is read") {
  const ProjectOf file(R"(
enable = "tuning"
exclude = ["**/generated/**", "/dist"]
force-exclude = true
fail-on = "error"
min-level = "warning"
[levels]
rule-a = "error"
rule-b = "off"
[[path]]
match = "examples"
levels = { rule-a = "note" }
[[path]]
match = ["a", "b"]
levels = {}
)");
  REQUIRE(file.problems() == "");
  const Project& project = file.loaded.project;
  CHECK(project.enabled == std::vector<std::string>{"tuning"});
  CHECK(project.excluded == std::vector<std::string>{"**/generated/**", "/dist"});
  CHECK(project.force_exclude);
  CHECK(project.fail_on == Level::error);
  CHECK(project.min_level == Level::warning);
  REQUIRE(project.levels.size() == 2);
  CHECK(project.levels[0].rule == "rule-a");
  CHECK(project.levels[0].level == Level::error);
  CHECK_FALSE(project.levels[1].level.has_value());
  CHECK(file.sources.text(project.levels[1].at) == "\"off\"");
  REQUIRE(project.paths.size() == 2);
  CHECK(project.paths[0].match == std::vector<std::string>{"examples"});
  CHECK(project.paths[0].levels.front().level == Level::note);
  CHECK(project.paths[1].match.size() == 2);

  const ProjectOf empty("");
  CHECK_FALSE(empty.loaded.project.fail_on.has_value());
  CHECK_FALSE(empty.loaded.project.force_exclude);
}

TEST_CASE("mistakes in them have a place and a suggestion") {
  CHECK(ProjectOf("enable = ['tunning']\n").problems() ==
        "1:11 project 'tunning' | Unknown ruleset that is off by default: 'tunning'. Did you mean 'tuning'?");
  CHECK(ProjectOf("fail-on = 'note'\n").problems() == "1:11 project 'note' | Unknown 'fail-on': 'note'. There are 'error', 'warning'.");
  CHECK(ProjectOf("force-exclude = 1\n").problems() ==
        "1:17 project 1 | 'force-exclude' of the project file must be true or false, not a whole number.");
  CHECK(ProjectOf("[levels]\nrule-c = 'eror'\n").problems() ==
        "2:1 project rule-c | Unknown rule 'rule-c'. Did you mean 'rule-a'?\n"
        "2:10 project 'eror' | Unknown level 'eror'. Did you mean 'error'?");
  CHECK(
      ProjectOf("[levels]\nrule-a = false\n").problems() ==
      "2:10 project false | The level of 'rule-a' must be a string, not true or false. Write \"error\", \"warning\", \"note\" or \"off\".");
  CHECK(ProjectOf("[[path]]\nmatch = 'a'\nlevel = {}\n").problems() ==
        "1:1 project [[path]] | 'levels' is missing in 'path'.\n"
        "3:1 project level | Unknown key in 'path': 'level'. Did you mean 'levels'?");
  CHECK(ProjectOf("exclude = ['', '..', 'a/../b', '!a', './']\n").problems() ==
        "1:12 project '' | This pattern matches nothing. '**' matches every file.\n"
        "1:16 project '..' | This pattern matches nothing. '**' matches every file.\n"
        "1:22 project 'a/../b' | A pattern is about what lies below the folder of the project file, and '..' leads out of it.\n"
        "1:32 project '!a' | A pattern cannot take back what another one matches.\n"
        "1:38 project './' | This pattern matches nothing. '**' matches every file.");
  CHECK(ProjectOf("rules = ['']\n").problems() == "1:10 project '' | A path in 'rules' is empty.");
  CHECK(ProjectOf("parameters = 1\n").problems() ==
        "1:14 project 1 | 'parameters' of the project file must be a table, not a whole number.");
}

TEST_CASE("what a file says comes on top of what it extends, key by key, and lists that choose add up") {
  SourceSet sources;
  const auto tree = [&](const std::string& text) {
    toml::Parsed parsed = parse_project(sources, sources.add("x.toml", text));
    REQUIRE(parsed.problems.empty());
    return std::move(parsed.root);
  };
  toml::Node merged;
  merge_project(merged, tree("exclude = 'a'\nfail-on = 'error'\n[levels]\nrule-a = 'off'\nrule-b = 'off'\n"
                             "[[assume.nodes]]\nname = 'x'\n[[path]]\nmatch = 'a'\nlevels = {}\n"));
  merge_project(merged,
                tree("exclude = ['b']\n[levels]\nrule-b = 'note'\n[[assume.nodes]]\nname = 'y'\n[[path]]\nmatch = 'b'\nlevels = {}\n"));
  const LoadedProject loaded = read_project(merged, {.fabrics = {}, .rules = {"rule-a", "rule-b"}, .rulesets = {}, .fixed = {}});
  REQUIRE(loaded.problems.empty());
  const Project& project = loaded.project;
  CHECK(project.excluded == std::vector<std::string>{"a", "b"});
  CHECK(project.fail_on == Level::error);
  REQUIRE(project.levels.size() == 2);
  CHECK_FALSE(project.levels[0].level.has_value());
  CHECK(project.levels[1].level == Level::note);
  CHECK(project.levels[1].at.source == SourceId{1});
  CHECK(project.paths.size() == 2);
  REQUIRE(project.assumptions.nodes.has_value());
  REQUIRE(project.assumptions.nodes->size() == 1);  // an inventory is whole
  CHECK(project.assumptions.nodes->front().name == "y");
}

}  // namespace
}  // namespace fabriclint
