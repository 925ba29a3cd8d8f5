// SPDX-License-Identifier: Apache-2.0
// Every shape that a field can have but should not. Nothing here checks values: the promise is an end in bounded time without a crash,
// and under the sanitizers without an error.
#include <chrono>
#include <random>

#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

const std::vector<std::string>& bases() {
  static const std::vector<std::string> kTexts = {
      R"(apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: {name: g, labels: {a: b}}
spec:
  backendFramework: vllm
  envs: [{name: A, value: a}]
  services:
    S:
      componentType: worker
      subComponentType: decode
      replicas: 1
      multinode: {nodeCount: 2}
      sharedMemory: {size: 1Gi, disabled: false}
      envs: [{name: B, value: $(A)}, {name: C, valueFrom: {configMapKeyRef: {name: m, key: k}}}]
      envFromSecret: s
      volumeMounts: [{name: v, mountPoint: /v}]
      resources: {requests: {gpu: "1", gpuType: t, custom: {rdma/ib: "1"}}, limits: {cpu: "1"}, claims: [{name: c}]}
      frontendSidecar: {image: f, envs: [{name: F, value: f}], envFromSecret: s}
      extraPodMetadata: {labels: {l: m}, annotations: {n: o}}
      extraPodSpec:
        hostNetwork: true
        nodeSelector: {a: b}
        securityContext: {runAsUser: 1}
        volumes: [{name: v, hostPath: {path: /dev}}, {name: w, emptyDir: {medium: Memory, sizeLimit: 1Gi}}]
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {a: b}}}]
            preferredDuringSchedulingIgnoredDuringExecution: [{podAffinityTerm: {labelSelector: {matchExpressions: [{key: k, operator: In, values: [v]}]}}}]
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: In, values: [v]}]}]}
        topologySpreadConstraints: [{labelSelector: {matchLabels: {a: b}}}]
        resourceClaims: [{name: c, resourceClaimTemplateName: t}]
        initContainers: [{name: i, restartPolicy: Always}]
        containers: [{name: x, image: y}]
        mainContainer:
          image: i:t
          envFrom: [{prefix: P, configMapRef: {name: m}}, {secretRef: {name: s}}]
          env: [{name: D, valueFrom: {secretKeyRef: {name: s, key: k}}}]
          securityContext: {privileged: true, capabilities: {add: [A], drop: [B]}}
          volumeMounts: [{name: v, mountPath: /v}, {name: w, mountPath: /dev/shm}]
          command: [sh, -c]
          args: ["A=b python3 -m dynamo.vllm --kv-transfer-config '{\"kv_connector\":\"x\"}'"]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: m}
data: {k: v}
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: t}
spec: {spec: {devices: {requests: [{name: r, exactly: {deviceClassName: c}, firstAvailable: [{deviceClassName: d}]}]}}}
---
apiVersion: resource.nvidia.com/v1beta1
kind: ComputeDomain
metadata: {name: d}
spec: {channel: {resourceClaimTemplate: {name: u}}}
)",
      R"(apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: g}
spec:
  env: &e [{name: A, value: a}]
  components:
    - name: s
      type: worker
      multinode: {nodeCount: 2}
      sharedMemorySize: 1Gi
      compilationCache: {pvcName: p, mountPath: /c}
      podTemplate:
        metadata: {labels: {l: m}}
        spec:
          initContainers: [{name: i, restartPolicy: Always, image: i}]
          containers: [{name: main, image: i, env: *e, command: [vllm, serve, m], args: [--x, y]}]
---
apiVersion: v1
kind: List
items:
  - apiVersion: leaderworkerset.x-k8s.io/v1
    kind: LeaderWorkerSet
    metadata: {name: l}
    spec: {replicas: 1, leaderWorkerTemplate: {workerTemplate: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}
  - apiVersion: nvidia.com/v1beta1
    kind: DynamoGraphDeploymentRequest
    metadata: {name: r}
    spec: {overrides: {dgd: {spec: {components: [{name: c}]}}}}
)"};
  return kTexts;
}

