// SPDX-License-Identifier: Apache-2.0
// The environment and the resources of random manifests against slow, obvious references that share nothing with the program: expansion as
// kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go writes it, the kubelet's order as pkg/kubelet/kubelet_pods.go
// makeEnvironmentVariables has it, and the merge of ai-dynamo/dynamo: deploy/operator/internal/dynamo/graph.go MergeEnvs. Each world is
// written as a manifest of one of three shapes (v1alpha1 graph, v1beta1 graph, plain Pod) and read as a file would be.
#include <array>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "recipe_of.h"

using namespace fabriclint;
using namespace fabriclint::testing;

namespace {

enum class Shape { v1alpha1, v1beta1, pod };

struct Entry {
  std::string name;
  std::string value;
  bool secret = false;  // valueFrom a Secret
  bool config = false;  // valueFrom the key B of the ConfigMap 'here'
};

// An entry of envFrom: the ConfigMap 'here' or the Secret 'kept', which the recipe holds, or a ConfigMap that it does not.
enum class From { here, kept, missing };

struct World {
  Shape shape = Shape::pod;
  std::vector<std::pair<From, std::string>> from;         // with prefix
  std::vector<std::vector<Entry>> layers;                 // lowest precedence first; a Pod has one
  std::vector<std::pair<std::string, std::string>> data;  // of 'here'
};

constexpr std::array<const char*, 6> kNames = {"A", "B", "C", "D", "P_A", "Z"};

struct Random {
  explicit Random(std::uint32_t seed) : engine(seed) {}
  std::size_t pick(std::size_t n) { return engine() % n; }
  std::string name() { return kNames[pick(kNames.size())]; }

  std::string value() {
    constexpr std::array<const char*, 12> kPieces = {"x", "$", "$$", "$(", ")", "$()", "-", "$$(A)", "$$$(B)", "$A", "(A)", ""};
    std::string text;
    for (std::size_t n = pick(4); n > 0; --n)
      text += pick(2) == 0 ? "$(" + (pick(6) == 0 ? std::string("NONE") : name()) + ")" : kPieces[pick(12)];
    return text;
  }
  std::vector<Entry> layer() {
    std::vector<Entry> entries;
    for (std::size_t n = pick(5); n > 0; --n) {
      const std::size_t kind = pick(10);
      entries.push_back({name(), kind < 2 ? "" : value(), kind == 0, kind == 1});
    }
    return entries;
  }
  World world() {
    World made;
    made.shape = static_cast<Shape>(pick(3));
    const std::size_t layers = made.shape == Shape::v1alpha1 ? 3 : made.shape == Shape::v1beta1 ? 2 : 1;
    for (std::size_t n = 0; n < layers; ++n) made.layers.push_back(layer());
    if (pick(2) == 0) {
      for (std::size_t n = pick(4); n > 0; --n) made.from.emplace_back(static_cast<From>(pick(3)), pick(3) == 0 ? "P_" : "");
    }
    made.data = {{"A", "config"}};
    if (pick(2) == 0) made.data.emplace_back("B", "$(A)");
    if (pick(2) == 0) made.data.emplace_back("Z", "zed");
    return made;
  }

