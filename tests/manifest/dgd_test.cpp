// SPDX-License-Identifier: Apache-2.0
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

constexpr const char* kGraphV1alpha1 = R"(apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata:
  name: quick-fox
spec:
  backendFramework: vllm
  envs:
    - name: UCX_TLS
      value: tcp
    - {name: GRAPH_ONLY, value: "1"}
  services:
    Front:
      componentType: frontend
      extraPodSpec:
        mainContainer:
          image: registry.example:5000/front:1.2.3
    PrefillPool:
      componentType: worker
      subComponentType: prefill
      replicas: 3
      multinode:
        nodeCount: 2
      sharedMemory:
        size: 32Gi
      envs:
        - name: UCX_TLS
          value: sm
      resources:
        requests:
          gpu: "4"
        limits:
          cpu: "8"
          gpu: "4"
          custom:
            rdma/ib: "4"
      extraPodMetadata:
        annotations:
          net.example/if: eth1
        labels: {team: red}
      extraPodSpec:
        hostNetwork: true
        nodeSelector: {zone: b}
        volumes:
          - name: verbs
            hostPath: {path: /dev/infiniband}
          - name: cache
            emptyDir: {}
        containers:
          - name: main
            image: dropped:1
          - name: exporter
            image: exporter:2
            env:
              - {name: PORT, value: 9100}
        mainContainer:
          image: registry.example/worker@sha256:0123
          securityContext:
            runAsUser: 0
            privileged: false
            capabilities:
              add: [ipc_lock, SYS_PTRACE, CAP_NET_RAW]
              drop: [SYS_PTRACE]
          resources:
            limits:
              rdma/ib: "8"
          volumeMounts:
            - {name: verbs, mountPath: /dev/infiniband}
            - {name: cache, mountPath: /cache}
          env:
            - name: UCX_TLS
              value: rc,cuda_copy
          command: [python3, -m, dynamo.vllm]
          args:
            - --model
            - some/model
            - --kv-transfer-config
            - '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'
)";

constexpr const char* kGraphV1beta1 = R"(apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: lazy-dog}
spec:
  env:
    - {name: UCX_TLS, value: tcp}
  components:
    - name: Front
      type: frontend
    - name: decode-pool
      type: decode
      replicas: 2
      multinode: {nodeCount: 4}
      sharedMemorySize: 0
      podTemplate:
        metadata:
          labels: {team: blue}
        spec:
          securityContext: {runAsUser: 1000}
          initContainers:
            - {name: once, image: once:1}
            - {name: side, image: side:1, restartPolicy: Always}
          containers:
            - name: logger
              image: logger:1
              command: [logger]
            - name: main
              image: worker:9.9.9-efa
              securityContext:
                capabilities: {add: [IPC_LOCK], drop: [ALL]}
              resources:
                requests: {nvidia.com/gpu: 1, memory: 10Gi}
                limits: {nvidia.com/gpu: 1, vpc.amazonaws.com/efa: 2}
              command: [/bin/sh, -c]
              args:
                - |
                  export UCX_TLS=srd
                  exec python3 -m dynamo.vllm --model m
)";

}  // namespace

TEST_CASE("v1alpha1: a graph becomes a deployment with its services as components in file order") {
  const RecipeOf of(kGraphV1alpha1);
  REQUIRE(of.deployments.size() == 1);
  const Deployment& graph = of.deployment();
  CHECK(graph.kind == "DynamoGraphDeployment");
  CHECK(graph.api_version == "nvidia.com/v1alpha1");
  CHECK(graph.name == "quick-fox");
  CHECK(of.line(graph.span) == 4);
  CHECK(show(graph, "deployment.kind") == "known: DynamoGraphDeployment");
  CHECK(show(graph, "deployment.backend-framework") == "known: vllm");
  REQUIRE(graph.components.size() == 2);
  CHECK(graph.components[0].name == "Front");
  CHECK(graph.components[1].name == "PrefillPool");
}

