// SPDX-License-Identifier: Apache-2.0
#include "manifest/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace fabriclint::manifest {

namespace {

constexpr std::string_view kRequired = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr std::string_view kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";

// What label selectors ask for.
struct Asked {
  std::vector<TracedText> keys;
  std::vector<TracedText> labels;  // KEY=VALUE, of matchLabels and of `In` with one value
  std::string why;                 // why there may be more
  std::string labels_why;

  void leave_open(const std::string& reason) {
    if (reason.empty()) return;
    if (why.empty()) why = reason;
    if (labels_why.empty()) labels_why = reason;
  }
};

// `value`: null when any value will do.
void add_label(Reading& reading, Asked& asked, const yaml::Node* key, const yaml::Node* value) {
  Value name = reading.scalar(key);
  if (!name.is_known()) return asked.leave_open(name.why.empty() ? "a selector has no key" : name.why);
  if (value != nullptr) {
    const Value wanted = reading.scalar(value);
    if (wanted.is_known()) {
      TracedText label = name.items.front();
      label.append(TracedText::made("="));
      label.append(wanted.items.front());
      asked.labels.push_back(std::move(label));
    } else if (asked.labels_why.empty()) {
      asked.labels_why = wanted.why.empty() ? "a selector has no value" : wanted.why;
    }
  }
  asked.keys.push_back(std::move(name.items.front()));
}

// meta/v1 LabelSelector, under the key `labelSelector` of a term.
void add_selector(Reading& reading, Asked& asked, const yaml::Node* term) {
  const Section selector = mapping_at(term, "labelSelector");
  const Section labels = mapping_at(selector.node, "matchLabels");
  const Section expressions = list_at(selector.node, "matchExpressions");
  for (const Section* section : {&selector, &labels, &expressions}) asked.leave_open(section->opaque);
  for (const yaml::Field& field : yaml::Fields(labels.node).all()) add_label(reading, asked, field.key, field.value);
  for (const yaml::Node* expression : yaml::items_of(expressions.node)) {
    const yaml::Node* key = yaml::Fields(expression).value("key");
    const std::vector<const yaml::Node*> values = yaml::items_of(list_at(expression, "values").node);
    const bool one = plain_text(expression, "operator") == "In" && values.size() == 1;
    add_label(reading, asked, key, one ? values.front() : nullptr);
  }
}

Asked asked_by_affinity(Reading& reading, const Section& affinity) {
  Asked asked;
  asked.leave_open(affinity.opaque);
  const Section required = list_at(affinity.node, kRequired);
  const Section preferred = list_at(affinity.node, kPreferred);
  asked.leave_open(required.opaque);
  asked.leave_open(preferred.opaque);
  for (const yaml::Node* term : yaml::items_of(required.node)) add_selector(reading, asked, term);
  for (const yaml::Node* weighted : yaml::items_of(preferred.node)) {
    const Section term = mapping_at(weighted, "podAffinityTerm");
    asked.leave_open(term.opaque);
    add_selector(reading, asked, term.node);
  }
  return asked;
}

void put_asked(Component& component, const std::string& path, std::vector<TracedText> items, const std::string& why,
               const std::string& layer, const Section& written) {
  if (items.empty() && why.empty()) return;
  const Span at = written.node == nullptr ? written.place(component.span) : written.node->span;
  component.settings.put(make_setting(path, Value::open_list(std::move(items), why), layer, written.place(component.span), at));
}

// Controllers of Kubernetes set labels of these domains by themselves.
bool is_set_by_controllers(std::string_view key) {
  const std::string_view domain = key.substr(0, key.find('/'));
  return key == "pod-template-hash" || (domain.size() < key.size() && (domain.ends_with("k8s.io") || domain.ends_with("kubernetes.io")));
}

// Pods of a Dynamo graph, this one's or another's, have these.
bool is_set_by_operator(const ReadOptions& options, std::string_view key) {
  const std::vector<OperatorLabel>& labels = options.operator_additions.labels;
  return std::any_of(labels.begin(), labels.end(), [&](const OperatorLabel& label) { return label.key == key; });
}

// Keys of the selector that neither this pod nor a controller has a label of.
void put_unlabelled(const ReadOptions& options, const Asked& asked, Component& component, const std::string& layer) {
  std::vector<TracedText> missing;
  std::set<std::string_view> seen;
  for (const TracedText& key : asked.keys) {
    const std::string path = fmt::format("pod.label.{}", key.text());
    if (component.settings.find(path) != nullptr || is_set_by_controllers(key.text()) || is_set_by_operator(options, key.text()) ||
        !seen.insert(key.text()).second)
      continue;
    if (const std::string* why = component.gap(path)) {
      component.gaps.push_back({"pod.anti-affinity-unlabelled", *why});
      return;
    }
    missing.push_back(key);
  }
  if (missing.empty()) return;
  const Span at = missing.front().span();
  component.settings.put(make_setting("pod.anti-affinity-unlabelled", Value::open_list(std::move(missing), asked.why), layer, at, at));
}

// Expressions of one term hold together; only `In` says which values there may be.
void read_node_affinity(Reading& reading, const Section& affinity, const std::string& layer, Component& component) {
  const Section required = mapping_at(affinity.node, kRequired);
  const Section terms = list_at(required.node, "nodeSelectorTerms");
  const std::vector<const yaml::Node*> items = yaml::items_of(terms.node);
  std::string why = !affinity.opaque.empty() ? affinity.opaque : !required.opaque.empty() ? required.opaque : terms.opaque;
  if (items.size() > 1) why = "the node affinity has alternatives";
  const Section expressions = list_at(items.empty() ? nullptr : items.front(), "matchExpressions");
  if (why.empty()) why = expressions.opaque;
  if (!why.empty()) {
    component.gaps.push_back({"pod.node-affinity.", why});
    return;
  }
  for (const yaml::Node* expression : yaml::items_of(expressions.node)) {
    const yaml::Field key = yaml::Fields(expression).find("key");
    if (!yaml::is_text(key.value) || has_placeholder(key.value->value)) {
      component.gaps.push_back({"pod.node-affinity.", "a node affinity has no readable key"});
      continue;
    }
    const Section values = list_at(expression, "values");
    const std::string path = fmt::format("pod.node-affinity.{}", key.value->value);
    Value admitted = values.node == nullptr ? Value::unknown(values.opaque.empty() ? "the node affinity names no value" : values.opaque)
                                            : reading.list(*values.node);
    if (plain_text(expression, "operator") != "In") admitted = Value::unknown("the node affinity does not say which values there may be");
    if (component.settings.find(path) != nullptr) admitted = Value::unknown("several expressions restrict it");
    component.settings.put(
        make_setting(path, std::move(admitted), layer, key.value->span, values.node == nullptr ? key.value->span : values.node->span));
  }
}

}  // namespace