// The places of all values of a stream: what a mutation may replace.
void collect(const yaml::Node* node, std::vector<Span>& spans) {
  if (node == nullptr) return;
  spans.push_back(node->span);
  for (const yaml::Node* item : node->items) collect(item, spans);
  for (const yaml::Entry& entry : node->entries) {
    spans.push_back(entry.key->span);
    collect(entry.value, spans);
  }
}

std::vector<Span> spans_of(const std::string& text) {
  SourceSet sources;
  const SourceId id = sources.add("f", text);
  const yaml::Stream stream = yaml::parse(sources[id], id);
  std::vector<Span> spans;
  for (const yaml::Document& document : stream.documents) collect(document.root, spans);
  return spans;
}

// Walks all of a model, so that what it points at is touched.
std::size_t weigh(const Part& part, const RecipeOf& of) {
  std::size_t weight = part.name.size() + part.gaps.size();
  for (const Setting& setting : part.settings) {
    weight += setting.path.size() + setting.value.text().size() + of.sources.text(setting.origin.key).size() +
              of.sources.text(setting.origin.value).size();
    for (const TracedText& item : setting.value.items) weight += of.sources.text(item.span()).size();
  }
  for (const Anchor& anchor : part.anchors) weight += of.sources.text(anchor.at).size();
  return weight;
}

std::size_t weigh(const RecipeOf& of) {
  std::size_t weight = 0;
  for (const Deployment& deployment : of.deployments) {
    weight += weigh(static_cast<const Part&>(deployment), of);
    for (const Component& component : deployment.components) {
      weight += weigh(static_cast<const Part&>(component), of);
      CHECK(component.main < component.containers.size());
      for (const Container& container : component.containers) {
        weight += weigh(static_cast<const Part&>(container), of);
        for (const Connector& connector : container.connectors) weight += weigh(static_cast<const Part&>(connector), of);
      }
    }
  }
  return weight;
}

double seconds_for(const std::string& text, std::size_t* weight = nullptr) {
  const auto begin = std::chrono::steady_clock::now();
  const RecipeOf of(text);
  const std::size_t sum = weigh(of);
  if (weight != nullptr) *weight = sum;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("every key and value may be replaced by a null, a text, a list, a mapping, a placeholder or an undefined alias") {
  std::size_t models = 0;
  for (const std::string& base : bases()) {
    for (const Span& span : spans_of(base)) {
      for (const std::string replacement : {"null", "''", "x", "7", "[]", "[null]", "[x, [y]]", "[{}]", "[{name: main}]", "{}", "{x: y}",
                                            "{null: null}", "\"${X}\"", "*nowhere", "\"\\0\""}) {
        std::string text = base;
        text.replace(span.begin, span.size(), replacement);
        models += weigh(RecipeOf(text)) > 0 ? 1 : 0;
      }
    }
  }
  CHECK(models > 1000);
}

TEST_CASE("every value may be missing") {
  for (const std::string& base : bases()) {
    for (const Span& span : spans_of(base)) {
      std::string text = base;
      text.erase(span.begin, span.size());
      weigh(RecipeOf(text));
    }
  }
}

TEST_CASE("random damage (seeded) does no harm") {
  std::mt19937 random(20260921);
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  const std::string alphabet = "{}[]:,&*<>|-#'\"$()% \n\tAa0~\\";
  for (int round = 0; round < 3000; ++round) {
    std::string text = bases()[below(bases().size())];
    for (std::size_t edits = 1 + below(6); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text.erase(at, 1 + below(20));
          break;
        case 1:
          text.insert(at, 1, alphabet[below(alphabet.size())]);
          break;
        case 2:
          text[at] = alphabet[below(alphabet.size())];
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(60)));
      }
    }
    weigh(RecipeOf(text));
  }
}

TEST_CASE("a few lists and many users of them do not multiply without bound") {
  std::string env;
  std::string components;
  for (int i = 0; i < 20'000; ++i) env += "  - {name: V" + std::to_string(i) + ", value: 'abcdefgh'}\n";
  for (int i = 0; i < 5'000; ++i) components += "  - {name: c" + std::to_string(i) + "}\n";
  const std::string graph = "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  env:\n";
  CHECK(seconds_for(graph + env + "  components:\n" + components) < 30);
}

TEST_CASE("a large text used through many aliases does not multiply without bound") {
  std::string env = "[{name: A, value: &big \"" + std::string(500'000, 'x') + "\"}";
  for (int i = 0; i < 20'000; ++i) env += ", {name: V" + std::to_string(i) + ", value: *big}";
  std::size_t weight = 0;
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, env: " + env + "]}]}\n",
                    &weight) < 30);
  CHECK(weight < 500'000'000);
}

