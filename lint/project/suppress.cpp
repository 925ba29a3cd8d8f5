// SPDX-License-Identifier: Apache-2.0
#include "project/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "project/levels.h"

namespace fabriclint {
namespace {

// Every file is compared with every pattern.
constexpr std::size_t kMostTables = 1000;

std::optional<Day> read_until(toml::Fields& fields, Span& at, toml::Diagnostics& diagnostics) {
  const toml::Node* node = fields.any("until");
  if (node == nullptr) return std::nullopt;
  at = node->span;
  const bool text = node->kind == toml::Kind::date || node->is_string();
  const std::optional<Day> day = text ? day_of(node->text) : std::nullopt;
  if (!day) diagnostics.add(node->span, "'until' of a suppression is a day of the calendar: 2027-01-31.");
  return day;
}

}  // namespace

std::vector<ProjectSuppression> read_suppressions(toml::Fields& project, const std::vector<std::string>& rules,
                                                  const std::vector<std::string>& fixed, toml::Diagnostics& diagnostics) {
  std::vector<ProjectSuppression> entries;
  std::size_t size = 0;
  for (const toml::Node* table : project.tables("suppress")) {
    toml::Fields fields(*table, "a suppression", diagnostics);
    for (const std::string_view key : {"path", "rule", "reason"}) fields.require(key);
    ProjectSuppression entry;
    entry.match = read_patterns(fields, "path", diagnostics);
    entry.match_at = fields.any("path") == nullptr ? fields.span() : fields.any("path")->span;
    for (toml::Text& rule : fields.texts("rule")) {
      if (std::find(rules.begin(), rules.end(), rule.text) == rules.end()) {
        diagnostics.unknown(rule.span, "rule", rule.text, rules);
      } else if (std::find(fixed.begin(), fixed.end(), rule.text) != fixed.end()) {
        diagnostics.add(rule.span, fmt::format("'{}' cannot be suppressed.", rule.text), "Mend what it reports.");
      }
      entry.rules.push_back(std::move(rule));
    }
    if (fields.any("rule") != nullptr && fields.any("rule")->is_array() && entry.rules.empty()) {
      diagnostics.add(fields.any("rule")->span, "A suppression names the rules that it is about.");
    }
    const auto reason = fields.text("reason");
    if (reason && reason->text.find_first_not_of(" \t\r\n") == std::string::npos) {
      diagnostics.add(reason->span, "A suppression needs a reason.", "Say why the finding is fine in these files.");
    }
    entry.until = read_until(fields, entry.until_at, diagnostics);
    fields.done();
    size += entry.match.size() + entry.rules.size();
    entries.push_back(std::move(entry));
  }
  if (size > 2 * kMostTables || entries.size() > kMostTables) {
    diagnostics.add(project.key_span("suppress"), fmt::format("There are more than {} suppressions.", kMostTables),
                    "Use a pattern, 'exclude', or a baseline.");
  }
  return entries;
}

std::string fixed_part(std::string_view pattern) {
  if (pattern.starts_with("./")) {
    pattern.remove_prefix(2);
  } else if (pattern.find('/') >= pattern.size() - 1) {
    return {};  // no slash, or only at the end
  }
  while (pattern.starts_with('/')) pattern.remove_prefix(1);
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return std::string(pattern.substr(0, pattern.find_last_not_of('/') + 1));
  const std::size_t slash = pattern.rfind('/', star);
  return slash == std::string_view::npos ? std::string() : std::string(pattern.substr(0, slash));
}

ProjectSuppressions::ProjectSuppressions(std::span<const ProjectSuppression> entries, std::span<const std::string> files, Day today)
    : entries_(entries.begin(), entries.end()), today_(today) {
  std::size_t rules = 0;
  std::vector<std::vector<PathGlob>> globs;
  for (const ProjectSuppression& entry : entries_) {
    first_.push_back(rules);
    rules += entry.rules.size();
    std::vector<PathGlob>& of_entry = globs.emplace_back();
    for (const std::string& pattern : entry.match) of_entry.emplace_back(pattern);
  }
  used_ = std::vector<std::atomic<bool>>(rules);
  for (const std::string& file : files) {
    std::vector<std::uint32_t>& matching = matching_.emplace_back();
    for (std::size_t i = 0; i < globs.size(); ++i) {
      if (std::any_of(globs[i].begin(), globs[i].end(), [&](const PathGlob& glob) { return glob.matches(file); })) {
        matching.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }
}

bool ProjectSuppressions::covers(const Finding& finding) const {
  if (finding.at.source.index >= matching_.size()) return false;
  bool covered = false;
  for (const std::uint32_t number : matching_[finding.at.source.index]) {
    const ProjectSuppression& entry = entries_[number];
    for (std::size_t i = 0; i < entry.rules.size(); ++i) {
      if (entry.rules[i].text != finding.rule) continue;
      used_[first_[number] + i] = true;
      covered = covered || !entry.until || *entry.until >= today_;
    }
  }
  return covered;
}

std::vector<Problem> ProjectSuppressions::problems(const Seen& seen) const {
  std::vector<Problem> problems;
  std::vector<bool> settled(entries_.size(), true);
  std::vector<bool> matched(entries_.size(), false);
  for (std::uint32_t file = 0; file < matching_.size(); ++file) {
    for (const std::uint32_t entry : matching_[file]) {
      matched[entry] = true;
      if (settled[entry] && !seen.settled(SourceId{file})) settled[entry] = false;
    }
  }
  for (std::size_t number = 0; number < entries_.size(); ++number) {
    const ProjectSuppression& entry = entries_[number];
    if (entry.until && *entry.until < today_) {
      problems.push_back({.check = "suppression.expired",
                          .at = entry.until_at,
                          .message = fmt::format("The suppression ended on {}.", written(*entry.until)),
                          .help = "Mend what it hid, or give a new date and the reason for it."});
      continue;
    }
    if (!settled[number] || !std::all_of(entry.match.begin(), entry.match.end(), seen.all)) continue;
    if (!matched[number]) {
      problems.push_back({.check = "suppression.unused",
                          .at = entry.match_at,
                          .message = "No manifest matches this: there is nothing to suppress.",
                          .help = "Patterns are relative to the folder of the project file."});
      continue;
    }
    for (std::size_t i = 0; i < entry.rules.size(); ++i) {
      if (used_[first_[number] + i] || !seen.applies(entry.rules[i].text)) continue;
      problems.push_back({.check = "suppression.unused",
                          .at = entry.rules[i].span,
                          .message = fmt::format("'{}' reports nothing in these files: there is nothing to suppress.", entry.rules[i].text),
                          .help = entry.rules.size() > 1 ? "Take it out of the list." : "Remove the entry."});
    }
  }
  return problems;
}

}  // namespace fabriclint