TEST_CASE("v1alpha1: what a service says of itself and of its pod") {
  const RecipeOf of(kGraphV1alpha1);
  const Component& pool = of.component("PrefillPool");
  CHECK(of.line(pool.span) == 17);
  CHECK(show(pool, "component.name") == "known: PrefillPool");
  CHECK(show(pool, "component.type") == "known: prefill");
  CHECK(layer(pool, "component.type") == "subComponentType");
  CHECK(show(pool, "component.replicas") == "known: 3");
  CHECK(show(pool, "component.node-count") == "known: 2");
  CHECK(show(pool, "component.shared-memory") == "known: 32Gi");
  CHECK(show(pool, "pod.host-network") == "known: true");
  CHECK(show(pool, "pod.host-pid") == "absent");
  CHECK(show(pool, "pod.node-selector.zone") == "known: b");
  CHECK(show(pool, "pod.annotation.net.example/if") == "known: eth1");
  CHECK(show(pool, "pod.label.team") == "known: red");
  CHECK(show(of.component("Front"), "component.type") == "known: frontend");
}

TEST_CASE("v1alpha1: a listed container named main is dropped, others are sidecars") {
  const RecipeOf of(kGraphV1alpha1);
  const Component& pool = of.component("PrefillPool");
  REQUIRE(pool.containers.size() == 2);
  CHECK(pool.main == 0);
  CHECK(pool.containers[0].name == "main");
  CHECK(pool.containers[1].name == "exporter");
  CHECK(show(pool.containers[1], "env.PORT") == "known: 9100");
  CHECK_MESSAGE(show(pool.containers[1], "env.UCX_TLS") == "absent", "the graph's variables reach main containers only");
}

TEST_CASE("v1alpha1: variables of the graph, the service and the container override in this order, with origins") {
  const RecipeOf of(kGraphV1alpha1);
  const Container& main = of.main("PrefillPool");
  const Setting* tls = main.settings.find("env.UCX_TLS");
  REQUIRE(tls != nullptr);
  CHECK(tls->value.text() == "rc,cuda_copy");
  CHECK(tls->origin.layer == "mainContainer.env");
  CHECK(of.sources.text(tls->origin.value) == "rc,cuda_copy");
  CHECK(of.sources.text(tls->origin.key) == "UCX_TLS");
  REQUIRE(tls->overridden.size() == 2);
  CHECK(tls->overridden[0].value.text() == "sm");
  CHECK(tls->overridden[0].origin.layer == "envs");
  CHECK(tls->overridden[1].value.text() == "tcp");
  CHECK(tls->overridden[1].origin.layer == "spec.envs");
  CHECK(of.line(tls->overridden[1].origin.value) == 9);
  CHECK(show(main, "env.GRAPH_ONLY") == "known: 1");
  CHECK(show(of.main("Front"), "env.UCX_TLS") == "known: tcp");
}

TEST_CASE("v1alpha1: resources of the service and the container are united, the container's winning") {
  const RecipeOf of(kGraphV1alpha1);
  const Container& main = of.main("PrefillPool");
  CHECK(show(main, "resource.rdma/ib") == "known: 8");
  CHECK(layer(main, "resource.rdma/ib") == "mainContainer.resources.limits");
  const Setting* rdma = main.settings.find("limit.rdma/ib");
  REQUIRE(rdma != nullptr);
  REQUIRE(rdma->overridden.size() == 1);
  CHECK(rdma->overridden[0].origin.layer == "resources.limits.custom");
  CHECK(show(main, "resource.nvidia.com/gpu") == "known: 4");
  CHECK(show(main, "request.nvidia.com/gpu") == "known: 4");
  CHECK(show(main, "limit.cpu") == "known: 8");
  CHECK(show(main, "request.cpu") == "absent");
  CHECK(show(main, "resource.gpu") == "absent");
  CHECK(show(main, "resource.custom") == "absent");
}

