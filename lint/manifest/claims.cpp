// SPDX-License-Identifier: Apache-2.0
#include "manifest/claims.h"

#include <fmt/format.h>

namespace fabriclint::manifest {

namespace {

// What a ComputeDomain's template asks for (the driver's chart installs the class under this name).
constexpr std::string_view kComputeDomainClass = "compute-domain-default-channel.nvidia.com";

void make_unknown(Value& list, std::string why) {
  if (list.state != State::unknown) list = Value::unknown(std::move(why));
}

void add(Value& list, TracedText item) {
  if (list.is_known()) list.items.push_back(std::move(item));
}

// Adds a scalar of the manifest; a missing or unknown one makes the list unknown.
void add_scalar(Reading& reading, Value& list, const yaml::Node* node, std::string_view what) {
  Value value = node == nullptr ? Value() : reading.scalar(node);
  if (value.is_known()) {
    add(list, std::move(value.items.front()));
  } else {
    make_unknown(list, value.why.empty() ? fmt::format("{} is not given", what) : value.why);
  }
}

// The spec of a claim: devices.requests[], each a class, an exact request, or alternatives.
void add_classes(Reading& reading, Value& classes, const yaml::Node* claim_spec) {
  const Section requests = list_at(mapping_at(claim_spec, "devices").node, "requests");
  if (requests.node == nullptr) make_unknown(classes, requests.opaque.empty() ? "the claim asks for no device" : requests.opaque);
  for (const yaml::Node* request : yaml::items_of(requests.node)) {
    if (!classes.is_known()) return;
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

void add_template_classes(Reading& reading, Value& classes, std::string_view name) {
  if (const Object* object = reading.find("ResourceClaimTemplate", name)) {
    add_classes(reading, classes, mapping_at(mapping_at(object->root, "spec").node, "spec").node);
  } else if (const yaml::Node* domain = reading.compute_domain_template(name)) {
    add(classes, TracedText::decoded(kComputeDomainClass, domain->span));
  } else {
    make_unknown(classes, reading.missing("ResourceClaimTemplate", name));
  }
}

void add_claim_classes(Reading& reading, Value& classes, std::string_view name) {
  if (const Object* object = reading.find("ResourceClaim", name)) {
    add_classes(reading, classes, mapping_at(object->root, "spec").node);
  } else {
    make_unknown(classes, reading.missing("ResourceClaim", name));
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

  Value names = Value::list({});
  Value templates = Value::list({});
  Value classes = Value::list({});
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
      make_unknown(classes, "a claim names neither a template nor a claim that could be read");
    }
  }
  const auto put = [&](std::string_view path, Value value) {
    if (value.is_known() && value.items.empty()) return;
    component.settings.put(make_setting(std::string(path), std::move(value), layer, written.key->span, written.node->span));
  };
  put("pod.claims", std::move(names));
  put("pod.claim-templates", std::move(templates));
  put("pod.device-classes", std::move(classes));
}

}  // namespace fabriclint::manifest
