// SPDX-License-Identifier: Apache-2.0
#include "manifest/nodes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "manifest/defaults.h"
#include "manifest/node_selection.h"
#include "vocabulary/instance.h"
#include "vocabulary/quantity.h"

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kInventory = "[[assume.nodes]] of the project file";
constexpr std::string_view kAllocatable = "node.allocatable.";

using Groups = std::vector<const NodeGroup*>;
using Offers = std::vector<const Amounts*>;

void put_made(Component& component, std::string path, Value value, std::string_view layer) {
  component.settings.put(default_setting(std::move(path), std::move(value), layer));
}

Value made(std::string_view text) {
  return Value::known(TracedText::made(text));
}

double amount_of(const Amounts& amounts, std::string_view name) {
  const auto found = amounts.find(name);
  return found == amounts.end() ? 0 : to_quantity(found->second).value_or(0);
}

// The largest amount that one of them offers, in the words of the one that does.
std::string largest(const Offers& offers, std::string_view name) {
  std::string most = "0";
  double number = 0;
  for (const Amounts* amounts : offers) {
    const double amount = amount_of(*amounts, name);
    if (amount <= number) continue;
    number = amount;
    most = amounts->find(name)->second;
  }
  return most;
}

// The largest amount that one container requests of each resource that inventories list; 0 where it is not known.
using Requests = std::map<std::string, double, std::less<>>;

Requests requests_of(const Component& component) {
  constexpr std::string_view kResource = "resource.";
  Requests requests;
  for (const Container& container : component.containers) {
    for (const Setting& setting : container.settings.with_prefix(kResource)) {
      const std::string_view name = std::string_view(setting.path).substr(kResource.size());
      if (!is_inventoried(name)) continue;
      double& most = requests[std::string(name)];
      most = std::max(most, to_quantity(setting.value.text()).value_or(0));
    }
  }
  return requests;
}

// The groups that also offer what is requested; all of them when none does, because then something else is wrong.
Groups with_room(const Groups& groups, const Requests& requests) {
  Groups roomy;
  for (const NodeGroup* group : groups) {
    const bool room = !group->allocatable || std::all_of(requests.begin(), requests.end(), [&](const auto& request) {
      return amount_of(*group->allocatable, request.first) >= request.second;
    });
    if (room) roomy.push_back(group);
  }
  return roomy.empty() ? groups : roomy;
}

// Every value that a candidate has, once; unknown when one of them does not state it.
template <typename Stated>
void put_stated(Component& component, std::string_view path, const Groups& candidates, Stated stated) {
  if (candidates.empty()) return;
  std::vector<TracedText> values;
  for (const NodeGroup* group : candidates) {
    const std::string& value = stated(*group);
    if (value.empty()) {
      put_made(component, std::string(path), Value::unknown(fmt::format("the group of nodes '{}' does not state it", group->name)),
               kInventory);
      return;
    }
    const auto same = [&](const TracedText& one) { return one.text() == value; };
    if (std::none_of(values.begin(), values.end(), same)) values.push_back(TracedText::made(value));
  }
  put_made(component, std::string(path), Value::list(std::move(values)), kInventory);
}

void put_allocatable(Reading& reading, Component& component, const Groups& candidates, const Requests& requests) {
  std::map<std::string_view, std::pair<double, std::string_view>> most;
  for (const auto& [name, amount] : requests) most.try_emplace(name, 0, "0");
  for (const NodeGroup* group : candidates) {
    if (!group->allocatable) {
      component.gaps.push_back(
          {std::string(kAllocatable), fmt::format("the group of nodes '{}' does not state what it offers", group->name)});
      return;
    }
    for (const auto& [name, amount] : *group->allocatable) {
      auto& [number, text] = most.try_emplace(name, 0, "0").first->second;
      const double offered = to_quantity(amount).value_or(0);
      if (offered <= number) continue;
      number = offered;
      text = amount;
    }
  }
  for (const auto& [name, amount] : most) {
    if (!reading.spend(name.size())) {
      component.gaps.push_back({std::string(kAllocatable), kTooMuchReason});
      return;
    }
    put_made(component, fmt::format("{}{}", kAllocatable, name), made(amount.second), kInventory);
  }
}

