// SPDX-License-Identifier: Apache-2.0
// Security contexts, labels and placement.
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

std::string pod_of(const std::string& spec, const std::string& container = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: x}}\nspec:\n  containers: [{name: c, image: i" + container + "}]\n" +
         spec;
}

std::string service(const std::string& fields, const std::string& pod_spec = "") {
  return "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {" + fields +
         "extraPodSpec: {mainContainer: {image: i, command: [x]}" + pod_spec + "}}}}\n";
}

}  // namespace

TEST_CASE("capabilities: drop ALL precedes add, an unknown element makes the list unknown, nothing written is absent") {
  const auto capabilities = [](const std::string& text) {
    return show(RecipeOf(pod_of("", ", securityContext: {capabilities: " + text + "}")).main("p"), "container.capabilities");
  };
  CHECK(capabilities("{add: [ALL]}") == "list: ALL");
  CHECK(capabilities("{add: [IPC_LOCK], drop: [all]}") == "list: IPC_LOCK");
  CHECK(capabilities("{add: [IPC_LOCK], drop: [ipc_lock]}") == "list: ");
  CHECK(capabilities("{drop: [ALL]}") == "list: ");
  CHECK(capabilities("{add: [IPC_LOCK, '${CAP}']}").starts_with("unknown"));
  CHECK(capabilities("{add: '${CAPS}'}").starts_with("unknown"));
  CHECK(show(RecipeOf(pod_of("")).main("p"), "container.capabilities") == "absent");
}

TEST_CASE("the container's user stands before the pod's") {
  const RecipeOf of(pod_of("  securityContext: {runAsUser: 1000}\n", ", securityContext: {runAsUser: 0}"));
  CHECK(show(of.main("p"), "container.run-as-user") == "known: 0");
  CHECK(show(RecipeOf(pod_of("  securityContext: {runAsUser: 1000}\n")).main("p"), "container.run-as-user") == "known: 1000");
}

TEST_CASE("capabilities are also kept as they are written, and those that drop takes away again") {
  const RecipeOf of(
      pod_of("", ", securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [ipc_lock, NET_RAW], drop: [ALL, net_raw]}}"));
  CHECK(show(of.main("p"), "container.capabilities-added") == "list: ipc_lock, NET_RAW");
  CHECK(show(of.main("p"), "container.capabilities-dropped") == "list: ALL, net_raw");
  CHECK(show(of.main("p"), "container.capabilities-cancelled") == "list: NET_RAW");
  CHECK(show(of.main("p"), "container.allow-privilege-escalation") == "known: false");
  const RecipeOf all(pod_of("", ", securityContext: {capabilities: {add: [ALL], drop: [ALL]}}"));
  CHECK(show(all.main("p"), "container.capabilities-cancelled") == "absent");
}

TEST_CASE("capabilities of the pod are no container's") {
  const RecipeOf of(pod_of("  securityContext: {capabilities: {add: [IPC_LOCK]}}\n"));
  CHECK(show(of.component("p"), "pod.capabilities") == "list: IPC_LOCK");
  CHECK(show(of.main("p"), "container.capabilities") == "absent");
  CHECK(is_unknown(RecipeOf(pod_of("  securityContext: '${S}'\n")).component("p"), "pod.capabilities"));
}

TEST_CASE("the containers of a pod are listed as they are written, also one that the operator drops") {
  CHECK(show(RecipeOf(pod_of("")).component("p"), "pod.containers") == "list: c");
  CHECK(show(RecipeOf(service("")).component("s"), "pod.containers") == "absent");
  CHECK(show(RecipeOf(service("", ", containers: [{name: main}, {name: log}]")).component("s"), "pod.containers") == "list: main, log");
  CHECK(is_unknown(RecipeOf(service("", ", containers: '${C}'")).component("s"), "pod.containers"));
}

TEST_CASE("the operator sets the group of a pod without security context, and of no other") {
  CHECK(show(RecipeOf(service("")).component("s"), "pod.fs-group") == "known: 1000");
  CHECK(layer(RecipeOf(service("")).component("s"), "pod.fs-group") == "the operator's default");
  CHECK(show(RecipeOf(service("", ", securityContext: {runAsUser: 0}")).component("s"), "pod.fs-group") == "absent");
  CHECK(show(RecipeOf(service("", ", securityContext: {fsGroup: 7}")).component("s"), "pod.fs-group") == "known: 7");
  CHECK(show(RecipeOf(pod_of("")).component("p"), "pod.fs-group") == "absent");
  CHECK(is_unknown(RecipeOf(service("", ", securityContext: '${S}'")).component("s"), "pod.fs-group"));
}

TEST_CASE("a graph's pod has the operator's labels below its own; a plain pod has not") {
  const RecipeOf of(service("labels: {a: b}, extraPodMetadata: {labels: {example.com/type: mine}}, "));
  CHECK(show(of.component("s"), "pod.label.example.com/component") == "known: s");
  CHECK(layer(of.component("s"), "pod.label.example.com/component") == "the operator");
  CHECK(show(of.component("s"), "pod.label.example.com/type") == "known: mine");
  CHECK(show(of.component("s"), "pod.label.a") == "known: b");
  CHECK(is_unknown(RecipeOf(service("")).component("s"), "pod.label.example.com/type"));
  CHECK(show(RecipeOf(pod_of("")).component("p"), "pod.label.example.com/component") == "absent");
}

