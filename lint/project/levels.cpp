// SPDX-License-Identifier: Apache-2.0
#include "project/levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace fabriclint {
namespace {

// Every file is compared with every pattern.
constexpr std::size_t kMostLevels = 1000;

void sort_by_rule(std::vector<RuleLevel>& levels) {
  std::sort(levels.begin(), levels.end(), [](const RuleLevel& a, const RuleLevel& b) { return a.rule < b.rule; });
}

const RuleLevel* find(const std::vector<RuleLevel>& levels, std::string_view rule) {
  const auto place =
      std::lower_bound(levels.begin(), levels.end(), rule, [](const RuleLevel& one, std::string_view name) { return one.rule < name; });
  return place != levels.end() && place->rule == rule ? &*place : nullptr;
}

bool leaves_folder(std::string_view pattern) {
  return pattern == ".." || pattern.starts_with("../") || pattern.ends_with("/..") || pattern.find("/../") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> read_patterns(toml::Fields& fields, std::string_view key, toml::Diagnostics& diagnostics) {
  std::vector<std::string> patterns;
  for (toml::Text& pattern : fields.texts(key)) {
    if (pattern.text.find_first_not_of("./") == std::string::npos) {
      diagnostics.add(pattern.span, "This pattern matches nothing.", "'**' matches every file.");
    } else if (leaves_folder(pattern.text)) {
      diagnostics.add(pattern.span, "A pattern is about what lies below the folder of the project file, and '..' leads out of it.");
    } else if (pattern.text.front() == '!') {
      diagnostics.add(pattern.span, "A pattern cannot take back what another one matches.");
    }
    patterns.push_back(std::move(pattern.text));
  }
  return patterns;
}

std::vector<RuleLevel> read_levels(const toml::Node& table, const std::vector<std::string>& rules, toml::Diagnostics& diagnostics) {
  const std::vector<std::string> words = {"error", "warning", "note", "off"};
  std::vector<RuleLevel> levels;
  for (const toml::Member& member : table.members) {
    if (std::find(rules.begin(), rules.end(), member.key) == rules.end()) diagnostics.unknown(member.key_span, "rule", member.key, rules);
    if (!member.value.is_string()) {
      diagnostics.add(member.value.span,
                      fmt::format("The level of '{}' must be a string, not {}.", member.key, toml::name_of(member.value.kind)),
                      R"(Write "error", "warning", "note" or "off".)");
      continue;
    }
    if (std::find(words.begin(), words.end(), member.value.text) == words.end()) {
      diagnostics.unknown(member.value.span, "level", member.value.text, words);
    }
    levels.push_back({member.key, level_named(member.value.text), member.value.span});
  }
  return levels;
}

std::vector<PathLevels> read_path_levels(toml::Fields& project, const std::vector<std::string>& rules, toml::Diagnostics& diagnostics) {
  std::vector<PathLevels> paths;
  std::size_t patterns = 0;
  for (const toml::Node* table : project.tables("path")) {
    toml::Fields fields(*table, "'path'", diagnostics);
    fields.require("match");
    fields.require("levels");
    PathLevels entry;
    entry.match = read_patterns(fields, "match", diagnostics);
    patterns += entry.match.size();
    if (const toml::Node* levels = fields.table("levels")) entry.levels = read_levels(*levels, rules, diagnostics);
    fields.done();
    paths.push_back(std::move(entry));
  }
  if (patterns > kMostLevels || paths.size() > kMostLevels) {
    diagnostics.add(project.key_span("path"), fmt::format("There are more than {} patterns in 'path'.", kMostLevels));
  }
  return paths;
}

Level overridden(Level own, Level of_rule, Level set) {
  return own < of_rule ? std::min(own, set) : set;
}

Levels::Levels(std::span<const RuleLevel> everywhere, std::span<const PathLevels> paths, std::span<const std::string> files)
    : everywhere_(everywhere.begin(), everywhere.end()), paths_(paths.begin(), paths.end()) {
  sort_by_rule(everywhere_);
  std::vector<std::vector<PathGlob>> globs;
  for (PathLevels& entry : paths_) {
    sort_by_rule(entry.levels);
    std::vector<PathGlob>& of_entry = globs.emplace_back();
    for (const std::string& pattern : entry.match) of_entry.emplace_back(pattern);
  }
  if (paths_.empty()) return;
  for (const std::string& file : files) {
    std::vector<std::uint32_t>& matching = matching_.emplace_back();
    for (std::size_t i = 0; i < globs.size(); ++i) {
      if (std::any_of(globs[i].begin(), globs[i].end(), [&](const PathGlob& glob) { return glob.matches(file); })) {
        matching.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }
}

std::optional<Level> Levels::of(std::string_view rule, Level of_rule, Level own, SourceId file) const {
  const RuleLevel* set = nullptr;
  if (file.index < matching_.size()) {
    const std::vector<std::uint32_t>& entries = matching_[file.index];
    for (auto entry = entries.rbegin(); entry != entries.rend() && set == nullptr; ++entry) set = find(paths_[*entry].levels, rule);
  }
  if (set == nullptr) set = find(everywhere_, rule);
  if (set == nullptr) return own;
  return set->level ? std::optional(overridden(own, of_rule, *set->level)) : std::nullopt;
}

}  // namespace fabriclint
