// SPDX-License-Identifier: Apache-2.0
#include "manifest/environment.h"

#include "manifest/reference.h"
#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

// A Pod with one container whose fields besides name and image are `fields` (flow style), followed by more documents.
std::string pod(const std::string& fields, const std::string& more = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, " + fields + "}]}\n" + more;
}

std::string graph(const std::string& graph_env, const std::string& service_env, const std::string& container) {
  return "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  envs: " + graph_env +
         "\n  services:\n    s:\n      envs: " + service_env + "\n      extraPodSpec: {mainContainer: {image: i, " + container + "}}\n";
}

constexpr const char* kConfigMap = R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  tls: rc,cuda_copy
  late: ${REPLACED}
  reference: $(A)
  NUMBER: "7"
)";

}  // namespace

TEST_CASE("the last of equal names in one list wins") {
  const RecipeOf of(pod("env: [{name: A, value: x}, {name: A, value: y}]"));
  CHECK(show(of.main("p"), "env.A") == "known: y");
  CHECK(of.main("p").settings.find("env.A")->overridden.size() == 1);
}

TEST_CASE("an entry overrides as a whole: an empty value blanks an earlier one") {
  const RecipeOf of(graph("[{name: A, value: x}, {name: B, value: x}]", "[{name: A, value: ''}, {name: B}]", ""));
  CHECK(show(of.main("s"), "env.A") == "known: ");
  CHECK(show(of.main("s"), "env.B") == "known: ");
  CHECK_MESSAGE(of.line(of.main("s").settings.find("env.A")->origin.value) == 8, "an empty value has a place");
}

TEST_CASE("plain pods: $(NAME) sees what precedes it in the list, and nothing else") {
  const RecipeOf of(pod("env: [{name: Z, value: zed}, {name: A, value: '$(Z)-$(LATER)-$$(Z)'}, {name: LATER, value: l}]"));
  CHECK(show(of.main("p"), "env.A") == "known: zed-$(LATER)-$(Z)");
}

TEST_CASE("graphs: variables are sorted before expansion, so $(NAME) sees smaller names only, in every layer") {
  const RecipeOf of(graph("[{name: ZED, value: z}, {name: ALPHA, value: a}]", "[]",
                          "env: [{name: MID, value: '$(ALPHA)/$(ZED)'}, {name: ZZZ, value: '$(MID)'}]"));
  CHECK(show(of.main("s"), "env.MID") == "known: a/$(ZED)");
  CHECK(show(of.main("s"), "env.ZZZ") == "known: a/$(ZED)");
}

TEST_CASE("graphs: a name that the files do not define may be the operator's, so the value is not known") {
  const RecipeOf of(graph("[]", "[]", "env: [{name: A, value: '$(SOMETHING)'}, {name: B, value: 'x$(B)'}]"));
  CHECK(is_unknown(of.main("s"), "env.A"));
  CHECK_MESSAGE(show(of.main("s"), "env.B") == "known: x$(B)", "a variable does not see itself");
}

TEST_CASE("a ConfigMap of another namespace is not the one that a reference means") {
  const auto in = [](const std::string& name_space, const std::string& text) {
    std::string placed = text;
    return placed.insert(placed.find("{name: ") + 1, "namespace: " + name_space + ", ");
  };
  const std::string graph_text = graph("[]", "[]", "envFrom: [{configMapRef: {name: settings}}]");
  const auto seen = [](const std::string& manifest, const std::string& config_map) {
    return show(RecipeOf(manifest + config_map).main("s"), "env.tls");
  };
  CHECK(seen(in("prod", graph_text), in("prod", kConfigMap)) == "known: rc,cuda_copy");
  CHECK_MESSAGE(seen(in("prod", graph_text), kConfigMap) == "known: rc,cuda_copy", "whoever applies it decides its namespace");
  CHECK(seen(in("'${NS}'", graph_text), in("prod", kConfigMap)) == "known: rc,cuda_copy");
  CHECK(is_unknown(RecipeOf(in("prod", graph_text) + in("staging", kConfigMap)).main("s"), "env.tls"));
}