TEST_CASE("image tags: behind a registry's port, none by digest, none without a colon") {
  const RecipeOf of(kGraphV1alpha1);
  CHECK(show(of.main("Front"), "container.image-tag") == "known: 1.2.3");
  CHECK(of.sources.text(of.main("Front").settings.find("container.image-tag")->origin.value) == "1.2.3");
  CHECK(show(of.main("PrefillPool"), "container.image") == "known: registry.example/worker@sha256:0123");
  CHECK(show(of.main("PrefillPool"), "container.image-tag") == "absent");
  const RecipeOf untagged("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: 'host:5000/i'}]}\n");
  CHECK(show(untagged.main("p"), "container.image-tag") == "absent");
  const RecipeOf odd("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: 'i:<your tag>'}]}\n");
  CHECK(is_unknown(odd.main("p"), "container.image-tag"));
  CHECK(show(odd.main("p"), "container.image") == "known: i:<your tag>");
}

TEST_CASE("capabilities: upper case, individual drops after adds, a CAP_ prefix kept") {
  const RecipeOf of(kGraphV1alpha1);
  CHECK(show(of.main("PrefillPool"), "container.capabilities") == "list: IPC_LOCK, CAP_NET_RAW");
  const Setting* capabilities = of.main("PrefillPool").settings.find("container.capabilities");
  CHECK(of.sources.text(capabilities->value.items.front().span()) == "ipc_lock");
  CHECK(show(of.main("PrefillPool"), "container.run-as-user") == "known: 0");
  CHECK(show(of.main("PrefillPool"), "container.privileged") == "known: false");
}

TEST_CASE("host paths are those of the volumes that the container mounts") {
  const RecipeOf of(kGraphV1alpha1);
  CHECK(show(of.main("PrefillPool"), "container.host-paths") == "list: /dev/infiniband");
  CHECK(show(of.main("Front"), "container.host-paths") == "absent");
}

TEST_CASE("the engine's command line becomes launch and arg settings and connectors") {
  const RecipeOf of(kGraphV1alpha1);
  const Container& main = of.main("PrefillPool");
  CHECK(show(main, "launch.engine") == "known: vllm");
  CHECK(show(main, "arg.model") == "known: some/model");
  REQUIRE(main.connectors.size() == 1);
  CHECK(show(main.connectors.front(), "connector.name") == "known: NixlConnector");
}

TEST_CASE("v1beta1: components, the container named main, types and the graph's variables") {
  const RecipeOf of(kGraphV1beta1);
  REQUIRE(of.deployments.size() == 1);
  const Component& pool = of.component("decode-pool");
  CHECK(of.line(pool.span) == 10);
  CHECK(show(pool, "component.type") == "known: decode");
  CHECK(show(pool, "component.replicas") == "known: 2");
  CHECK(show(pool, "component.node-count") == "known: 4");
  CHECK(show(pool, "component.shared-memory") == "known: 0");
  CHECK(show(pool, "pod.label.team") == "known: blue");
  REQUIRE_MESSAGE(pool.containers.size() == 3, "two containers and the native sidecar, not the plain init container");
  CHECK(pool.containers[2].name == "side");
  CHECK(pool.main == 1);
  const Container& main = pool.containers[1];
  CHECK(show(main, "container.image-tag") == "known: 9.9.9-efa");
  CHECK(show(main, "container.capabilities") == "list: IPC_LOCK");
  CHECK_MESSAGE(show(main, "container.run-as-user") == "known: 1000", "the pod's, as the container says nothing");
  CHECK(layer(main, "container.run-as-user") == "podTemplate.spec.securityContext");
  CHECK(show(main, "resource.vpc.amazonaws.com/efa") == "known: 2");
  CHECK(show(main, "resource.memory") == "known: 10Gi");
  CHECK(show(main, "limit.memory") == "absent");
  CHECK(show(pool.containers[0], "env.UCX_TLS") == "absent");
}

