// SPDX-License-Identifier: Apache-2.0
#include "project/inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "text/ascii.h"
#include "text/counted.h"
#include "toml/write.h"
#include "vocabulary/instance.h"
#include "vocabulary/quantity.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

using yaml::Fields;
using Labels = std::map<std::string, std::string, std::less<>>;

// A node of two hundred labels comes to about a thousand YAML nodes.
constexpr yaml::Limits kLimits = {.bytes = kMostInventoryBytes, .depth = 100, .nodes = 4'000'000};

// What makes two nodes alike, in the order in which groups are sorted.
using Likeness = std::tuple<std::string, std::string, std::string, std::string, Amounts>;  // instance type, GPU, kernel, system, amounts

struct Members {
  std::size_t count = 0;
  Labels labels;  // of all of them
};

Finding problem(Span at, std::string message) {
  Finding finding;
  finding.rule = "nodes";
  finding.level = Level::error;
  finding.at = at;
  finding.message = std::move(message);
  return finding;
}

std::string text_at(const yaml::Node* node, std::string_view key) {
  const yaml::Node* value = Fields(node).value(key);
  return yaml::is_text(value) ? std::string(value->value) : std::string();
}

std::string first_of(const std::vector<std::string>& names, const Labels& labels) {
  for (const std::string& name : names) {
    if (const auto found = labels.find(name); found != labels.end() && !found->second.empty()) return found->second;
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const NodeLabels& names) : names_(names) {}

  void read(const yaml::Node* object) {
    const std::string kind = text_at(object, "kind");
    if (kind == "Node") {
      read_node(*object);
    } else if (kind == "List" || kind == "NodeList") {
      for (const yaml::Node* item : yaml::items_of(Fields(object).value("items"))) {
        // The items of a NodeList do not repeat their kind.
        const std::string of_item = text_at(item, "kind");
        if (item != nullptr && (of_item == "Node" || (of_item.empty() && kind == "NodeList"))) read_node(*item);
      }
    }
  }

  Inventory finish() {
    for (auto& [likeness, members] : groups_) inventory_.groups.push_back(group_of(likeness, std::move(members)));
    return std::move(inventory_);
  }

 private:
  void read_node(const yaml::Node& node) {
    const yaml::Node* unschedulable = Fields(Fields(&node).value("spec")).value("unschedulable");
    if (unschedulable != nullptr && unschedulable->value == "true") {
      ++inventory_.unschedulable;
      return;
    }
    ++inventory_.nodes;
    Labels labels;
    for (const yaml::Field& field : Fields(Fields(Fields(&node).value("metadata")).value("labels")).all()) {
      if (!yaml::is_text(field.key) || field.value == nullptr || field.value->kind != yaml::Kind::scalar) continue;
      labels.insert_or_assign(std::string(field.key->value), std::string(field.value->value));
    }
    const yaml::Node* status = Fields(&node).value("status");
    const yaml::Node* info = Fields(status).value("nodeInfo");
    Likeness likeness{first_of(names_.instance_type, labels), first_of(names_.gpu_product, labels), text_at(info, "kernelVersion"),
                      text_at(info, "osImage"), read_amounts(Fields(status).value("allocatable"))};
    const auto [place, fresh] = groups_.try_emplace(std::move(likeness));
    Members& members = place->second;
    ++members.count;
    if (fresh) {
      members.labels = std::move(labels);
    } else {
      std::erase_if(members.labels, [&](const auto& label) {
        const auto other = labels.find(label.first);
        return other == labels.end() || other->second != label.second;
      });
    }
  }

  // What is 0 is left out: that is what a missing resource means.
  Amounts read_amounts(const yaml::Node* allocatable) {
    Amounts amounts;
    for (const yaml::Field& field : Fields(allocatable).all()) {
      if (!yaml::is_text(field.key) || !is_inventoried(field.key->value)) continue;
      const std::string_view text = yaml::is_text(field.value) ? field.value->value : std::string_view();
      const double amount = to_quantity(text).value_or(-1);
      const Span at = field.value == nullptr ? field.key->span : field.value->span;
      if (amount < 0 || !std::isfinite(amount) || std::floor(amount) != amount) {
        inventory_.problems.push_back(problem(at, fmt::format("This is no amount of '{}'.", field.key->value)));
      } else if (amount > 0) {
        amounts.emplace(field.key->value, text);
      }
    }
    return amounts;
  }

  NodeGroup group_of(const Likeness& likeness, Members members) {
    NodeGroup group;
    Amounts amounts;
    std::tie(group.instance_type, group.gpu_product, group.kernel, group.os_image, amounts) = likeness;
    group.allocatable = std::move(amounts);
    group.count = static_cast<std::int64_t>(members.count);
    group.labels = std::move(members.labels);
    // The group states these already.
    for (const std::string& name : names_.instance_type) drop(group.labels, name, group.instance_type);
    for (const std::string& name : names_.gpu_product) drop(group.labels, name, group.gpu_product);
    const std::string stem = stem_of(group.instance_type.empty() ? group.gpu_product : group.instance_type);
    group.name = fmt::format("{}-{}", stem, ++named_[stem]);
    return group;
  }

  static void drop(Labels& labels, const std::string& name, const std::string& value) {
    const auto found = labels.find(name);
    if (found != labels.end() && found->second == value) labels.erase(found);
  }

  // "p5-48xlarge" of "p5.48xlarge".
  static std::string stem_of(std::string_view text) {
    std::string stem;
    for (const char c : text) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      const bool upper = c >= 'A' && c <= 'Z';
      stem += plain ? c : upper ? static_cast<char>(c - 'A' + 'a') : '-';
    }
    return stem.empty() ? "nodes" : stem;
  }

  const NodeLabels& names_;
  Inventory inventory_;
  std::map<Likeness, Members> groups_;
  std::map<std::string, std::size_t> named_;
};

