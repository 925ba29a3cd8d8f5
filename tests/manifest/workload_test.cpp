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

TEST_CASE("an engine that a folded script leaves to the command before it is told, and is none") {
  const auto folded = [](const std::string& header, const std::string& script) {
    const RecipeOf of(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: i\n      command: [sh, -c]\n"
        "      args:\n        - " +
        header + "\n" + script);
    return show(of.main("p"), "launch.folded") + ", " + show(of.main("p"), "launch.engine");
  };
  const std::string engine = "          python3 -m dynamo.vllm --model m\n";
  CHECK(folded(">-", "          set -e\n" + engine) == "list: dynamo.vllm, absent");
  CHECK(folded(">-", "          cd /work\n" + engine) == "list: dynamo.vllm, absent");
  CHECK(folded(">-", "          export A=1 B=2\n          exec\n" + engine) == "list: dynamo.vllm, absent");
  CHECK(folded("|", "          set -e\n" + engine) == "absent, known: vllm");
  CHECK(folded(">-", "          set -e;\n" + engine) == "absent, known: vllm");
  CHECK(folded(">-", "          set -e\n\n" + engine) == "absent, known: vllm");
  CHECK(folded(">-", "          echo on\n" + engine + "          ; exec\n" + engine) == "absent, known: vllm");
  CHECK(folded(">-", "          pip install x\n" + engine) == "list: dynamo.vllm, absent");
  CHECK(folded(">-", "          pip install x\n          vllm serve\n") == "absent, absent");
  CHECK(folded(">-", "          echo on\n          vllm serve m\n") == "list: vllm, absent");
  CHECK(folded(">-", "          sleep\n          1; echo python3 -m dynamo.vllm\n") == "absent, absent");
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
  CHECK(component_names(of) == Names{"pair.leader", "pair.worker"});
  CHECK(show(of.component("pair.worker"), "component.replicas") == "known: 2");
  CHECK(show(of.component("pair.leader"), "component.node-count") == "known: 4");
  CHECK(show(of.component("pair.worker"), "component.node-count") == "known: 4");
  CHECK(of.main("pair.leader").name == "lead");
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

TEST_CASE("a role with several pod templates names each after the role and its place in the group") {
  const RecipeOf of(
      "apiVersion: farm.example/v1\nkind: Herd\nmetadata: {name: herd}\nspec:\n  roles:\n"
      "  - name: sheep\n    entryTemplate: {spec: {containers: [{name: c, image: i}]}}\n"
      "    workerTemplate: {spec: {containers: [{name: c, image: i}]}}\n"
      "  - name: dog\n    pattern: {templateRef: {name: shared, patch: {spec: {containers: [{name: c, command: [bark]}]}}}}\n");
  CHECK(component_names(of) == Names{"sheep.entry", "sheep.worker", "dog"});
  CHECK(of.line(of.component("sheep.worker").span) == 8);
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

TEST_CASE("arguments of an image whose entrypoint is an engine are the engine's, and point at the image") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: hub.example:5000/x/vllm-openai:v1\n"
      "    command: []\n    args: [--model, m, --port, 8000]\n");
  CHECK(show(of.main("p"), "launch.engine") == "known: vllm");
  CHECK(show(of.main("p"), "launch.module") == "absent");
  CHECK(show(of.main("p"), "arg.port") == "known: 8000");
  CHECK(of.line(of.main("p").settings.find("launch.engine")->origin.value) == 7);
}