TEST_CASE("a script's export comes last and keeps what it overrode") {
  const RecipeOf of(kGraphV1beta1);
  const Container& main = of.main("decode-pool");
  const Setting* tls = main.settings.find("env.UCX_TLS");
  REQUIRE(tls != nullptr);
  CHECK(tls->value.text() == "srd");
  CHECK(tls->origin.layer == "export");
  CHECK(of.sources.text(tls->origin.value) == "srd");
  CHECK(of.line(tls->origin.value) == 37);
  REQUIRE(tls->overridden.size() == 1);
  CHECK(tls->overridden[0].origin.layer == "spec.env");
}

TEST_CASE("v1beta1: a component without a container main still has one, with the graph's variables, of which the rest is not known") {
  const RecipeOf of(kGraphV1beta1);
  const Container& main = of.main("Front");
  CHECK(main.name == "main");
  CHECK(show(main, "env.UCX_TLS") == "known: tcp");
  CHECK(is_unknown(main, "container.image"));
  CHECK(is_unknown(main, "env.OTHER"));
}

TEST_CASE("an engine in a native sidecar makes that container the one the component is about") {
  const RecipeOf of(R"(apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  components:
    - name: w
      podTemplate:
        spec:
          initContainers:
            - {name: engine, image: e:1, restartPolicy: Always, command: [vllm, serve, m]}
          containers:
            - {name: main, image: m:1, command: [proxy], args: [--to, engine]}
)");
  CHECK(of.component("w").main == 1);
  CHECK(of.main("w").name == "engine");
}

TEST_CASE("a component deployment has the component directly under spec") {
  const RecipeOf alpha(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoComponentDeployment\nmetadata: {name: outer}\n"
      "spec: {serviceName: Pool, componentType: worker, subComponentType: decode, envs: [{name: A, value: b}],\n"
      "  extraPodSpec: {mainContainer: {image: i}}}\n");
  CHECK(show(alpha.component("Pool"), "component.type") == "known: decode");
  CHECK(show(alpha.main("Pool"), "env.A") == "known: b");
  const RecipeOf beta(
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoComponentDeployment\nmetadata: {name: outer}\n"
      "spec: {type: prefill, podTemplate: {spec: {containers: [{name: main, image: i, env: [{name: A, value: c}]}]}}}\n");
  CHECK(show(beta.component("outer"), "component.type") == "known: prefill");
  CHECK(show(beta.main("outer"), "env.A") == "known: c");
}

TEST_CASE("a graph request deploys what it lays over the generated graph, and the rest is not known") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: ask}\n"
      "spec: {model: m, overrides: {dgd: {apiVersion: nvidia.com/v1alpha1, kind: DynamoGraphDeployment,\n"
      "  spec: {services: {Pool: {extraPodSpec: {mainContainer: {image: i, env: [{name: A, value: b}]}}}}}}}}\n");
  CHECK(of.deployment().kind == "DynamoGraphDeploymentRequest");
  CHECK(of.deployment().name == "ask");
  CHECK(show(of.main("Pool"), "env.A") == "known: b");
  CHECK(is_unknown(of.main("Pool"), "env.B"));
  CHECK(is_unknown(of.component("Pool"), "component.type"));
  CHECK(RecipeOf("apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: ask}\nspec: {model: m}\n")
            .deployments.empty());
}

TEST_CASE("a patch is judged by what it writes: the absence of the rest proves nothing") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  services:\n    Pool:\n"
      "      resources: {limits: {custom: {rdma/ib: '1'}}}\n");
  const Container& main = of.main("Pool");
  CHECK(show(main, "resource.rdma/ib") == "known: 1");
  REQUIRE(main.gap("container.capabilities") != nullptr);
  CHECK(main.gap("container.capabilities")->find("Kustomize patch") != std::string::npos);
  CHECK(of.component("Pool").gap("pod.host-network") != nullptr);
  CHECK(of.component("Pool").gap("component.type") != nullptr);
  CHECK(of.deployment().gap("deployment.backend-framework") != nullptr);
  CHECK(RecipeOf(kGraphV1alpha1).deployment().gap("deployment.backend-framework") == nullptr);
}