void put_line(std::string& out, std::string_view key, const std::string& value) {
  if (!value.empty()) out += fmt::format("{} = {}\n", key, toml_string(value));
}

bool is_integer(std::string_view text) {
  constexpr std::size_t kDigits = 18;
  return !text.empty() && text.size() <= kDigits && (text.size() == 1 || text.front() != '0') &&
         std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

Inventory read_inventory(const SourceSet& sources, SourceId id, const NodeLabels& labels) {
  const yaml::Stream stream = yaml::parse(sources[id], id, kLimits);
  Inventory failed;
  if (stream.broken()) {
    for (const yaml::Problem& one : stream.problems) {
      if (one.kind != yaml::ProblemKind::duplicate_key)
        failed.problems.push_back(problem(one.at, fmt::format("This cannot be read: {}.", one.message)));
    }
    return failed;
  }
  Reader reader(labels);
  for (const yaml::Document& document : stream.documents) reader.read(yaml::resolve(document.root));
  Inventory inventory = reader.finish();
  if (inventory.problems.empty() && inventory.nodes + inventory.unschedulable == 0) {
    inventory.problems.push_back(problem({id, 0, 0}, "There is no Node here; this reads what 'kubectl get nodes -o json' prints."));
  }
  if (inventory.problems.empty()) return inventory;
  failed.problems = std::move(inventory.problems);
  return failed;
}

std::string written(const Inventory& inventory) {
  std::string out =
      fmt::format("# {} in {}, by 'fabriclint facts'.", counted(inventory.nodes, "node"), counted(inventory.groups.size(), "group"));
  if (inventory.unschedulable > 0) {
    out += fmt::format(" {} {} no pods and {} left out.", counted(inventory.unschedulable, "node"),
                       inventory.unschedulable == 1 ? "takes" : "take", inventory.unschedulable == 1 ? "is" : "are");
  }
  out += '\n';
  for (const NodeGroup& group : inventory.groups) {
    out += "\n[[assume.nodes]]\n";
    put_line(out, "name", group.name);
    out += fmt::format("count = {}\n", group.count);
    put_line(out, "kernel", group.kernel);
    put_line(out, "os-image", group.os_image);
    put_line(out, "instance-type", group.instance_type);
    put_line(out, "gpu-product", group.gpu_product);
    out += "[assume.nodes.allocatable]\n";
    for (const auto& [name, amount] : *group.allocatable) {
      out += fmt::format("{} = {}\n", toml_string(name), is_integer(amount) ? amount : toml_string(amount));
    }
    if (!group.labels.empty()) out += "[assume.nodes.labels]\n";
    for (const auto& [name, value] : group.labels) out += fmt::format("{} = {}\n", toml_string(name), toml_string(value));
  }
  return out;
}

}  // namespace fabriclint