  std::mt19937 engine;
};

// Nothing: not known.
using Known = std::optional<std::string>;
using Variables = std::map<std::string, Known>;

// expand.go, Expand(), line by line. `mapping`: what stands for a name; nothing makes the result unknown.
template <class Mapping>
Known expand(const std::string& input, const Mapping& mapping) {
  std::string out;
  for (std::size_t cursor = 0; cursor < input.size(); ++cursor) {
    if (input[cursor] != '$' || cursor + 1 == input.size()) {
      out += input[cursor];
      continue;
    }
    const char next = input[cursor + 1];
    if (next == '$') {
      out += '$';
      ++cursor;
    } else if (const std::size_t close = input.find(')', cursor); next == '(' && close != std::string::npos) {
      const Known value = mapping(input.substr(cursor + 2, close - cursor - 2));
      if (!value) return std::nullopt;
      out += *value;
      cursor = close;
    } else {
      out += '$';
      out += next;
      ++cursor;
    }
  }
  return out;
}

bool starts(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

struct Reference {
  Variables variables;
  std::vector<std::string> open;  // prefixes of names that something unseen may set

  [[nodiscard]] bool may_be_set(const std::string& name) const {
    for (const std::string& prefix : open) {
      if (starts(name, prefix)) return true;
    }
    return false;
  }
};

Reference reference(const World& world) {
  Reference made;
  for (const auto& [from, prefix] : world.from) {
    if (from == From::here) {
      for (const auto& [key, value] : world.data) made.variables[prefix + key] = value;
    } else if (from == From::kept) {
      made.variables[prefix + "C"] = std::nullopt;
    } else {
      for (auto& [name, value] : made.variables) {
        if (starts(name, prefix)) value = std::nullopt;
      }
      made.open.push_back(prefix);
    }
  }
  std::vector<Entry> list;
  std::map<std::string, Entry> merged;
  if (world.shape == Shape::pod) {
    list = world.layers.front();
  } else {
    for (const std::vector<Entry>& layer : world.layers) {
      for (const Entry& entry : layer) merged[entry.name] = entry;
    }
    for (const auto& [name, entry] : merged) list.push_back(entry);
  }
  for (const Entry& entry : list) {
    Known value = "";
    if (!entry.value.empty()) {
      value = expand(entry.value, [&](const std::string& name) -> Known {
        if (const auto found = made.variables.find(name); found != made.variables.end()) return found->second;
        const bool of_operator = world.shape != Shape::pod && !merged.contains(name);
        if (of_operator || made.may_be_set(name)) return std::nullopt;
        return "$(" + name + ")";
      });
    } else if (entry.secret) {
      value = std::nullopt;
    } else if (entry.config) {
      value = std::nullopt;
      for (const auto& [key, text] : world.data) {
        if (key == "B") value = text;
      }
    }
    made.variables[entry.name] = value;
  }
  return made;
}

std::string written(const std::vector<Entry>& layer) {
  std::string text = "[";
  for (const Entry& entry : layer) {
    text += (text.size() > 1 ? ", " : "") + ("{name: " + entry.name);
    if (!entry.value.empty() || (!entry.secret && !entry.config)) text += ", value: '" + entry.value + "'";
    if (entry.secret) text += ", valueFrom: {secretKeyRef: {name: s, key: k}}";
    if (entry.config) text += ", valueFrom: {configMapKeyRef: {name: here, key: B}}";
    text += "}";
  }
  return text + "]";
}

std::string written(const World& world) {
  std::string from;
  for (const auto& [source, prefix] : world.from) {
    from += std::string(from.empty() ? "" : ", ") + "{" + (prefix.empty() ? "" : "prefix: " + prefix + ", ") +
            (source == From::kept   ? "secretRef: {name: kept}}"
             : source == From::here ? "configMapRef: {name: here}}"
                                    : "configMapRef: {name: away}}");
  }
  const std::string env_from = world.from.empty() ? "" : ", envFrom: [" + from + "]";
  std::string text;
  if (world.shape == Shape::pod) {
    text =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: c}\nspec:\n  containers:\n  - {name: c, image: i, env: " + written(world.layers[0]) +
        env_from + "}\n";
  } else if (world.shape == Shape::v1alpha1) {
    text = "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  envs: " + written(world.layers[0]) +
           "\n  services:\n    c:\n      envs: " + written(world.layers[1]) +
           "\n      extraPodSpec: {mainContainer: {image: i, env: " + written(world.layers[2]) + env_from + "}}\n";
  } else {
    text = "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  env: " + written(world.layers[0]) +
           "\n  components:\n  - name: c\n    podTemplate: {spec: {containers: [{name: main, image: i, env: " + written(world.layers[1]) +
           env_from + "}]}}\n";
  }
  text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: here}\ndata:\n";
  for (const auto& [key, value] : world.data) text += "  " + key + ": '" + value + "'\n";
  return text + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: kept}\nstringData: {C: hidden}\n";
}

std::string show(const Known& known) {
  return known ? "known: " + *known : "unknown";
}

}  // namespace