TEST_CASE("such an image is not asked where a command, a program among the arguments or another image decides") {
  for (const std::string words : {"image: a/vllm-openai, command: [sleep], args: [--model, m]", "image: a/vllm-openai, args: [bash, -c, x]",
                                  "image: a/vllm-openai", "image: vllm-openai-x/b, args: [--model, m]"}) {
    const RecipeOf of("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, " + words + "}]}\n");
    CHECK(show(of.main("p"), "launch.engine") == "absent");
  }
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

TEST_CASE("a role that refers to a template of its object runs the template with the role's patch; the template alone runs nothing") {
  const RecipeOf of(R"(apiVersion: workloads.x-k8s.io/v1alpha2
kind: RoleBasedGroup
metadata: {name: group}
spec:
  roleTemplates:
    - name: base
      template:
        metadata: {labels: {from: base}}
        spec:
          hostNetwork: true
          containers: [{name: engine, image: i:1, env: [{name: A, value: base}, {name: B, value: base}]}]
  roles:
    - name: front
      standalonePattern: {templateRef: {name: base}}
    - name: prefill
      replicas: 2
      standalonePattern:
        templateRef:
          name: base
          patch:
            spec:
              containers:
                - name: engine
                  command: [vllm, serve]
                  env: [{name: A, value: patch}]
)");
  CHECK(component_names(of) == Names{"front", "prefill"});
  CHECK(show(of.component("prefill"), "pod.host-network") == "known: true");
  CHECK(show(of.component("prefill"), "pod.label.from") == "known: base");
  CHECK(show(of.component("prefill"), "component.replicas") == "known: 2");
  CHECK(of.component("prefill").containers.size() == 1);
  CHECK(show(of.main("prefill"), "launch.engine") == "known: vllm");
  CHECK(show(of.main("prefill"), "container.image-tag") == "known: 1");
  CHECK(show(of.main("prefill"), "env.A") == "known: patch");
  CHECK(show(of.main("prefill"), "env.B") == "known: base");
  CHECK(of.line(of.main("prefill").settings.find("env.A")->origin.value) == 25);
  CHECK(of.line(of.main("prefill").settings.find("env.B")->origin.value) == 11);
  CHECK(show(of.main("front"), "env.A") == "known: base");
}

TEST_CASE("a patch on a template that the object does not hold leaves open what it does not write") {
  const RecipeOf of(
      "apiVersion: w/v1\nkind: RoleBasedGroup\nmetadata: {name: group}\nspec:\n  roles:\n  - name: prefill\n    templateRef: {name: far}\n"
      "    templatePatch: {spec: {containers: [{name: c, command: [vllm, serve]}]}}\n");
  CHECK(component_names(of) == Names{"prefill"});
  CHECK(show(of.main("prefill"), "launch.engine") == "known: vllm");
  CHECK(is_unknown(of.main("prefill"), "resource.nvidia.com/gpu"));
  CHECK(is_unknown(of.component("prefill"), "pod.host-network"));
}

TEST_CASE("leader and worker of a role differ where they are patched, and are one component where only their labels are") {
  const std::string head =
      "apiVersion: w/v1\nkind: RoleBasedGroup\nmetadata: {name: group}\nspec:\n  roles:\n  - name: decode\n    leaderWorkerPattern:\n"
      "      size: 3\n      template: {spec: {containers: [{name: c, image: i, command: [vllm, serve]}]}}\n";
  const RecipeOf labels(
      head + "      leaderTemplatePatch: {metadata: {labels: {a: b}}}\n      workerTemplatePatch: {metadata: {labels: {a: c}}}\n");
  CHECK(component_names(labels) == Names{"decode"});
  CHECK(show(labels.component("decode"), "component.node-count") == "known: 3");
  const RecipeOf pods(head +
                      "      leaderTemplatePatch: {spec: {hostIPC: true}}\n      workerTemplatePatch: {spec: {containers: [{name: c, "
                      "command: [sleep]}]}}\n");
  CHECK(component_names(pods) == Names{"decode.leader", "decode.worker"});
  CHECK(show(pods.component("decode.leader"), "pod.host-ipc") == "known: true");
  CHECK(show(pods.main("decode.leader"), "launch.engine") == "known: vllm");
  CHECK(show(pods.main("decode.worker"), "launch.engine") == "absent");
}

TEST_CASE("the workers beside an entry pod make a group one larger; a group of which no number says the size has none that is known") {
  const auto kthena = [](const std::string& workers) {
    return RecipeOf("apiVersion: w/v1\nkind: ModelServing\nmetadata: {name: m}\nspec: {template: {roles: [{name: r, workerReplicas: " +
                    workers + ", entryTemplate: {spec: {containers: [{name: c, image: i}]}}}]}}\n");
  };
  CHECK(show(kthena("1").component("r"), "component.node-count") == "known: 2");
  CHECK(show(kthena("0").component("r"), "component.node-count") == "known: 1");
  CHECK(is_unknown(kthena("many").component("r"), "component.node-count"));
  CHECK(is_unknown(RecipeOf("apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: ray}\nspec:\n"
                            "  headGroupSpec: {template: {spec: {containers: [{name: c, image: i}]}}}\n"
                            "  workerGroupSpecs: [{groupName: gpus, replicas: 3, template: {spec: {containers: [{name: c, image: i}]}}}]\n")
                       .component("ray.head"),
                   "component.node-count"));
}

TEST_CASE("a group of pods without a name is called after its group name, an MPI job's pods after their replica type") {
  CHECK(component_names(RecipeOf("apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: ray}\nspec:\n"
                                 "  headGroupSpec: {template: {spec: {containers: [{name: c, image: i}]}}}\n"
                                 "  workerGroupSpecs: [{groupName: gpus, template: {spec: {containers: [{name: c, image: i}]}}}]\n")) ==
        Names{"ray.head", "gpus"});
  CHECK(component_names(RecipeOf("apiVersion: kubeflow.org/v2beta1\nkind: MPIJob\nmetadata: {name: m}\nspec: {mpiReplicaSpecs:"
                                 " {Launcher: {template: {spec: {containers: [{name: c, image: i}]}}},"
                                 " Worker: {template: {spec: {containers: [{name: c, image: i}]}}}}}\n")) == Names{"Launcher", "Worker"});
}

TEST_CASE("an LLMInferenceService prefills under 'prefill' and decodes beside it; what it leaves out may come from presets") {
  const RecipeOf of(
      "apiVersion: serving.kserve.io/v1alpha2\nkind: LLMInferenceService\nmetadata: {name: llm}\nspec:\n"
      "  template: {containers: [{name: main, image: i, command: [vllm, serve]}]}\n"
      "  prefill:\n    template: {containers: [{name: main, image: i, command: [vllm, serve]}]}\n"
      "    worker: {containers: [{name: main, image: i, command: [vllm, serve]}]}\n");
  CHECK(component_names(of) == Names{"llm", "prefill", "prefill.worker"});
  CHECK(show(of.component("llm"), "component.type") == "known: decode");
  CHECK(show(of.component("prefill"), "component.type") == "known: prefill");
  CHECK(show(of.component("prefill.worker"), "component.type") == "known: prefill");
  CHECK(show(of.main("llm"), "launch.engine") == "known: vllm");
  CHECK(is_unknown(of.main("llm"), "resource.rdma/ib"));
  const RecipeOf alone(
      "apiVersion: serving.kserve.io/v1alpha2\nkind: LLMInferenceService\nmetadata: {name: llm}\n"
      "spec: {template: {containers: [{name: main, image: i}]}}\n");
  CHECK(show(alone.component("llm"), "component.type") == "absent");
}

TEST_CASE("a runtime's engine and decoder are components with the runner as container; a service may add to what it leaves out") {
  const RecipeOf of(
      "apiVersion: ome.io/v1beta1\nkind: ClusterServingRuntime\nmetadata: {name: rt}\nspec:\n"
      "  engineConfig:\n    leader: {hostNetwork: true, runner: {name: e, image: i, command: [vllm, serve]}}\n"
      "    worker: {size: 1, runner: {name: e, image: i, command: [vllm, serve]}}\n"
      "  decoderConfig: {runner: {name: d, image: i, command: [vllm, serve]}}\n");
  CHECK(component_names(of) == Names{"engine.leader", "engine.worker", "decoder"});
  CHECK(show(of.component("engine.leader"), "pod.host-network") == "known: true");
  CHECK(show(of.main("decoder"), "launch.engine") == "known: vllm");
  CHECK(is_unknown(of.main("decoder"), "resource.rdma/ib"));
  CHECK(is_unknown(of.component("engine.worker"), "component.node-count"));
}

TEST_CASE("the labels that Grove writes beside the spec of a clique are its pods'") {
  const RecipeOf of(
      "apiVersion: grove.io/v1alpha1\nkind: PodCliqueSet\nmetadata: {name: set}\nspec: {replicas: 1, template: {cliques: [{name: "
      "decode-ldr,"
      " labels: {nvidia.com/dynamo-component-type: decode}, spec: {replicas: 2, podSpec: {containers: [{name: main, image: i}]}}}]}}\n");
  CHECK(component_names(of) == Names{"decode-ldr"});
  CHECK(show(of.component("decode-ldr"), "pod.label.nvidia.com/dynamo-component-type") == "known: decode");
  CHECK(show(of.component("decode-ldr"), "component.replicas") == "known: 2");
}

TEST_CASE("a live Pod has its engine as native sidecar, its labels, and nothing of its status") {
  const RecipeOf of(R"(apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: g-0-prefill-x7k2, labels: {nvidia.com/dynamo-component-type: prefill}, managedFields: [{fieldsV1: {'f:spec': {}}}]}
    spec:
      containers: [{name: main, image: i, command: [sleep, infinity]}]
      initContainers:
        - {name: wait, image: i, command: [vllm, serve, --early]}
        - {name: engine, image: i, command: [vllm, serve], restartPolicy: Always}
    status: {containerStatuses: [{name: main}], spec: {containers: [{name: no, image: no}]}}
metadata: {resourceVersion: ""}
)");
  CHECK(component_names(of) == Names{"g-0-prefill-x7k2"});
  CHECK(of.main("g-0-prefill-x7k2").name == "engine");
  CHECK(of.component("g-0-prefill-x7k2").containers.size() == 2);
  CHECK(show(of.component("g-0-prefill-x7k2"), "pod.label.nvidia.com/dynamo-component-type") == "known: prefill");
}

TEST_CASE("null, numbers and booleans where something else belongs are read as Kubernetes does or are unknown") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: 1, b: true, c: null}, annotations: null}\nspec:\n  nodeSelector: null\n"
      "  initContainers: null\n  volumes: null\n  containers:\n  - null\n"
      "  - {name: c, image: i, command: [vllm, serve], args: [--port, 8000, --ratio, 0.5, --flag, true], env: [{name: A, value: 1}, null],"
      " resources: {limits: null}, securityContext: null, volumeMounts: null}\n");
  CHECK(show(of.component("p"), "pod.label.a") == "known: 1");
  CHECK(show(of.component("p"), "pod.label.b") == "known: true");
  CHECK(show(of.component("p"), "pod.label.c") == "absent");
  CHECK(show(of.main("p"), "arg.port") == "known: 8000");
  CHECK(show(of.main("p"), "arg.flag") == "known: true");
  CHECK(show(of.main("p"), "env.A") == "known: 1");
  CHECK_FALSE(is_unknown(of.component("p"), "pod.host-network"));
  const RecipeOf text(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, args: --model x}, '${MORE}']}\n");
  CHECK(is_unknown(text.main("p"), "launch.engine"));
  CHECK(is_unknown(text.component("p"), "pod.host-network"));
}
