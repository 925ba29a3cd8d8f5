// SPDX-License-Identifier: Apache-2.0
#include "manifest/node_selection.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "manifest/reading.h"

namespace fabriclint::manifest {

namespace {

bool is_literal(const yaml::Node* node) {
  return yaml::is_text(node) && !has_placeholder(node->value);
}

bool holds(const std::vector<std::string>& labels, std::string_view label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

// `operator: In` with nothing but literal values; k8s.io/api: core/v1/types.go NodeSelectorRequirement.
void add_demand(const yaml::Node* expression, std::vector<LabelDemand>& demands) {
  const yaml::Node* key = yaml::Fields(expression).value("key");
  if (!is_literal(key) || plain_text(expression, "operator") != "In") return;
  const std::vector<const yaml::Node*> values = yaml::items_of(list_at(expression, "values").node);
  if (values.empty() || !std::all_of(values.begin(), values.end(), is_literal)) return;
  demands.push_back({key->value, values});
}

const std::string* stated(const NodeGroup& group, std::string_view label, const ReadOptions& options) {
  if (const auto found = group.labels.find(label); found != group.labels.end()) return &found->second;
  if (!group.instance_type.empty() && holds(options.instance_type_labels, label)) return &group.instance_type;
  if (!group.gpu_product.empty() && holds(options.gpu_product_labels, label)) return &group.gpu_product;
  return nullptr;
}

bool may_meet(const std::vector<LabelDemand>& demands, const NodeGroup& group, const ReadOptions& options) {
  return std::all_of(demands.begin(), demands.end(), [&](const LabelDemand& demand) {
    const std::string* value = stated(group, demand.label, options);
    return value == nullptr ||
           std::any_of(demand.values.begin(), demand.values.end(), [&](const yaml::Node* wanted) { return wanted->value == *value; });
  });
}

const LabelDemand* instance_demand(const std::vector<LabelDemand>& demands, const ReadOptions& options) {
  const auto found = std::find_if(demands.begin(), demands.end(),
                                  [&](const LabelDemand& demand) { return holds(options.instance_type_labels, demand.label); });
  return found == demands.end() ? nullptr : &*found;
}

}  // namespace

NodeSelection read_node_selection(const yaml::Node* pod_spec) {
  NodeSelection selection;
  if (const yaml::Node* selector = mapping_at(pod_spec, "nodeSelector").node) {
    for (const yaml::Field& field : yaml::Fields(selector).all()) {
      if (is_literal(field.key) && is_literal(field.value)) selection.all.push_back({field.key->value, {field.value}});
    }
  }
  const yaml::Node* affinity = mapping_at(mapping_at(pod_spec, "affinity").node, "nodeAffinity").node;
  const yaml::Node* required = mapping_at(affinity, "requiredDuringSchedulingIgnoredDuringExecution").node;
  for (const yaml::Node* term : yaml::items_of(list_at(required, "nodeSelectorTerms").node)) {
    std::vector<LabelDemand>& demands = selection.any_of.emplace_back();
    for (const yaml::Node* expression : yaml::items_of(list_at(term, "matchExpressions").node)) add_demand(expression, demands);
  }
  return selection;
}

bool may_run_on(const NodeSelection& selection, const NodeGroup& group, const ReadOptions& options) {
  if (!may_meet(selection.all, group, options)) return false;
  return selection.any_of.empty() ||
         std::any_of(selection.any_of.begin(), selection.any_of.end(),
                     [&](const std::vector<LabelDemand>& demands) { return may_meet(demands, group, options); });
}

std::vector<const yaml::Node*> pinned_instance_types(const NodeSelection& selection, const ReadOptions& options) {
  if (const LabelDemand* demand = instance_demand(selection.all, options)) return demand->values;
  std::vector<const yaml::Node*> types;
  for (const std::vector<LabelDemand>& demands : selection.any_of) {
    const LabelDemand* demand = instance_demand(demands, options);
    if (demand == nullptr) return {};
    std::copy(demand->values.begin(), demand->values.end(), std::back_inserter(types));
  }
  return types;
}

}  // namespace fabriclint::manifest
