// SPDX-License-Identifier: Apache-2.0
#include "finding/finding.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace fabriclint {
namespace {

constexpr std::array<std::pair<std::string_view, Level>, 3> kLevels = {
    {{"note", Level::note}, {"warning", Level::warning}, {"error", Level::error}}};

// Everything a finding holds takes part, so that equal keys mean equal findings and the order of the input cannot show through.
bool before(const Finding& a, const Finding& b, const SourceSet& sources) {
  if (a.at.source != b.at.source) {
    const auto name = [&](const Finding& finding) {
      return finding.at.source.index < sources.size() ? std::string_view(sources[finding.at.source].name()) : std::string_view();
    };
    if (const auto order = name(a) <=> name(b); order != 0) return order < 0;
    return a.at.source < b.at.source;
  }
  const auto key = [](const Finding& f) {
    return std::tie(f.at.begin, f.rule, f.message, f.at.end, f.level, f.pointer, f.help, f.subjects, f.labels, f.fix);
  };
  return key(a) < key(b);
}

void sort_unique(std::vector<Subject>& subjects) {
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
}

// Joins findings of one rule and one line; `group` is sorted and not empty. The strongest speaks: its words are those of its level, and
// what holds of one component may not hold of another that shares the line.
Finding joined(std::vector<Finding*>& group) {
  const auto strongest =
      std::max_element(group.begin(), group.end(), [](const Finding* a, const Finding* b) { return a->level < b->level; });
  std::rotate(group.begin(), strongest, strongest + 1);
  Finding result = std::move(*group.front());
  std::set<Label> known(result.labels.begin(), result.labels.end());
  const auto add = [&](Label label) {
    if (result.labels.size() >= kMaxJoinedLabels || !known.insert(label).second) return;
    result.labels.push_back(std::move(label));
  };
  for (std::size_t i = 1; i < group.size(); ++i) {
    Finding& other = *group[i];
    if (other.fix != result.fix) result.fix.reset();
    if (other.at != result.at) add({other.at, other.message != result.message || other.pointer.empty() ? other.message : other.pointer});
    for (Label& label : other.labels) add(std::move(label));
    result.subjects.insert(result.subjects.end(), std::move_iterator(other.subjects.begin()), std::move_iterator(other.subjects.end()));
  }
  sort_unique(result.subjects);
  return result;
}

}  // namespace

std::string_view name_of(Level level) {
  for (const auto& [name, value] : kLevels) {
    if (value == level) return name;
  }
  return "warning";
}

std::optional<Level> level_named(std::string_view word) {
  for (const auto& [name, value] : kLevels) {
    if (name == word) return value;
  }
  return std::nullopt;
}

std::uint32_t line_of(const Source& source, std::uint32_t offset) {
  std::uint32_t low = 1;
  std::uint32_t high = std::max(source.line_count(), 1U);
  while (low < high) {
    const std::uint32_t middle = low + (high - low + 1) / 2;
    if (source.line_begin(middle) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

std::vector<Finding> sorted_and_joined(std::vector<Finding> findings, const SourceSet& sources) {
  for (Finding& finding : findings) sort_unique(finding.subjects);
  std::sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) { return before(a, b, sources); });

  std::vector<Finding> result;
  std::vector<std::vector<Finding*>> groups;  // of one line, in order of their first finding
  const auto flush = [&] {
    const auto first = static_cast<std::ptrdiff_t>(result.size());
    for (auto& group : groups) result.push_back(joined(group));
    groups.clear();
    std::stable_sort(result.begin() + first, result.end(), [&](const Finding& a, const Finding& b) { return before(a, b, sources); });
  };
  std::vector<std::pair<std::string_view, std::size_t>> group_of;  // of one line: rule id -> index in `groups`, sorted by id
  const Finding* line_first = nullptr;
  std::uint32_t line = 0;
  for (Finding& finding : findings) {
    const std::uint32_t this_line = finding.at.source.index < sources.size() ? line_of(sources[finding.at.source], finding.at.begin) : 0;
    if (line_first == nullptr || line_first->at.source != finding.at.source || line != this_line) {
      flush();
      group_of.clear();
      line_first = &finding;
      line = this_line;
    }
    const auto slot = std::lower_bound(group_of.begin(), group_of.end(), finding.rule,
                                       [](const auto& entry, const std::string& rule) { return entry.first < rule; });
    if (!finding.rule.empty() && slot != group_of.end() && slot->first == finding.rule) {
      groups[slot->second].push_back(&finding);
    } else {
      if (!finding.rule.empty()) group_of.insert(slot, {finding.rule, groups.size()});
      groups.push_back({&finding});
    }
  }
  flush();
  return result;
}

}  // namespace fabriclint