TEST_CASE("in a graph, a container with an image, a command or arguments is no patch") {
  for (const std::string field : {"image: i", "command: [sleep]", "args: [x]"}) {
    const RecipeOf of(
        "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\n"
        "spec: {services: {p: {extraPodSpec: {mainContainer: {" +
        field + "}}}}}\n");
    CHECK(of.main("p").gap("container.capabilities") == nullptr);
    CHECK(of.component("p").gap("pod.host-network") == nullptr);
  }
}

TEST_CASE("a container of a plain workload without an image is a patch, whatever it runs") {
  const auto pod = [](const std::string& field) {
    return RecipeOf("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, " + field + "}]}\n");
  };
  CHECK(pod("image: i").main("p").gap("container.capabilities") == nullptr);
  CHECK(pod("command: [vllm, serve]").main("p").gap("container.capabilities") != nullptr);
}

TEST_CASE("null stands for absent everywhere") {
  const RecipeOf of(R"(apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  envs: null
  services:
    Gone: null
    Pool:
      componentType: worker
      subComponentType: null
      replicas: ~
      multinode: null
      envs:
      resources: null
      extraPodSpec:
        containers: null
        nodeSelector: null
        mainContainer:
          image: i
          env: null
          securityContext: {capabilities: null, runAsUser: null}
)");
  REQUIRE(of.deployment().components.size() == 1);
  const Component& pool = of.component("Pool");
  CHECK(show(pool, "component.type") == "known: worker");
  CHECK(show(pool, "component.replicas") == "absent");
  CHECK(pool.gap("pod.node-selector.zone") == nullptr);
  CHECK(of.main("Pool").gap("env.A") == nullptr);
  CHECK(of.main("Pool").gap("resource.rdma/ib") == nullptr);
  CHECK(show(of.main("Pool"), "container.capabilities") == "absent");
  CHECK(show(of.main("Pool"), "container.run-as-user") == "absent");
}

TEST_CASE("a placeholder in place of a section is unknown, not absent") {
  const RecipeOf of(R"(apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  services:
    Pool:
      componentType: ${TYPE}
      replicas: ${N}
      envs: [{name: LOW, value: low}]
      resources: {limits: {gpu: "1"}}
      extraPodSpec:
        nodeSelector: ${SELECTOR}
        resourceClaims: ${CLAIMS}
        mainContainer:
          image: ${IMAGE}
          env: ${ENV}
          resources: ${RESOURCES}
          securityContext: ${SECURITY}
    Other: ${SERVICE}
)");
  const Component& pool = of.component("Pool");
  const Container& main = of.main("Pool");
  CHECK(is_unknown(pool, "component.type"));
  CHECK(is_unknown(pool, "component.replicas"));
  CHECK(is_unknown(pool, "pod.node-selector.zone"));
  CHECK(is_unknown(pool, "pod.claims"));
  CHECK(is_unknown(pool, "pod.device-classes"));
  CHECK(is_unknown(main, "container.image"));
  CHECK(is_unknown(main, "container.image-tag"));
  CHECK(is_unknown(main, "env.ANY"));
  CHECK_MESSAGE(is_unknown(main, "env.LOW"), "a list of higher precedence may override it");
  CHECK(is_unknown(main, "resource.nvidia.com/gpu"));
  CHECK(is_unknown(main, "resource.rdma/ib"));
  CHECK(is_unknown(main, "container.capabilities"));
  CHECK(is_unknown(main, "container.privileged"));
  CHECK_MESSAGE(pool.gap("pod.host-network") == nullptr, "the pod spec itself is there");
  CHECK(is_unknown(of.component("Other"), "component.type"));
  CHECK(is_unknown(of.main("Other"), "container.image"));
}

