// SPDX-License-Identifier: Apache-2.0
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

std::vector<std::string> component_names(const RecipeOf& of) {
  std::vector<std::string> names;
  for (const Deployment& deployment : of.deployments) {
    for (const Component& component : deployment.components) names.push_back(component.name);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a backslash before a line's end that YAML folds is told, and what it leaves in the argument") {
  const auto folded = [](const std::string& header, const std::string& script) {
    return RecipeOf(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: i\n      command: [sh, -c]\n"
        "      args:\n        - " +
        header + "\n" + script);
  };
  const std::string script =
      "          python3 -m dynamo.vllm --model m \\\n          --tp 8 \\\n            --more-indented-is-not-folded\n";
  const RecipeOf of = folded(">-", script);
  CHECK(show(of.main("p"), "launch.folded") == "list:  --tp");
  const Span at = of.main("p").settings.find("launch.folded")->value.items.front().span();
  CHECK(of.sources.text(at) == "\\");
  CHECK(of.line(at) == 11);
  CHECK(show(folded("|", script).main("p"), "launch.folded") == "absent");
  CHECK(show(folded(">", "          python3 -m dynamo.vllm\n          --model m\n").main("p"), "launch.folded") == "absent");
  CHECK(show(folded(">", "          python3 -m dynamo.vllm --x 'a \\\n          b' --y \\ z\n").main("p"), "launch.folded") == "absent");
  CHECK(show(folded(">", "          python3 -m dynamo.vllm --tp\\\n          8\n").main("p"), "launch.folded") == "list: --tp 8");
}

TEST_CASE("a Pod is one component, named and labelled like the object") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: lone, labels: {a: b}}\nspec: {hostPID: true, containers: [{name: c, image: i:1}]}\n");
  CHECK(component_names(of) == Names{"lone"});
  CHECK(show(of.component("lone"), "pod.label.a") == "known: b");
  CHECK(show(of.component("lone"), "pod.host-pid") == "known: true");
  CHECK(show(of.main("lone"), "container.image-tag") == "known: 1");
  CHECK(of.deployment().kind == "Pod");
}

TEST_CASE("Deployment, StatefulSet, DaemonSet and Job have the pod's own metadata and the replicas around it") {
  const RecipeOf of(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {a: outer}}\n"
      "spec: {replicas: 3, template: {metadata: {labels: {a: inner}}, spec: {containers: [{name: c, image: i}]}}}\n");
  CHECK(component_names(of) == Names{"web"});
  CHECK(show(of.component("web"), "component.replicas") == "known: 3");
  CHECK(show(of.component("web"), "pod.label.a") == "known: inner");
  CHECK(component_names(RecipeOf("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\n"
                                 "spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: i}]}}}}}\n")) ==
        Names{"nightly"});
}

TEST_CASE("a LeaderWorkerSet is one component per pod template, with the replicas of the set") {
  const RecipeOf of(
      "apiVersion: leaderworkerset.x-k8s.io/v1\nkind: LeaderWorkerSet\nmetadata: {name: pair}\nspec:\n  replicas: 2\n  "
      "leaderWorkerTemplate:\n"
      "    size: 4\n    leaderTemplate: {spec: {containers: [{name: lead, image: i}]}}\n"
      "    workerTemplate: {spec: {containers: [{name: work, image: i}]}}\n");
  CHECK(component_names(of) == Names{"leaderTemplate", "workerTemplate"});
  CHECK(show(of.component("workerTemplate"), "component.replicas") == "known: 2");
  CHECK(show(of.component("leaderTemplate"), "component.node-count") == "known: 4");
  CHECK(show(of.component("workerTemplate"), "component.node-count") == "known: 4");
  CHECK(of.main("leaderTemplate").name == "lead");
}

TEST_CASE("any other kind is read where it embeds pod specs, each named after what encloses it") {
  const RecipeOf of(
      "apiVersion: farm.example/v1\nkind: Herd\nmetadata: {name: herd}\nspec:\n  roles:\n"
      "  - {name: shepherd, replicas: 1, pattern: {template: {spec: {containers: [{name: c, image: i}]}}}}\n"
      "  - name: sheep\n    replicas: 9\n    template: {spec: {containers: [{name: c, image: i}]}}\n"
      "  groups: {Dog: {template: {spec: {containers: [{name: c, image: i}]}}}}\n");
  CHECK(component_names(of) == Names{"shepherd", "sheep", "Dog"});
  CHECK(show(of.component("sheep"), "component.replicas") == "known: 9");
  CHECK(of.line(of.component("sheep").span) == 7);
}