TEST_CASE("many references into a large ConfigMap are looked up, not searched") {
  std::string env;
  std::string data;
  for (int i = 0; i < 20'000; ++i) {
    env += ", {name: V" + std::to_string(i) + ", valueFrom: {configMapKeyRef: {name: m, key: k" + std::to_string(i) + "}}}";
    data += "  k" + std::to_string(i) + ": v\n";
  }
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, env: [" + env.substr(2) +
                    "]}]}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n" + data) < 30);
}

TEST_CASE("one name repeated many times keeps a short history") {
  std::string env;
  for (int i = 0; i < 50'000; ++i) env += ", {name: A, value: v}";
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, env: [" + env.substr(2) +
                    "]}]}\n") < 30);
}

TEST_CASE("many services, claims and volumes are read in reasonable time") {
  std::string services;
  for (int i = 0; i < 5'000; ++i) services += "    s" + std::to_string(i) + ": {envs: [{name: A, value: b}]}\n";
  CHECK(seconds_for("apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  services:\n" + services) <
        30);
  std::string claims;
  std::string volumes;
  std::string mounts;
  for (int i = 0; i < 5'000; ++i) {
    const std::string n = std::to_string(i);
    claims += "  - {name: c" + n + ", resourceClaimTemplateName: t" + n + "}\n";
    volumes += "  - {name: v" + n + ", hostPath: {path: /d" + n + "}}\n";
    mounts += "    - {name: v" + n + ", mountPath: /m}\n";
  }
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  resourceClaims:\n" + claims + "  volumes:\n" + volumes +
                    "  containers:\n  - name: c\n    image: i\n    volumeMounts:\n" + mounts) < 30);
}

TEST_CASE("one large volume or claim template behind many users does not multiply without bound") {
  std::string volume = "{name: v";
  std::string mounts;
  std::string claims;
  std::string requests;
  for (int i = 0; i < 20'000; ++i) {
    const std::string n = std::to_string(i);
    volume += ", k" + n + ": null";
    mounts += ", {name: v, mountPath: /m" + n + "}";
    claims += ", {name: c" + n + ", resourceClaimTemplateName: t}";
    requests += ", {name: r" + n + ", exactly: {deviceClassName: d}}";
  }
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: [" + volume + "}]\n  resourceClaims: [" +
                    claims.substr(2) + "]\n  containers: [{name: c, image: i, volumeMounts: [" + mounts.substr(2) +
                    "]}]\n---\napiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: {name: t}\nspec: {spec: {devices: "
                    "{requests: [" +
                    requests.substr(2) + "]}}}\n") < 20);
}

TEST_CASE("many references in one value, capabilities and selectors are read in reasonable time") {
  std::string references;
  std::string names;
  std::string labels;
  for (int i = 0; i < 50'000; ++i) {
    references += "$(Z" + std::to_string(i) + ")";
    names += ", C" + std::to_string(i);
    labels += ", l" + std::to_string(i) + ": v";
  }
  CHECK(seconds_for("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  affinity: {podAntiAffinity: "
                    "{requiredDuringSchedulingIgnoredDuringExecution: "
                    "[{labelSelector: {matchLabels: {" +
                    labels.substr(2) + "}}}]}}\n  containers: [{name: c, image: i, env: [{name: A, value: '" + references +
                    "'}], securityContext: {capabilities: {add: [" + names.substr(2) + "], drop: [" + names.substr(2) + "]}}}]\n") < 30);
}

TEST_CASE("deep structure around a pod spec ends the search, not the program") {
  std::string text = "{containers: [{name: c}]}";
  for (int i = 0; i < 100; ++i) text = "{a: [" + text + "]}";
  CHECK(RecipeOf("apiVersion: v1\nkind: X\nmetadata: {name: x}\nspec: " + text + "\n").deployments.empty());
}