TEST_CASE("the variables of random manifests are those of the reference, and known where it knows them") {
  std::size_t known = 0;
  std::size_t unknown = 0;
  for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
    const World world = Random(seed).world();
    const std::string text = written(world);
    CAPTURE(text);
    const RecipeOf of(text);
    const Container& container = of.main("c");
    const Reference expected = reference(world);
    for (const auto& variable : expected.variables) {
      const std::string name = variable.first;
      const Known& value = variable.second;
      CAPTURE(name);
      const std::string said = testing::show(container, "env." + name);
      REQUIRE((said.rfind("unknown: ", 0) == 0 ? "unknown" : said) == show(value));
      ++(value ? known : unknown);
    }
    for (const std::string name : kNames) {
      if (expected.variables.contains(name)) continue;
      CAPTURE(name);
      REQUIRE(testing::show(container, "env." + name) == "absent");
      REQUIRE((container.gap("env." + name) != nullptr) == expected.may_be_set(name));
    }
  }
  CHECK(known > 2000);
  CHECK(unknown > 500);
}

namespace {

// What one side of `resources` asks for, by resource.
using ByName = std::map<std::string, std::string>;

std::string written(const ByName& amounts) {
  std::string text = "{";
  for (const auto& [name, amount] : amounts) text += (text.size() > 1 ? ", '" : "'") + name + "': '" + amount + "'";
  return text + "}";
}

}  // namespace

TEST_CASE("the resources of random services are those of the reference") {
  constexpr std::array<const char*, 2> kSides = {"requests", "limits"};
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    Random random(seed);
    std::string service;
    std::string main;
    std::array<ByName, 2> expected;
    for (std::size_t side = 0; side < 2; ++side) {
      ByName custom;
      ByName dedicated;
      ByName container;
      for (const char* name : {"cpu", "memory", "gpu"}) {
        if (random.pick(2) == 0) dedicated[name] = std::to_string(1 + random.pick(3));
      }
      for (const char* name : {"rdma/ib", "nvidia.com/gpu", "example.com/gpu"}) {
        if (random.pick(3) == 0) custom[name] = std::to_string(4 + random.pick(3));
      }
      for (const char* name : {"cpu", "memory", "rdma/ib", "nvidia.com/gpu"}) {
        if (random.pick(4) == 0) container[name] = std::to_string(7 + random.pick(3));
      }
      const bool typed = random.pick(3) == 0;
      for (const auto& [name, amount] : dedicated)
        expected[side][name != "gpu" ? name : typed ? "example.com/gpu" : "nvidia.com/gpu"] = amount;
      for (const auto& [name, amount] : custom) expected[side][name] = amount;
      for (const auto& [name, amount] : container) expected[side][name] = amount;
      // The order of keys says nothing.
      std::vector<std::string> fields;
      for (const auto& [name, amount] : dedicated) fields.push_back(name + ": '" + amount + "'");
      if (typed) fields.emplace_back("gpuType: example.com/gpu");
      if (!custom.empty()) fields.push_back("custom: " + written(custom));
      for (std::size_t n = fields.size(); n > 1; --n) std::swap(fields[n - 1], fields[random.pick(n)]);
      std::string joined;
      for (const std::string& field : fields) joined += (joined.empty() ? "" : ", ") + field;
      service += (side == 0 ? "" : ", ") + (std::string(kSides[side]) + ": {" + joined + "}");
      main += (side == 0 ? "" : ", ") + (std::string(kSides[side]) + ": " + written(container));
    }
    const std::string text =
        "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: g}\nspec:\n  services:\n    c:\n      resources: "
        "{" +
        service + "}\n      extraPodSpec: {mainContainer: {image: i, resources: {" + main + "}}}\n";
    CAPTURE(text);
    const RecipeOf of(text);
    for (const std::string name : {"cpu", "memory", "rdma/ib", "nvidia.com/gpu", "example.com/gpu", "gpu", "custom", "gpuType"}) {
      CAPTURE(name);
      const auto amount = [&](const ByName& amounts) { return amounts.contains(name) ? "known: " + amounts.at(name) : "absent"; };
      REQUIRE(testing::show(of.main("c"), "request." + name) == amount(expected[0]));
      REQUIRE(testing::show(of.main("c"), "limit." + name) == amount(expected[1]));
      REQUIRE(testing::show(of.main("c"), "resource." + name) == amount(expected[expected[1].contains(name) ? 1 : 0]));
    }
  }
}