TEST_CASE("nothing follows from what a patch does not write") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\n"
      "spec: {services: {s: {extraPodSpec: {mainContainer: {env: [{name: A, value: b}]}}}}}\n");
  CHECK(is_unknown(of.component("s"), "pod.fs-group"));
  CHECK(is_unknown(of.component("s"), "pod.label.example.com/component"));
  CHECK(is_unknown(of.main("s"), "container.shared-memory"));
  CHECK(is_unknown(of.main("s"), "mount./dev/shm"));
  CHECK(show(of.main("s"), "env.A") == "known: b");
}

TEST_CASE("affinity: keys of required and preferred terms, and labels where one value is asked for") {
  const RecipeOf of(pod_of(R"(  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: x}}}
      preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 1
        podAffinityTerm:
          labelSelector:
            matchExpressions:
            - {key: role, operator: In, values: [decode]}
            - {key: tier, operator: In, values: [a, b]}
            - {key: other, operator: Exists}
    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
      - {topologyKey: zone, labelSelector: {matchLabels: {near: y}}}
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: zone, labelSelector: {matchLabels: {spread: z}}}
)"));
  const Component& p = of.component("p");
  CHECK(show(p, "pod.anti-affinity") == "list: app, role, tier, other");
  CHECK(show(p, "pod.anti-affinity-labels") == "list: app=x, role=decode");
  CHECK(show(p, "pod.anti-affinity-unlabelled") == "list: role, tier, other");
  CHECK(of.sources.text(p.settings.find("pod.anti-affinity-unlabelled")->value.items.front().span()) == "role");
  CHECK(show(p, "pod.affinity") == "list: near");
  CHECK(show(p, "pod.topology-spread") == "list: spread");
}

TEST_CASE("affinity that a tool replaces is not known, and a value that it replaces hides the label, not the key") {
  CHECK(is_unknown(RecipeOf(pod_of("  affinity: ${A}\n")).component("p"), "pod.anti-affinity"));
  CHECK(is_unknown(RecipeOf(pod_of("  affinity: ${A}\n")).component("p"), "pod.node-affinity.zone"));
  const RecipeOf of(
      pod_of("  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
             "[{labelSelector: {matchLabels: {app: '${NAME}'}}}]}}\n"));
  CHECK(show(of.component("p"), "pod.anti-affinity") == "list: app");
  CHECK(is_unknown(of.component("p"), "pod.anti-affinity-labels"));
  CHECK(show(of.component("p"), "pod.anti-affinity-unlabelled") == "absent");
}

TEST_CASE("labels of controllers and of the operator are not missing") {
  const RecipeOf of(service("",
                            ", affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: "
                            "{example.com/type: worker, apps.kubernetes.io/pod-index: '0', nowhere: x}}}]}}"));
  CHECK(show(of.component("s"), "pod.anti-affinity-unlabelled") == "list: nowhere");
}

TEST_CASE("a plain pod may keep away from the pods of a graph, whose labels it has not") {
  const RecipeOf of(
      pod_of("  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
             "[{labelSelector: {matchLabels: {example.com/component: s}}}]}}\n"));
  CHECK(show(of.component("p"), "pod.anti-affinity-labels") == "list: example.com/component=s");
  CHECK(show(of.component("p"), "pod.anti-affinity-unlabelled") == "absent");
}

TEST_CASE("node affinity: the values of `In` in the only term") {
  const auto affinity = [](const std::string& terms) {
    return pod_of("  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: " + terms + "}}}\n");
  };
  const RecipeOf one(
      affinity("[{matchExpressions: [{key: type, operator: In, values: [p5, p6]}, {key: zone, operator: NotIn, values: [a]}]}]"));
  CHECK(show(one.component("p"), "pod.node-affinity.type") == "list: p5, p6");
  CHECK(is_unknown(one.component("p"), "pod.node-affinity.zone"));
  CHECK(show(one.component("p"), "pod.node-affinity.rack") == "absent");
  CHECK(one.component("p").gap("pod.node-affinity.rack") == nullptr);
  const RecipeOf two(affinity("[{matchExpressions: [{key: type, operator: In, values: [p5]}]}, {matchExpressions: []}]"));
  CHECK(is_unknown(two.component("p"), "pod.node-affinity.type"));
  const RecipeOf twice(affinity("[{matchExpressions: [{key: t, operator: In, values: [a, b]}, {key: t, operator: In, values: [b]}]}]"));
  CHECK(is_unknown(twice.component("p"), "pod.node-affinity.t"));
}

TEST_CASE("kubectl's copy of the object is no annotation of the pod") {
  const RecipeOf of(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {a: b, kubectl.kubernetes.io/last-applied-configuration: '{}'}}\n"
      "spec: {containers: [{name: c, image: i}]}\n");
  CHECK(show(of.component("p"), "pod.annotation.a") == "known: b");
  CHECK(show(of.component("p"), "pod.annotation.kubectl.kubernetes.io/last-applied-configuration") == "absent");
}