TEST_CASE("an envFrom that cannot be seen may override what precedes it, and define what the sorted list does not yet") {
  const std::string both = "envFrom: [{configMapRef: {name: settings}}, {configMapRef: {name: away}}]";
  CHECK(is_unknown(RecipeOf(pod(both, kConfigMap)).main("p"), "env.tls"));
  const std::string reversed = "envFrom: [{configMapRef: {name: away}}, {configMapRef: {name: settings}}]";
  CHECK(show(RecipeOf(pod(reversed, kConfigMap)).main("p"), "env.tls") == "known: rc,cuda_copy");
  const std::string prefixed = "envFrom: [{configMapRef: {name: settings}}, {prefix: X_, configMapRef: {name: away}}]";
  CHECK(show(RecipeOf(pod(prefixed, kConfigMap)).main("p"), "env.tls") == "known: rc,cuda_copy");
  const std::string fields = "envFrom: [{configMapRef: {name: away}}], env: [{name: A, value: '$(Z)'}, {name: Z, value: z}]";
  CHECK(is_unknown(RecipeOf(graph("[]", "[]", fields)).main("s"), "env.A"));
}

TEST_CASE("the operator's variables lie below everything else, and are known as far as they are certain") {
  const RecipeOf of(
      "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {components: ["
      "{name: w, type: worker, podTemplate: {spec: {containers: [{name: main, image: i, command: [x], env: [{name: URL, value: "
      "'tcp://$(POD_IP)'}]}]}}},"
      "{name: p, type: prefill, podTemplate: {spec: {containers: [{name: main, image: i, command: [x], env: [{name: TELEMETRY, value: "
      "y}]}]}}},"
      "{name: f, type: frontend, podTemplate: {spec: {containers: [{name: main, image: i, command: [x]}, {name: side, image: i}]}}},"
      "{name: n, podTemplate: {spec: {containers: [{name: main, image: i, command: [x]}]}}}]}\n");
  CHECK(show(of.main("w"), "env.TELEMETRY") == "known: n");
  CHECK(layer(of.main("w"), "env.TELEMETRY") == "the operator");
  CHECK(show(of.main("w"), "env.POD_IP") == "unknown: the operator sets it");
  CHECK(is_unknown(of.main("w"), "env.URL"));
  CHECK(show(of.main("p"), "env.TELEMETRY") == "known: y");
  CHECK(of.main("p").settings.find("env.TELEMETRY")->overridden.size() == 1);
  CHECK(show(of.main("f"), "env.TELEMETRY") == "absent");
  CHECK(of.main("f").gap("env.TELEMETRY") == nullptr);
  CHECK(show(of.component("f").containers.back(), "env.POD_IP") == "absent");
  CHECK_MESSAGE(is_unknown(of.main("n"), "env.TELEMETRY"), "a component without a type may be a worker");
  CHECK_MESSAGE(show(of.main("w"), "env.DEPLOYMENT_CONFIG") == "absent", "this one it only reads");
}

TEST_CASE("a reference to a name that sorts later, or to itself, stays as it is written, and is listed where it stands") {
  const RecipeOf of(
      graph("[]", "[]", "env: [{name: A, value: 'x-$(B)'}, {name: B, value: b}, {name: C, value: '$(B)'}, {name: P, value: '/x:$(P)'}]"));
  CHECK(show(of.main("s"), "env-reference-unresolved") == "list: A, P");
  CHECK(of.sources.text(of.main("s").settings.find("env-reference-unresolved")->value.items.front().span()) == "$(B)");
  CHECK(show(of.main("s"), "env.A") == "known: x-$(B)");
}

TEST_CASE("a reference to a variable of the operator is not known, whichever name sorts first") {
  const RecipeOf of(graph("[]", "[]", "env: [{name: A, value: '$(POD_IP)'}, {name: Z, value: '$(POD_IP)'}]"));
  CHECK(is_unknown(of.main("s"), "env.A"));
  CHECK(is_unknown(of.main("s"), "env.Z"));
  CHECK(show(of.main("s"), "env-reference-unresolved") == "absent");
  const RecipeOf own(graph("[]", "[]", "env: [{name: A, value: '$(POD_IP)'}, {name: POD_IP, value: 1.2.3.4}]"));
  CHECK(show(own.main("s"), "env.A") == "known: $(POD_IP)");
  CHECK(show(own.main("s"), "env-reference-unresolved") == "list: A");
}

TEST_CASE("plain pods: what is defined later in the list is listed, what is not defined at all may come from elsewhere") {
  const RecipeOf of(
      pod("env: [{name: A, value: '$(Z)'}, {name: B, value: '$(NOWHERE) $$(Z)'}, {name: Z, value: z}, {name: C, value: '$(Z)'}]"));
  CHECK(show(of.main("p"), "env-reference-unresolved") == "list: A");
  const RecipeOf replaced(pod("env: [{name: A, value: '$(Z)'}, {name: A, value: a}, {name: Z, value: z}]"));
  CHECK(show(replaced.main("p"), "env-reference-unresolved") == "absent");
}

