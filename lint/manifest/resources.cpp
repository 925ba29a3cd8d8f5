// SPDX-License-Identifier: Apache-2.0
#include "manifest/resources.h"

#include <fmt/format.h>

#include "manifest/list_setting.h"
#include "vocabulary/quantity.h"

namespace fabriclint::manifest {

namespace {

// What is unknown in a later layer may override anything an earlier one says.
void hide(Settings& settings, std::string_view prefix, const std::string& why) {
  std::vector<Setting> hidden;
  for (const Setting& setting : settings.with_prefix(prefix)) {
    hidden.push_back({.path = setting.path, .value = Value::unknown(why), .origin = setting.origin, .overridden = {}});
  }
  for (Setting& setting : hidden) settings.put(std::move(setting));
}

// Names, each at the place where something about it is written.
using Names = std::vector<TracedText>;

void note(Reading& reading, Names& names, std::string_view name, Span at) {
  if (reading.spend(name.size())) names.push_back(TracedText::decoded(name, at));
}

bool is_quantity(std::string_view text) {
  return text != "inf" && to_quantity(text).has_value();
}

// One amount of v1alpha1, a string there.
void read_dynamo_amount(Reading& reading, Settings& settings, std::string_view path, std::string_view name, const yaml::Field& field,
                        std::string_view layer, Names& unparsable) {
  const yaml::Node* value = field.value;
  if (yaml::is_text(value) && !has_placeholder(value->value) && !is_quantity(value->value)) {
    return note(reading, unparsable, name, value->span);
  }
  put_field(reading, settings, path, field, layer);
}

void read_dynamo_amounts(Reading& reading, Settings& settings, std::string_view prefix, const yaml::Node* amounts, const std::string& layer,
                         Names& unparsable) {
  const std::string_view type = plain_text(amounts, "gpuType");
  for (const yaml::Field& field : yaml::Fields(amounts).all()) {
    if (!yaml::is_text(field.key) || has_placeholder(field.key->value)) continue;
    const std::string_view key = field.key->value;
    if (key == "gpu" || key == "cpu" || key == "memory") {
      const std::string_view resource = key != "gpu" ? key : type.empty() ? "nvidia.com/gpu" : type;
      read_dynamo_amount(reading, settings, std::string(prefix).append(resource), key, field, layer, unparsable);
    }
  }
  // Over the fields of their own, in whichever order they are written.
  for (const yaml::Field& field : yaml::Fields(mapping_at(amounts, "custom").node).all()) {
    if (!yaml::is_text(field.key) || has_placeholder(field.key->value)) continue;
    const std::string_view name = field.key->value;
    read_dynamo_amount(reading, settings, std::string(prefix).append(name), name, field, layer + ".custom", unparsable);
  }
}

void read_amounts(Reading& reading, const ResourceLayer& source, std::string_view part, const std::string& prefix, Container& container,
                  Names& unparsable) {
  const Section amounts = mapping_at(source.layer.section.node, part);
  const std::string layer = fmt::format("{}.{}", source.layer.name, part);
  std::string why = amounts.opaque.empty() ? source.layer.section.opaque : amounts.opaque;
  if (source.style == ResourceStyle::dynamo) {
    if (why.empty()) why = mapping_at(amounts.node, "custom").opaque;
    if (why.empty() && has_placeholder(plain_text(amounts.node, "gpuType"))) why = kPlaceholderReason;
    if (!why.empty()) hide(container.settings, prefix, why);
    read_dynamo_amounts(reading, container.settings, prefix, amounts.node, layer, unparsable);
  } else {
    if (!why.empty()) hide(container.settings, prefix, why);
    put_entries(reading, container.settings, prefix, amounts.node, layer);
  }
  if (!why.empty()) {
    container.gaps.push_back({prefix, why});
    container.gaps.push_back({"resource.", why});
  }
}

// Limits count; a request alone is what a plain pod gets of cpu and memory.
void put_effective(Container& container) {
  std::vector<Setting> effective;
  for (const std::string_view prefix : {std::string_view("request."), std::string_view("limit.")}) {
    for (const Setting& setting : container.settings.with_prefix(prefix)) {
      Setting copy = setting;
      copy.path = "resource." + setting.path.substr(prefix.size());
      for (Setting& overridden : copy.overridden) overridden.path = copy.path;
      effective.push_back(std::move(copy));
    }
  }
  for (Setting& setting : effective) {
    container.settings.erase(setting.path);
    container.settings.put(std::move(setting));
  }
}

void read_claims(Reading& reading, const ContainerSource& source, Container& container) {
  for (const ResourceLayer& resources : source.resources) {
    const Section claims = list_at(resources.layer.section.node, "claims");
    if (!claims.opaque.empty()) container.gaps.push_back({"container.claims", claims.opaque});
    const std::vector<const yaml::Node*> items = yaml::items_of(claims.node);
    if (items.empty()) continue;
    Value value = Value::list({});
    Names requests;  // CLAIM/REQUEST: of some claims only one of the devices is wanted
    for (const yaml::Node* item : items) {
      const yaml::Node* request = yaml::Fields(item).value("request");
      if (yaml::is_text(request)) note(reading, requests, fmt::format("{}/{}", plain_text(item, "name"), request->value), request->span);
      Value name = reading.scalar(yaml::Fields(item).value("name"));
      if (!name.is_known()) {
        value = Value::unknown(name.why.empty() ? "a claim has no name" : name.why);
        break;
      }
      value.items.push_back(std::move(name.items.front()));
    }
    container.settings.put(
        make_setting("container.claims", std::move(value), resources.layer.name + ".claims", claims.key->span, claims.node->span));
    put_list(container.settings, "container.claim-requests", std::move(requests), resources.layer.name + ".claims");
  }
}

}  // namespace

void hide_resources(Container& container, const std::string& why) {
  for (const std::string_view prefix : {"resource.", "limit.", "request."}) {
    hide(container.settings, prefix, why);
    container.gaps.push_back({std::string(prefix), why});
  }
}

void read_resources(Reading& reading, const ContainerSource& source, Container& container) {
  Span place = source.resource_place.empty() ? source.place : source.resource_place;
  const yaml::Node* limits = nullptr;
  Names unparsable;
  for (const ResourceLayer& layer : source.resources) {
    read_amounts(reading, layer, "requests", "request.", container, unparsable);
    read_amounts(reading, layer, "limits", "limit.", container, unparsable);
    if (!layer.layer.section.opaque.empty()) container.gaps.push_back({"resource-", layer.layer.section.opaque});
    place = layer.layer.section.place(place);
    const Section written = mapping_at(layer.layer.section.node, "limits");
    if (written.key != nullptr) limits = written.key;
  }
  if (limits != nullptr) place = limits->span;
  put_effective(container);
  const std::string where = source.resources.empty() ? "resources" : source.resources.front().layer.name;
  put_list(container.settings, "resource-unparsable", std::move(unparsable), where);
  read_claims(reading, source, container);
  for (const std::string_view prefix : {"resource.", "limit.", "request.", "container.claims"})
    container.anchors.push_back({std::string(prefix), place});
}

}  // namespace fabriclint::manifest