TEST_CASE("anchors of what is missing are the nearest keys that exist") {
  const RecipeOf of(kGraphV1alpha1);
  const Container& main = of.main("PrefillPool");
  CHECK(of.sources.text(main.anchor("resource.nvidia.com/other")) == "limits");
  CHECK(of.line(main.anchor("resource.nvidia.com/other")) == 64);
  CHECK(of.sources.text(main.anchor("env.OTHER")) == "env");
  CHECK(of.sources.text(main.anchor("container.capabilities")) == "securityContext");
  CHECK(of.sources.text(main.anchor("container.privileged")) == "securityContext");
  CHECK(of.sources.text(main.anchor("arg.other")) == "args");
  CHECK(of.sources.text(main.anchor("container.image")) == "mainContainer");
  CHECK(of.sources.text(of.component("PrefillPool").anchor("pod.claims")) == "extraPodSpec");
  CHECK(of.sources.text(of.component("PrefillPool").anchor("component.type")) == "PrefillPool");
  const Container& front = of.main("Front");
  CHECK_MESSAGE(of.sources.text(front.anchor("resource.rdma/ib")) == "Front", "a service's resources stand beside its pod");
  CHECK(of.sources.text(front.anchor("container.capabilities")) == "mainContainer");
  CHECK_MESSAGE(of.line(front.anchor("env.OTHER")) == 7, "the graph's list is all there is");
}

TEST_CASE("aliases: the setting points at the anchored text, the anchor of what is missing at the container's own key") {
  const RecipeOf of(R"(apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  components:
    - name: a
      podTemplate: {spec: {containers: [{name: main, image: i,
        env: &shared [{name: X, value: one}]}]}}
    - name: b
      podTemplate: {spec: {containers: [{name: main, image: i,
        env: *shared}]}}
)");
  const Setting* x = of.main("b").settings.find("env.X");
  REQUIRE(x != nullptr);
  CHECK(x->value.text() == "one");
  CHECK(of.line(x->origin.value) == 8);
  CHECK(of.line(of.main("b").anchor("env.Y")) == 11);
}

TEST_CASE("a graph whose components stand under the other version's key runs nothing, and that is known") {
  for (const std::string graph :
       {"nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {A: {}}}\n",
        "nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {components: [{name: A}]}\n",
        "nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {components: []}\n"}) {
    const RecipeOf of("apiVersion: " + graph);
    REQUIRE(of.deployments.size() == 1);
    CHECK(of.deployment().components.empty());
    CHECK(of.deployment().gap("component.") == nullptr);
  }
}

TEST_CASE("a graph that cannot be read, or that a patch leaves open, is a deployment with a gap") {
  for (const std::string graph :
       {"nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nspec: x\n",
        "nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nspec: {services: [1]}\n",
        "nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nspec: {components: {}}\n",
        "nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nspec: {components: [1]}\n",
        "nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nspec: {env: [{name: A, value: b}]}\n",
        "nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nspec:\n", "nvidia.com/v1beta1\nkind: DynamoComponentDeployment\nspec: [x]\n",
        "nvidia.com/v1alpha1\nkind: DynamoComponentDeployment\nspec:\n"}) {
    const RecipeOf of("apiVersion: " + graph);
    REQUIRE(of.deployments.size() == 1);
    CHECK(of.deployment().components.empty());
    CHECK(of.deployment().gap("component.") != nullptr);
  }
}

TEST_CASE("null stands for nothing written, wherever a graph holds it") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  envs: null\n  services:\n"
      "    A: {componentType: worker, subComponentType: null, resources: null, envs: null, sharedMemory: null, extraPodMetadata: null,\n"
      "      extraPodSpec: {containers: null, initContainers: null, mainContainer: {image: i, command: [vllm, serve], args: null, env: "
      "null}}}\n"
      "    B: {componentType: null, subComponentType: decode, extraPodSpec: {mainContainer: {image: i, command: [vllm, serve]}}}\n");
  CHECK(show(of.component("A"), "component.type") == "known: worker");
  CHECK(show(of.component("B"), "component.type") == "known: decode");
  CHECK(of.component("A").containers.size() == 1);
  CHECK_FALSE(is_unknown(of.main("A"), "env.X"));
  CHECK_FALSE(is_unknown(of.main("A"), "resource.rdma/ib"));
  CHECK(show(of.main("A"), "launch.engine") == "known: vllm");
}