TEST_CASE("references of a shell to variables of the container, or to the variable itself, are listed where they stand") {
  const RecipeOf of(pod("env: [{name: A, value: 'x-${B}'}, {name: B, value: b}, {name: P, value: '/x:$P'}, {name: C, value: '$(B)'}]"));
  CHECK(show(of.main("p"), "env-shell-reference") == "list: A, P");
  CHECK(of.sources.text(of.main("p").settings.find("env-shell-reference")->value.items.front().span()) == "${B}");
  CHECK(of.sources.text(of.main("p").settings.find("env-shell-reference")->value.items.back().span()) == "$P");
  const RecipeOf field(pod("env: [{name: A, value: '${IP}'}, {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]"));
  CHECK(show(field.main("p"), "env-shell-reference") == "list: A");
}

TEST_CASE("what a tool fills in, what is replaced later and what no variable is called are no references of a shell") {
  for (const char* env :
       {"{name: A, value: '${A}'}", "{name: A, value: $A}", "{name: A, value: 'x-${B}'}", "{name: A, value: 'a$$B ${'}, {name: B}",
        "{name: A, value: 'x${B}'}, {name: B, value: '${B}'}", "{name: A, value: 'x${A}'}, {name: A, value: y}",
        "{name: A, value: '$1 $ ${1} $'}", "{name: A}", "{name: A, value: [1]}"}) {
    CHECK_MESSAGE(show(RecipeOf(pod("env: [" + std::string(env) + "]")).main("p"), "env-shell-reference") == "absent", env);
  }
  CHECK(show(RecipeOf(graph("[{name: P, value: '/g:$P'}]", "[]", "env: [{name: P, value: '/c'}]")).main("s"), "env-shell-reference") ==
        "absent");
}