TEST_CASE("a role with several pod templates names each after the role and the template's key") {
  const RecipeOf of(
      "apiVersion: farm.example/v1\nkind: Herd\nmetadata: {name: herd}\nspec:\n  roles:\n"
      "  - name: sheep\n    entryTemplate: {spec: {containers: [{name: c, image: i}]}}\n"
      "    workerTemplate: {spec: {containers: [{name: c, image: i}]}}\n"
      "  - name: dog\n    pattern: {templateRef: {name: shared, patch: {spec: {containers: [{name: c, command: [bark]}]}}}}\n");
  CHECK(component_names(of) == Names{"sheep.entryTemplate", "sheep.workerTemplate", "dog"});
  CHECK(of.line(of.component("sheep.workerTemplate").span) == 8);
}

TEST_CASE("status, the last applied configuration and everything else outside spec is not read") {
  const RecipeOf of(
      "apiVersion: farm.example/v1\nkind: Herd\nmetadata:\n  name: herd\n  annotations:\n"
      "    kubectl.kubernetes.io/last-applied-configuration: '{\"spec\":{\"containers\":[{\"name\":\"c\"}]}}'\n"
      "spec: {x: 1}\nstatus: {template: {spec: {containers: [{name: c, image: i}]}}}\n");
  CHECK(of.deployments.empty());
}

TEST_CASE("an empty list of containers, or one of other things, is no pod spec") {
  CHECK(RecipeOf("apiVersion: v1\nkind: X\nspec: {containers: []}\n").deployments.empty());
  CHECK(RecipeOf("apiVersion: v1\nkind: X\nspec: {containers: [a, b]}\n").deployments.empty());
  CHECK(RecipeOf("apiVersion: v1\nkind: X\nspec: {containers: {a: {}}}\n").deployments.empty());
}

TEST_CASE("the main container is the first that starts an engine, else the first") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i, command: [sleep]},"
      " {name: b, image: i, command: [vllm, serve, m]}]}\n");
  CHECK(of.main("p").name == "b");
  CHECK(RecipeOf("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i, command: [sleep]},"
                 " {name: b, image: i, command: [sleep]}]}\n")
            .main("p")
            .name == "a");
}

TEST_CASE("an image that decides what runs leaves engine and arguments unknown; a known other command does not") {
  const RecipeOf image("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i}]}\n");
  CHECK(is_unknown(image.main("p"), "launch.engine"));
  CHECK(is_unknown(image.main("p"), "arg.model"));
  const RecipeOf other(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i, command: [sleep, '1']}]}\n");
  CHECK_FALSE(is_unknown(other.main("p"), "launch.engine"));
  CHECK(show(other.main("p"), "launch.engine") == "absent");
}

TEST_CASE("a command that is no list of texts leaves the engine unknown") {
  for (const std::string command : {"${COMMAND}", "{a: b}", "[a, {b: c}]", "[[a]]"}) {
    const RecipeOf of("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i, command: " +
                      (command.front() == '$' ? "'" + command + "'" : command) + "}]}\n");
    CHECK(is_unknown(of.main("p"), "launch.engine"));
  }
}

TEST_CASE("arguments and scripts see the container's variables") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: i, env: [{name: M, value: some/model}],"
      " command: [vllm, serve, --served-model-name, $(M)]}]}\n");
  CHECK(show(of.main("p"), "arg.served-model-name") == "known: some/model");
  CHECK(of.sources.text(of.main("p").settings.find("arg.served-model-name")->origin.value) == "some/model");
}

TEST_CASE("several engine processes: what they do not agree on is unknown, what they share is known") {
  const RecipeOf of(R"(apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: a
      image: i
      env: [{name: SHARED, value: s}, {name: OTHER, value: o}]
      command: [bash, -c]
      args:
        - |
          ROLE=prefill OTHER=o python3 -m dynamo.vllm --model m --port 1 &
          ROLE=decode python3 -m dynamo.vllm --model m --port 2 --extra x
)");
  const Container& main = of.main("p");
  CHECK(show(main, "launch.engine") == "known: vllm");
  CHECK(show(main, "arg.model") == "known: m");
  CHECK(show(main, "arg.port") == "unknown: several engine processes in this container set it differently");
  CHECK(is_unknown(main, "arg.extra"));
  CHECK(is_unknown(main, "env.ROLE"));
  CHECK(show(main, "env.SHARED") == "known: s");
  CHECK(show(main, "env.OTHER") == "known: o");
}

TEST_CASE("items of a List deploy like documents of their own") {
  const RecipeOf of(
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}\n"
      "- {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{name: c, image: i}]}}\n");
  CHECK(component_names(of) == Names{"a", "b"});
}