TEST_CASE("resources of a graph with a variable that decides over them are not known") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n"
      "  envs: [{name: DEPLOYMENT_CONFIG, value: '{\"Worker\":{\"ServiceArgs\":{\"workers\":1}}}'}]\n"
      "  services: {Worker: {resources: {limits: {gpu: '1'}}, extraPodSpec: {mainContainer: {image: i, command: [dynamo, serve]}}}}\n");
  CHECK(is_unknown(of.main("Worker"), "resource.nvidia.com/gpu"));
  CHECK(is_unknown(of.main("Worker"), "resource.rdma/ib"));
  CHECK(is_unknown(of.main("Worker"), "limit.rdma/ib"));
  CHECK(show(of.main("Worker"), "launch.engine") == "absent");
}

TEST_CASE("a graph request's override is read by its own version, told by its fields when it has none; one that is no graph is a gap") {
  const std::string head =
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: ask}\nspec: {overrides: {dgd: ";
  const RecipeOf old(head + "{spec: {services: {Pool: {envs: [{name: A, value: b}]}}}}}}\n");
  CHECK(show(old.main("Pool"), "env.A") == "known: b");
  const RecipeOf now(
      head + "{spec: {components: [{name: Pool, podTemplate: {spec: {containers: [{name: main, env: [{name: A, value: b}]}]}}}]}}}}\n");
  CHECK(show(now.main("Pool"), "env.A") == "known: b");
  const RecipeOf text(head + "'${GRAPH}'}}\n");
  REQUIRE(text.deployments.size() == 1);
  CHECK(text.deployment().gap("component.") != nullptr);
}

TEST_CASE("what a file does not write is not known where a Kustomization of its folder lays something over it") {
  const std::string graph =
      "---\napiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  components:\n"
      "    - {name: Worker, type: decode, podTemplate: {spec: {containers: [{name: main, image: i, command: [python3, -m, dynamo.vllm], "
      "env: [{name: A, value: b}], resources: {limits: {nvidia.com/gpu: 1}}}]}}}\n";
  const auto read = [&](const std::string& rest, const std::string& api = "kustomize.config.k8s.io/v1beta1") {
    return RecipeOf("apiVersion: " + api + "\nkind: Kustomization\n" + rest + graph);
  };
  const auto open = [](const RecipeOf& of) { return is_unknown(of.main("Worker"), "resource.rdma/ib"); };
  CHECK(open(read("resources: [recipe.yaml]\ncomponents: [../rdma]\n")));
  CHECK(open(read("resources: [other.yaml, ./recipe.yaml]\npatches: [{path: rdma.yaml}]\n")));
  CHECK(open(read("resources: [recipe.yaml]\npatchesStrategicMerge: [rdma.yaml]\n")));
  CHECK(open(read("resources: [recipe.yaml]\npatches: ${PATCHES}\n")));
  CHECK_FALSE(open(read("resources: [recipe.yaml]\n")));
  CHECK_FALSE(open(read("resources: [recipe.yaml]\npatches: []\nnamePrefix: my-\n")));
  CHECK_FALSE(open(read("resources: [other.yaml, ../recipe.yaml]\npatches: [{path: rdma.yaml}]\n")));
  CHECK_FALSE(open(read("resources: recipe.yaml\npatches: [{path: rdma.yaml}]\n")));
  CHECK_FALSE(open(read("resources: [recipe.yaml]\npatches: [{path: rdma.yaml}]\n", "example.com/v1")));

  const RecipeOf of = read("resources: [recipe.yaml]\ncomponents: [../rdma]\n");
  CHECK(show(of.main("Worker"), "env.A") == "known: b");
  CHECK(show(of.main("Worker"), "resource.nvidia.com/gpu") == "known: 1");
  REQUIRE(of.deployment().gap("") != nullptr);
  CHECK(*of.deployment().gap("") == "a Kustomization of this folder patches this file, and may add to it");
}
