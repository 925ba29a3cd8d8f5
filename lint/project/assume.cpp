// SPDX-License-Identifier: Apache-2.0
#include "project/assume.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "vocabulary/instance.h"

namespace fabriclint {
namespace {

// Every pod is compared with every group.
constexpr std::size_t kMostGroups = 1000;

// A string that says something; an empty one would say that nothing is stated.
std::string stated(toml::Fields& fields, std::string_view key, toml::Diagnostics& diagnostics) {
  std::optional<toml::Text> text = fields.text(key);
  if (!text) return {};
  if (text->text.empty()) diagnostics.add(text->span, fmt::format("'{}' is empty.", key), "Leave it out when it is not known.");
  return std::move(text->text);
}

// A table of strings, in the order of the file.
std::vector<std::pair<std::string, std::string>> strings_of(const toml::Node& table, std::string_view what,
                                                            toml::Diagnostics& diagnostics) {
  std::vector<std::pair<std::string, std::string>> strings;
  for (const toml::Member& member : table.members) {
    if (member.value.is_string()) {
      strings.emplace_back(member.key, member.value.text);
    } else {
      diagnostics.add(member.value.span,
                      fmt::format("The {} '{}' must be a string, not {}.", what, member.key, toml::name_of(member.value.kind)));
    }
  }
  return strings;
}

std::string read_fabric(toml::Fields& fields, const ProjectWords& words, toml::Diagnostics& diagnostics) {
  std::optional<toml::Text> text = fields.text("fabric");
  if (!text) return {};
  if (std::find(words.fabrics.begin(), words.fabrics.end(), text->text) == words.fabrics.end()) {
    diagnostics.unknown(text->span, "fabric", text->text, words.fabrics);
  }
  return std::move(text->text);
}

std::vector<ImageEnvironment> read_image_env(const toml::Node& table, toml::Diagnostics& diagnostics) {
  std::vector<ImageEnvironment> images;
  for (const toml::Member& member : table.members) {
    if (!member.value.is_table()) {
      diagnostics.add(
          member.value.span,
          fmt::format("The environment of '{}' must be a table of variables, not {}.", member.key, toml::name_of(member.value.kind)),
          "Write [assume.image-env.\"PATTERN\"] and the variables below it.");
      continue;
    }
    images.push_back({member.key, strings_of(member.value, "variable", diagnostics)});
  }
  return images;
}

NodeGroup read_group(const toml::Node& table, std::set<std::string>& names, toml::Diagnostics& diagnostics) {
  toml::Fields fields(table, "a group of nodes", diagnostics);
  NodeGroup group;
  fields.require("name");
  group.name = stated(fields, "name", diagnostics);
  if (!group.name.empty() && !names.insert(group.name).second) {
    diagnostics.add(fields.key_span("name"), fmt::format("There are two groups of nodes named '{}'.", group.name));
  }
  if (const toml::Node* count = fields.any("count")) {
    if (count->kind == toml::Kind::integer && count->integer >= 1) {
      group.count = count->integer;
    } else {
      diagnostics.add(count->span, "'count' of a group of nodes must be a whole number from 1.");
    }
  }
  group.kernel = stated(fields, "kernel", diagnostics);
  group.os_image = stated(fields, "os-image", diagnostics);
  group.instance_type = stated(fields, "instance-type", diagnostics);
  group.gpu_product = stated(fields, "gpu-product", diagnostics);
  if (const toml::Node* labels = fields.table("labels")) {
    for (auto& [label, value] : strings_of(*labels, "label", diagnostics)) group.labels.insert_or_assign(label, std::move(value));
  }
  if (const toml::Node* amounts = fields.table("allocatable")) read_amounts(*amounts, group.allocatable.emplace(), diagnostics);
  fields.done();
  return group;
}

}  // namespace

Assumptions read_assumptions(const toml::Node& table, const ProjectWords& words, toml::Diagnostics& diagnostics) {
  toml::Fields fields(table, "'assume'", diagnostics);
  Assumptions assumptions;
  assumptions.fabric = read_fabric(fields, words, diagnostics);
  assumptions.kernel = stated(fields, "kernel", diagnostics);
  if (const toml::Node* images = fields.table("image-env")) assumptions.image_env = read_image_env(*images, diagnostics);
  const std::vector<const toml::Node*> groups = fields.tables("nodes");
  if (groups.size() > kMostGroups) {
    diagnostics.add(groups[kMostGroups]->span, fmt::format("There are more than {} groups of nodes.", kMostGroups));
  } else if (!groups.empty()) {
    std::set<std::string> names;
    assumptions.nodes.emplace();
    for (const toml::Node* group : groups) assumptions.nodes->push_back(read_group(*group, names, diagnostics));
  }
  fields.done();
  return assumptions;
}

}  // namespace fabriclint