// Who offers a requested resource at all, in words: what somebody wants to know whose pod finds no node.
void put_offers(Reading& reading, Component& component, const Groups& candidates, const Requests& requests) {
  for (const auto& [name, amount] : requests) {
    std::vector<TracedText> offers;
    for (const NodeGroup& group : *reading.options.assumptions.nodes) {
      if (!group.allocatable || amount_of(*group.allocatable, name) <= 0) continue;
      const bool candidate = std::find(candidates.begin(), candidates.end(), &group) != candidates.end();
      offers.push_back(TracedText::made(fmt::format("{} by '{}'{}", group.allocatable->find(name)->second, group.name,
                                                    candidate ? "" : " (which the pod's node selection excludes)")));
    }
    if (!reading.spend(offers.size() * 64)) return;
    put_made(component, fmt::format("node.offer.{}", name), offers.empty() ? made("none") : Value::list(std::move(offers)), kInventory);
  }
}

void put_inventory(Reading& reading, const NodeSelection& selection, Component& component) {
  const Assumptions& assumptions = reading.options.assumptions;
  if (!reading.spend(assumptions.nodes->size())) {
    component.gaps.push_back({"node.", kTooMuchReason});
    return;
  }
  Groups candidates;
  for (const NodeGroup& group : *assumptions.nodes) {
    if (may_run_on(selection, group, reading.options)) candidates.push_back(&group);
  }
  const Requests requests = requests_of(component);
  const Groups roomy = with_room(candidates, requests);
  std::vector<TracedText> names;
  for (const NodeGroup* group : roomy) names.push_back(TracedText::made(group->name));
  put_made(component, "node.group", Value::list(std::move(names)), kInventory);
  put_stated(component, "node.kernel", roomy,
             [&](const NodeGroup& group) -> const std::string& { return group.kernel.empty() ? assumptions.kernel : group.kernel; });
  put_stated(component, "node.os-image", roomy, [](const NodeGroup& group) -> const std::string& { return group.os_image; });
  put_stated(component, "node.instance-type", roomy, [](const NodeGroup& group) -> const std::string& { return group.instance_type; });
  put_stated(component, "node.gpu-product", roomy, [](const NodeGroup& group) -> const std::string& { return group.gpu_product; });
  put_allocatable(reading, component, candidates, requests);
  put_offers(reading, component, candidates, requests);
}

void put_catalogue(const Instances& instances, const std::vector<TracedText>& types, Component& component) {
  Offers offers;
  for (const TracedText& type : types) {
    const Instance* instance = instance_named(instances, type.text());
    if (instance == nullptr) return;
    offers.push_back(&instance->allocatable);
  }
  if (offers.empty()) return;
  for (const auto& [name, amount] : *offers.front()) {
    const std::string& resource = name;
    const bool listed = std::all_of(offers.begin(), offers.end(), [&](const Amounts* amounts) { return amounts->contains(resource); });
    if (!listed) continue;
    put_made(component, fmt::format("{}{}", kAllocatable, resource), made(largest(offers, resource)), "the catalogue of instance types");
  }
}

void put_pinned(Reading& reading, const std::vector<const yaml::Node*>& nodes, const std::string& layer, Component& component) {
  std::vector<TracedText> types;
  for (const yaml::Node* node : nodes) {
    std::optional<TracedText> type = reading.text(node);
    if (!type) return;
    types.push_back(std::move(*type));
  }
  put_catalogue(reading.options.instances, types, component);
  const Span first = nodes.front()->span;
  component.settings.put(make_setting("node.instance-type", Value::list(std::move(types)), layer, first, first));
}

}  // namespace

void read_nodes(Reading& reading, const PodSource& pod, Component& component) {
  const Assumptions& assumptions = reading.options.assumptions;
  const NodeSelection selection = read_node_selection(pod.section.node);
  if (assumptions.nodes) {
    put_inventory(reading, selection, component);
    return;
  }
  component.gaps.push_back({"node.", "no node inventory is given; 'fabriclint facts' makes one of 'kubectl get nodes -o json'"});
  if (!assumptions.kernel.empty())
    put_made(component, "node.kernel", Value::list({TracedText::made(assumptions.kernel)}), "[assume] of the project file");
  const std::vector<const yaml::Node*> types = pinned_instance_types(selection, reading.options);
  if (!types.empty()) put_pinned(reading, types, pod.prefix + (selection.all.empty() ? "affinity" : "nodeSelector"), component);
}

}  // namespace fabriclint::manifest
