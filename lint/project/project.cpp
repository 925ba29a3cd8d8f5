// SPDX-License-Identifier: Apache-2.0
#include "project/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "project/assume.h"

namespace fabriclint {
namespace {

// Every file is compared with every pattern.
constexpr std::size_t kMostPatterns = 1000;

constexpr std::array<std::string_view, 5> kAddUp = {"rules", "enable", "exclude", "path", "suppress"};

bool adds_up(const toml::Member& member) {
  return (member.value.is_array() || member.value.is_string()) && std::find(kAddUp.begin(), kAddUp.end(), member.key) != kAddUp.end();
}

// One string is a list of one.
void as_list(toml::Node& node) {
  if (node.is_array()) return;
  toml::Node list;
  list.kind = toml::Kind::array;
  list.span = node.span;
  list.items.push_back(std::move(node));
  node = std::move(list);
}

// NOLINTNEXTLINE(misc-no-recursion): the reader of TOML limits how deep a file nests
void merge(toml::Node& tree, toml::Node&& later, bool top) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < tree.members.size(); ++i) places.emplace(tree.members[i].key, i);
  for (toml::Member& member : later.members) {
    const auto place = places.find(member.key);
    if (place == places.end()) {
      tree.members.push_back(std::move(member));
      continue;
    }
    toml::Member& earlier = tree.members[place->second];
    if (earlier.value.is_table() && member.value.is_table()) {
      merge(earlier.value, std::move(member.value), false);
    } else if (top && adds_up(earlier) && adds_up(member)) {
      as_list(earlier.value);
      as_list(member.value);
      std::move(member.value.items.begin(), member.value.items.end(), std::back_inserter(earlier.value.items));
    } else {
      earlier = std::move(member);
    }
  }
}

std::optional<Level> read_level(toml::Fields& fields, std::string_view key, const std::vector<std::string>& words,
                                toml::Diagnostics& diagnostics) {
  const std::optional<toml::Text> text = fields.text(key);
  if (!text) return std::nullopt;
  if (std::find(words.begin(), words.end(), text->text) == words.end()) {
    diagnostics.unknown(text->span, fmt::format("'{}':", key), text->text, words);
  }
  return level_named(text->text);
}

std::vector<std::string> read_enabled(toml::Fields& fields, const ProjectWords& words, toml::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (toml::Text& name : fields.texts("enable")) {
    if (std::find(words.rulesets.begin(), words.rulesets.end(), name.text) == words.rulesets.end()) {
      diagnostics.unknown(name.span, "ruleset that is off by default:", name.text, words.rulesets);
    }
    names.push_back(std::move(name.text));
  }
  return names;
}

// What a list of patterns of its own would be, as texts: for `rules` and `extends`, which others read.
void read_paths(toml::Fields& fields, std::string_view key, toml::Diagnostics& diagnostics) {
  for (const toml::Text& path : fields.texts(key)) {
    if (path.text.empty()) diagnostics.add(path.span, fmt::format("A path in '{}' is empty.", key));
  }
}

}  // namespace

toml::Parsed parse_project(const SourceSet& sources, SourceId id) {
  toml::Parsed parsed = toml::parse(sources[id], id);
  for (Finding& problem : parsed.problems) problem.rule = "project-syntax";
  return parsed;
}

void merge_project(toml::Node& tree, toml::Node&& later) {
  tree.span = later.span;
  merge(tree, std::move(later), true);
}

LoadedProject read_project(const toml::Node& tree, const ProjectWords& words) {
  LoadedProject loaded;
  Project& project = loaded.project;
  toml::Diagnostics diagnostics("project");
  toml::Fields fields(tree, "the project file", diagnostics);
  read_paths(fields, "extends", diagnostics);
  read_paths(fields, "rules", diagnostics);
  project.enabled = read_enabled(fields, words, diagnostics);
  project.excluded = read_patterns(fields, "exclude", diagnostics);
  if (project.excluded.size() > kMostPatterns) {
    diagnostics.add(fields.key_span("exclude"), fmt::format("There are more than {} patterns.", kMostPatterns));
  }
  project.force_exclude = fields.boolean("force-exclude").value_or(false);
  project.fail_on = read_level(fields, "fail-on", {"error", "warning"}, diagnostics);
  project.min_level = read_level(fields, "min-level", {"error", "warning", "note"}, diagnostics);
  if (const toml::Node* table = fields.table("levels")) project.levels = read_levels(*table, words.rules, diagnostics);
  project.paths = read_path_levels(fields, words.rules, diagnostics);
  project.suppressions = read_suppressions(fields, words.rules, words.fixed, diagnostics);
  fields.table("parameters");  // rule/load_parameter.cpp checks what is in it
  if (const toml::Node* table = fields.table("assume")) project.assumptions = read_assumptions(*table, words, diagnostics);
  fields.done();

  loaded.problems = std::move(diagnostics.findings());
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), [](const Finding& a, const Finding& b) { return a.at < b.at; });
  return loaded;
}

LoadedProject load_project(const SourceSet& sources, SourceId id, const ProjectWords& words) {
  toml::Parsed parsed = parse_project(sources, id);
  LoadedProject loaded = parsed.problems.empty() ? read_project(parsed.root, words) : LoadedProject();
  std::move(parsed.problems.begin(), parsed.problems.end(), std::back_inserter(loaded.problems));
  return loaded;
}

}  // namespace fabriclint
