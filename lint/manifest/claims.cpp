// SPDX-License-Identifier: Apache-2.0
#include "manifest/claims.h"

#include <fmt/format.h>

#include <functional>
#include <set>
#include <string>

#include "manifest/list_setting.h"

namespace fabriclint::manifest {

namespace {

// What a ComputeDomain's template asks for (the driver's chart installs the class under this name).
constexpr std::string_view kComputeDomainClass = "compute-domain-default-channel.nvidia.com";

// A list while it is put together: what could be read, and the first reason why there may be more.
struct Growing {
  std::vector<TracedText> items;
  std::string why;

  void leave_open(std::string reason) {
    if (why.empty()) why = std::move(reason);
  }
};

// Adds a scalar of the manifest; a missing or unknown one leaves the list open.
void add_scalar(Reading& reading, Growing& list, const yaml::Node* node, std::string_view what) {
  Value value = node == nullptr ? Value() : reading.scalar(node);
  if (value.is_known()) {
    list.items.push_back(std::move(value.items.front()));
  } else {
    list.leave_open(value.why.empty() ? fmt::format("{} is not given", what) : value.why);
  }
}

// The spec of a claim: devices.requests[], each a class, an exact request, or alternatives.
void add_classes(Reading& reading, Growing& classes, const yaml::Node* claim_spec) {
  // Many claims may name one large template.
  if (!reading.spend(0)) return classes.leave_open(kTooMuchReason);
  const Section requests = list_at(mapping_at(claim_spec, "devices").node, "requests");
  if (requests.node == nullptr) classes.leave_open(requests.opaque.empty() ? "the claim asks for no device" : requests.opaque);
  for (const yaml::Node* request : yaml::items_of(requests.node)) {
    if (!reading.spend(0)) return classes.leave_open(kTooMuchReason);
    const Section exact = mapping_at(request, "exactly");
    const Section alternatives = list_at(request, "firstAvailable");
    if (alternatives.node != nullptr) {
      for (const yaml::Node* item : yaml::items_of(alternatives.node)) {
        add_scalar(reading, classes, yaml::Fields(item).value("deviceClassName"), "a device class");
      }
    } else {
      add_scalar(reading, classes, yaml::Fields(exact.node == nullptr ? request : exact.node).value("deviceClassName"), "a device class");
    }
  }
}

void add_template_classes(Reading& reading, Growing& classes, std::string_view name) {
  if (const Object* object = reading.find("ResourceClaimTemplate", name)) {
    add_classes(reading, classes, mapping_at(mapping_at(object->root, "spec").node, "spec").node);
  } else if (const yaml::Node* domain = reading.compute_domain_template(name)) {
    classes.items.push_back(TracedText::decoded(kComputeDomainClass, domain->span));
  } else {
    classes.leave_open(reading.missing("ResourceClaimTemplate", name));
  }
}

void add_claim_classes(Reading& reading, Growing& classes, std::string_view name) {
  if (const Object* object = reading.find("ResourceClaim", name)) {
    add_classes(reading, classes, mapping_at(object->root, "spec").node);
  } else {
    classes.leave_open(reading.missing("ResourceClaim", name));
  }
}

}  // namespace

void read_pod_claims(Reading& reading, const yaml::Node* pod_spec, const std::string& layer, Component& component) {
  const Section written = list_at(pod_spec, "resourceClaims");
  if (!written.opaque.empty()) {
    for (const std::string_view path : {"pod.claims", "pod.claim-templates", "pod.device-classes"}) {
      component.gaps.push_back({std::string(path), written.opaque});
    }
  }
  if (written.key != nullptr) {
    for (const std::string_view path : {"pod.claims", "pod.claim-templates", "pod.device-classes"}) {
      component.anchors.push_back({std::string(path), written.key->span});
    }
  }
  const std::vector<const yaml::Node*> items = yaml::items_of(written.node);
  if (items.empty() || written.key == nullptr || written.node == nullptr) return;

  Growing names;
  Growing templates;
  Growing classes;
  for (const yaml::Node* item : items) {
    add_scalar(reading, names, yaml::Fields(item).value("name"), "the name of a claim");
    // Kubernetes before 1.31 has one more level, `source`.
    const Section source = mapping_at(item, "source");
    const yaml::Fields fields(source.node == nullptr ? item : source.node);
    const yaml::Node* template_name = fields.value("resourceClaimTemplateName");
    const yaml::Node* claim_name = fields.value("resourceClaimName");
    if (template_name != nullptr) add_scalar(reading, templates, template_name, "the name of a claim template");
    if (template_name != nullptr && yaml::is_text(template_name) && !has_placeholder(template_name->value)) {
      add_template_classes(reading, classes, template_name->value);
    } else if (claim_name != nullptr && yaml::is_text(claim_name) && !has_placeholder(claim_name->value)) {
      add_claim_classes(reading, classes, claim_name->value);
    } else {
      classes.leave_open("a claim names neither a template nor a claim that could be read");
    }
  }
  const auto put = [&](std::string_view path, Growing list) {
    if (list.items.empty() && list.why.empty()) return;
    Value value = Value::open_list(std::move(list.items), std::move(list.why));
    component.settings.put(make_setting(std::string(path), std::move(value), layer, written.key->span, written.node->span));
  };
  put("pod.claims", std::move(names));
  put("pod.claim-templates", std::move(templates));
  put("pod.device-classes", std::move(classes));
}

namespace {

// The names of the claims that containers use which the model does not have: those that end before the engine starts, and the pod itself.
void add_other_uses(Reading& reading, const yaml::Node* pod_spec, std::set<std::string, std::less<>>& used, std::string& why) {
  const auto add = [&](const yaml::Node* holder) {
    const Section resources = mapping_at(holder, "resources");
    const Section claims = list_at(resources.node, "claims");
    if (!resources.opaque.empty() || !claims.opaque.empty()) why = resources.opaque.empty() ? claims.opaque : resources.opaque;
    for (const yaml::Node* item : yaml::items_of(claims.node)) {
      if (!reading.spend(0)) {
        why = kTooMuchReason;
        return;
      }
      used.emplace(plain_text(item, "name"));
    }
  };
  const Section init = list_at(pod_spec, "initContainers");
  if (!init.opaque.empty()) why = init.opaque;
  add(pod_spec);
  for (const yaml::Node* container : yaml::items_of(init.node)) add(container);
}

}  // namespace

void check_claim_wiring(Reading& reading, const yaml::Node* pod_spec, Component& component) {
  const Setting* declared = component.settings.find("pod.claims");
  const std::string* gap = component.gap("pod.claims");
  if (declared == nullptr && gap != nullptr) {
    for (Container& container : component.containers) container.gaps.push_back({"container.claims-undeclared", *gap});
    return;
  }
  std::string why = declared == nullptr ? "" : declared->value.why;  // why not every declared claim has a readable name
  std::set<std::string, std::less<>> names;
  if (declared != nullptr) {
    for (const TracedText& name : declared->value.items) names.insert(name.text());
  }
  std::set<std::string, std::less<>> used;
  std::string unread;  // why a container may use claims that are not known
  add_other_uses(reading, pod_spec, used, unread);
  for (Container& container : component.containers) {
    const Setting* claims = container.settings.find("container.claims");
    if (const std::string* missing = container.gap("container.claims"); missing != nullptr && claims == nullptr) unread = *missing;
    if (claims == nullptr) continue;
    if (!claims->value.why.empty()) unread = claims->value.why;
    if (!why.empty()) container.gaps.push_back({"container.claims-undeclared", why});
    std::vector<TracedText> undeclared;
    for (const TracedText& name : claims->value.items) {
      used.insert(name.text());
      if (why.empty() && !names.contains(name.text())) undeclared.push_back(name);
    }
    put_list(container.settings, "container.claims-undeclared", std::move(undeclared), claims->origin.layer);
  }
  if (declared == nullptr) return;
  if (!unread.empty()) return component.gaps.push_back({"pod.claims-unused", unread});
  std::vector<TracedText> unused;
  for (const TracedText& name : declared->value.items) {
    if (!used.contains(name.text())) unused.push_back(name);
  }
  put_list(component.settings, "pod.claims-unused", std::move(unused), declared->origin.layer);
}

}  // namespace fabriclint::manifest