TEST_CASE("references of a shell end where their names do") {
  const auto names = [](std::string_view text) {
    std::string all;
    for (const manifest::ShellReference& one : manifest::shell_references(text))
      all += std::string(one.name) + "=" + std::string(one.written) + ";";
    return all;
  };
  CHECK(names("$A:$B_1-${C}${D:-x y}") == "A=$A;B_1=$B_1;C=${C};D=${D:-x y};");
  CHECK(names("$$A ${} ${A $ $1 $(A)").empty());
  std::string open;
  for (int i = 0; i < 50'000; ++i) open += "${A";
  CHECK(names(open).empty());
  CHECK(names("${A$B${C") == "B=$B;");
}

TEST_CASE("values without quotes that YAML takes for numbers or booleans are told apart, and read as they are written") {
  const RecipeOf of(
      pod("env: [{name: A, value: 8}, {name: B, value: '8'}, {name: C, value: True}, {name: D, value: 1_0}, {name: E, value: null}]"));
  CHECK(show(of.main("p"), "env-unquoted.A") == "known: 8");
  CHECK(show(of.main("p"), "env-unquoted.C") == "known: True");
  for (const char* path : {"env-unquoted.B", "env-unquoted.D", "env-unquoted.E"}) CHECK(show(of.main("p"), path) == "absent");
  CHECK(of.sources.text(of.main("p").settings.find("env-unquoted.A")->origin.value) == "8");
  CHECK(show(of.main("p"), "env.A") == "known: 8");
  CHECK(show(of.main("p"), "env.C") == "known: True");
  CHECK(show(of.main("p"), "env.E") == "known: ");
  CHECK(is_unknown(RecipeOf(pod("env: '${ENV}'")).main("p"), "env-unquoted.A"));
}

TEST_CASE("names with spaces are names, and a value stands before valueFrom") {
  const RecipeOf of(pod("env: [{name: 'A B', value: x}, {name: C, value: v, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]"));
  CHECK(show(of.main("p"), "env.A B") == "known: x");
  CHECK(show(of.main("p"), "env.C") == "known: v");
}

TEST_CASE("expansion does not grow without bound") {
  std::string list = "[{name: A00, value: 0123456789}";
  for (int i = 1; i < 40; ++i) {
    const auto name = [](int n) { return (n < 10 ? "A0" : "A") + std::to_string(n); };
    list += ", {name: " + name(i) + ", value: '$(" + name(i - 1) + ")$(" + name(i - 1) + ")'}";
  }
  const RecipeOf of(pod("env: " + list + "]"));
  CHECK(show(of.main("p"), "env.A01") == "known: 01234567890123456789");
  CHECK(is_unknown(of.main("p"), "env.A39"));
}

TEST_CASE("${NAME} and template expressions in a value are not known") {
  const RecipeOf of(pod("env: [{name: A, value: '${X}'}, {name: B, value: 'a-{{ x }}'}, {name: C, value: $X}]"));
  CHECK(is_unknown(of.main("p"), "env.A"));
  CHECK(is_unknown(of.main("p"), "env.B"));
  CHECK_MESSAGE(show(of.main("p"), "env.C") == "known: $X", "Kubernetes leaves it as it is");
}

TEST_CASE("valueFrom: Secrets, fields and resources are not known, with the reason") {
  const RecipeOf of(
      pod("env: [{name: A, valueFrom: {secretKeyRef: {name: vault, key: k}}},"
          " {name: B, valueFrom: {fieldRef: {fieldPath: status.podIP}}},"
          " {name: C, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}, {name: D, valueFrom: {}}]"));
  CHECK(show(of.main("p"), "env.A") == "unknown: it comes from the Secret 'vault'");
  CHECK(show(of.main("p"), "env.B") == "unknown: it is the pod's field 'status.podIP'");
  CHECK(show(of.main("p"), "env.C") == "unknown: it is the container's resource 'limits.cpu'");
  CHECK(is_unknown(of.main("p"), "env.D"));
}

TEST_CASE("valueFrom a ConfigMap of the recipe has the ConfigMap's text as its place") {
  const RecipeOf of(
      pod("env: [{name: A, value: a}, {name: B, valueFrom: {configMapKeyRef: {name: settings, key: tls}}},"
          " {name: C, valueFrom: {configMapKeyRef: {name: settings, key: reference}}},"
          " {name: D, valueFrom: {configMapKeyRef: {name: settings, key: late}}},"
          " {name: E, valueFrom: {configMapKeyRef: {name: settings, key: none}}},"
          " {name: F, valueFrom: {configMapKeyRef: {name: other, key: tls}}}]",
          kConfigMap));
  const Container& main = of.main("p");
  const Setting* b = main.settings.find("env.B");
  REQUIRE(b != nullptr);
  CHECK(b->value.text() == "rc,cuda_copy");
  CHECK(of.line(b->origin.value) == 10);
  CHECK(of.line(b->origin.key) == 4);
  CHECK(b->origin.layer == "env, ConfigMap 'settings'");
  CHECK_MESSAGE(show(main, "env.C") == "known: $(A)", "Kubernetes does not expand what comes by valueFrom");
  CHECK(is_unknown(main, "env.D"));
  CHECK(show(main, "env.E") == "unknown: the ConfigMap 'settings' has no key 'none'");
  CHECK(is_unknown(main, "env.F"));
}

TEST_CASE("graphs do not expand what comes by valueFrom either") {
  const RecipeOf of(
      graph("[{name: A, value: a}]", "[]", "env: [{name: B, valueFrom: {configMapKeyRef: {name: settings, key: reference}}}]") +
      kConfigMap);
  CHECK(show(of.main("s"), "env.B") == "known: $(A)");
}

TEST_CASE("envFrom a ConfigMap gives all its keys, below env and visible to it") {
  const RecipeOf of(
      pod("envFrom: [{prefix: P_, configMapRef: {name: settings}}], env: [{name: P_tls, value: tcp}, {name: N, value: 'n$(P_NUMBER)'}]",
          kConfigMap));
  const Container& main = of.main("p");
  CHECK(show(main, "env.P_tls") == "known: tcp");
  CHECK(main.settings.find("env.P_tls")->overridden.size() == 1);
  CHECK(show(main, "env.N") == "known: n7");
  CHECK(show(main, "env.tls") == "absent");
  CHECK(main.gap("env.X") == nullptr);
}

TEST_CASE("what only envFrom sets is told with the object it comes from, at its key there") {
  const RecipeOf of(pod("envFrom: [{configMapRef: {name: settings}}], env: [{name: late, value: x}]", kConfigMap));
  CHECK(show(of.main("p"), "env-from.tls") == "known: ConfigMap 'settings'");
  CHECK(of.sources.text(of.main("p").settings.find("env-from.tls")->origin.key) == "tls");
  CHECK_MESSAGE(show(of.main("p"), "env-from.late") == "absent", "env sets it too");
  const RecipeOf script(
      pod("command: [sh, -c, 'export tls=tcp; exec vllm serve m'], envFrom: [{configMapRef: {name: settings}}]", kConfigMap));
  CHECK(show(script.main("p"), "env.tls") == "known: tcp");
  CHECK(show(script.main("p"), "env-from.tls") == "absent");
  const RecipeOf patch(
      "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec: {services: {s: {extraPodSpec: "
      "{mainContainer: "
      "{envFrom: [{configMapRef: {name: settings}}]}}}}}\n" +
      std::string(kConfigMap));
  CHECK_MESSAGE(show(patch.main("s"), "env-from.tls") == "absent", "the base of a patch may set it");
}

TEST_CASE("envFrom what the recipe does not hold makes variables unknown that nothing else sets") {
  const RecipeOf of(pod("envFrom: [{configMapRef: {name: elsewhere}}], env: [{name: A, value: a}, {name: B, value: $(X)}]"));
  const Container& main = of.main("p");
  CHECK(show(main, "env.A") == "known: a");
  CHECK(is_unknown(main, "env.B"));
  REQUIRE(main.gap("env.X") != nullptr);
  CHECK(*main.gap("env.X") == "the ConfigMap 'elsewhere' may set it");
}

TEST_CASE("envFrom with a prefix leaves other variables known to be absent") {
  const RecipeOf of(pod("envFrom: [{prefix: HF_, secretRef: {name: vault}}]"));
  CHECK(of.main("p").gap("env.HF_X") != nullptr);
  CHECK(of.main("p").gap("env.UCX_TLS") == nullptr);
}

TEST_CASE("a Secret whose name says credentials sets nothing that matters; any other may") {
  CHECK(RecipeOf(pod("envFrom: [{secretRef: {name: My-Token-Secret}}]")).main("p").gap("env.X") == nullptr);
  CHECK(RecipeOf(pod("envFrom: [{secretRef: {name: fabric}}]")).main("p").gap("env.X") != nullptr);
}

TEST_CASE("a Secret of the recipe names its variables and hides their values") {
  const RecipeOf of(pod("envFrom: [{secretRef: {name: fabric}}]",
                        "---\napiVersion: v1\nkind: Secret\nmetadata: {name: fabric}\ndata: {A: YQ==}\nstringData: {B: b}\n"));
  CHECK(show(of.main("p"), "env.A") == "unknown: it comes from the Secret 'fabric'");
  CHECK(is_unknown(of.main("p"), "env.B"));
  CHECK(of.main("p").gap("env.C") == nullptr);
}

TEST_CASE("envFromSecret is an envFrom entry that the container's own list replaces") {
  const auto service = [](const std::string& container) {
    return RecipeOf(
               "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  services:\n    s:\n"
               "      envFromSecret: fabric\n      extraPodSpec: {mainContainer: {image: i, " +
               container + "}}\n")
               .main("s")
               .gap("env.X") != nullptr;
  };
  CHECK(service(""));
  CHECK(service("envFrom: []"));
  CHECK_FALSE(service("envFrom: [{secretRef: {name: hf-token}}]"));
}

TEST_CASE("entries that cannot be read leave the rest known and make absence uncertain") {
  const RecipeOf of(pod("env: [{name: A, value: a}, '${MORE}', {value: b}, {name: [x], value: c}, {name: '${N}', value: d}]"));
  CHECK(show(of.main("p"), "env.A") == "known: a");
  CHECK(of.main("p").gap("env.B") != nullptr);
}

TEST_CASE("values that are no text are taken as written or not known") {
  const RecipeOf of(
      pod("env: [{name: A, value: 1}, {name: B, value: true}, {name: C, value: [x]}, {name: D, value: {a: b}}, {name: E, value: null}]"));
  CHECK(show(of.main("p"), "env.A") == "known: 1");
  CHECK(show(of.main("p"), "env.B") == "known: true");
  CHECK(is_unknown(of.main("p"), "env.C"));
  CHECK(is_unknown(of.main("p"), "env.D"));
  CHECK(show(of.main("p"), "env.E") == "known: ");
}

TEST_CASE("an entry that a patch deletes is not known") {
  CHECK(is_unknown(RecipeOf(pod("env: [{name: A, $patch: delete}]")).main("p"), "env.A"));
}

TEST_CASE("references are found as the kubelet finds them") {
  using manifest::kubernetes_references;
  CHECK(kubernetes_references("$(A)x$(B)") == std::vector<std::string_view>{"A", "B"});
  CHECK(kubernetes_references("$$(A)$$$(B)") == std::vector<std::string_view>{"B"});
  CHECK(kubernetes_references("$A ${B} $ $(C").empty());
  CHECK(kubernetes_references("$").empty());
}