void read_placement(Reading& reading, const PodSource& pod, Component& component) {
  const Section affinity = mapping_at(pod.section.node, "affinity");
  const Section spread = list_at(pod.section.node, "topologySpreadConstraints");
  if (affinity.key != nullptr) {
    for (const std::string_view path : {"pod.affinity", "pod.anti-affinity", "pod.node-affinity."})
      component.anchors.push_back({std::string(path), affinity.key->span});
  }
  if (!affinity.opaque.empty()) {
    for (const std::string_view path : {"pod.affinity", "pod.anti-affinity", "pod.node-affinity."})
      component.gaps.push_back({std::string(path), affinity.opaque});
  }
  if (!spread.opaque.empty()) component.gaps.push_back({"pod.topology-spread", spread.opaque});

  const std::string layer = pod.prefix + "affinity";
  const Section near = mapping_at(affinity.node, "podAffinity");
  Asked wanted = asked_by_affinity(reading, near);
  put_asked(component, "pod.affinity", std::move(wanted.keys), wanted.why, layer + ".podAffinity", near);

  const Section apart = mapping_at(affinity.node, "podAntiAffinity");
  Asked shunned = asked_by_affinity(reading, apart);
  const std::string apart_layer = layer + ".podAntiAffinity";
  put_unlabelled(reading.options, shunned, component, apart_layer);
  put_asked(component, "pod.anti-affinity", std::move(shunned.keys), shunned.why, apart_layer, apart);
  put_asked(component, "pod.anti-affinity-labels", std::move(shunned.labels), shunned.labels_why, apart_layer, apart);

  Asked evenly;
  for (const yaml::Node* constraint : yaml::items_of(spread.node)) add_selector(reading, evenly, constraint);
  put_asked(component, "pod.topology-spread", std::move(evenly.keys), evenly.why, pod.prefix + "topologySpreadConstraints", spread);

  read_node_affinity(reading, mapping_at(affinity.node, "nodeAffinity"), layer + ".nodeAffinity", component);
}

}  // namespace fabriclint::manifest
