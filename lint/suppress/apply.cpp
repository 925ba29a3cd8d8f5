// SPDX-License-Identifier: Apache-2.0
#include "suppress/apply.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/printable.h"
#include "text/suggest.h"
#include "yaml/comments.h"

namespace fabriclint {
namespace {

constexpr std::string_view kExpired = "suppression.expired";
constexpr std::string_view kInvalid = "suppression.invalid";
constexpr std::string_view kUnknownRule = "suppression.unknown-rule";
constexpr std::string_view kUnused = "suppression.unused";
constexpr std::size_t kShownName = 60;

std::uint32_t distance(std::uint32_t a, std::uint32_t b) {
  return a < b ? b - a : a - b;
}

Problem problem_of(std::string_view check, Span at, std::string message, std::string help) {
  return {.check = check, .at = at, .message = std::move(message), .help = std::move(help)};
}

bool is_off(const Ruleset& ruleset, std::string_view id) {
  return std::binary_search(ruleset.off.begin(), ruleset.off.end(), id);
}

bool is_suppressible(const Ruleset& ruleset, std::string_view id) {
  const Rule* rule = ruleset.find(id);
  return rule != nullptr && rule->suppressible;
}

}  // namespace

void Suppressions::read(const yaml::Stream& stream, SourceId id) {
  const Source& source = sources_[id];
  std::optional<Layout> layout;
  std::size_t count = 0;
  if (!may_suppress(source.text())) return;
  for (const Span comment : yaml::find_comments(stream, source.text())) {
    for (Suppression& suppression : suppressions_in(source, comment)) {
      if (!layout) layout.emplace(source.text(), stream);
      File& file = files_[id];
      count += std::max<std::size_t>(suppression.rules.size(), 1);
      if (count > kMostSuppressions) {
        file.problems.push_back(
            problem_of(kInvalid, suppression.at,
                       fmt::format("This file holds more than {} suppressions; this one and what follows do not count.", kMostSuppressions),
                       "Use 'ignore-file[RULE-ID]', or a baseline."));
        return;
      }
      add(std::move(suppression), comment, *layout, file);
    }
  }
}

void Suppressions::add(Suppression suppression, Span comment, Layout& layout, File& file) {
  Active active;
  active.extent = suppression.whole_file ? kWholeFile : layout.covered_by(comment);
  if (suppression.whole_file && !suppression.fault && !layout.on_own_line(comment)) {
    suppression.fault = {suppression.at, "'ignore-file' is about the whole file and stands behind something else.",
                         "Give it a line of its own."};
  }
  if (suppression.fault) {
    if (!suppression.blanket)
      file.problems.push_back(problem_of(kInvalid, suppression.fault->at, suppression.fault->message, suppression.fault->help));
  } else {
    for (NamedRule& rule : suppression.rules) {
      const Rule* known = ruleset_.find(rule.id);
      if (known == nullptr && !is_off(ruleset_, rule.id)) {
        file.problems.push_back(unknown_rule(rule));
      } else if (known != nullptr && !known->suppressible) {
        file.problems.push_back(problem_of(kInvalid, rule.at, fmt::format("'{}' cannot be suppressed.", rule.id), "Mend what it reports."));
      } else if (known != nullptr) {
        active.rules.push_back({.rule = std::move(rule), .used = false, .elsewhere = {}});
      }
    }
    active.expired = suppression.until && *suppression.until < today_;
  }
  active.suppression = std::move(suppression);
  file.active.push_back(std::move(active));
}

Problem Suppressions::unknown_rule(const NamedRule& rule) const {
  std::vector<std::string_view> ids(ruleset_.off.begin(), ruleset_.off.end());
  for (const Rule& known : ruleset_.rules) ids.push_back(known.id);
  const auto nearest = suggest(rule.id, ids);
  return problem_of(kUnknownRule, rule.at, fmt::format("There is no rule '{}'.", printable(rule.id, kShownName)),
                    nearest ? fmt::format("Did you mean '{}'?", *nearest) : "'fabriclint rules' lists the rules.");
}

bool Suppressions::covers(const Finding& finding) {
  const auto file = files_.find(finding.at.source);
  if (file == files_.end()) return false;
  constexpr std::size_t kMostListed = 8;
  bool covered = false;
  for (Active& active : file->second.active) {
    const bool inside = active.extent.contains(finding.at.begin);
    if (active.suppression.blanket && inside && active.reported.size() < kMostListed && is_suppressible(ruleset_, finding.rule)) {
      active.reported.insert(finding.rule);
    }
    for (Named& named : active.rules) {
      if (!inside || named.rule.id != finding.rule) continue;
      named.used = true;
      covered = covered || !active.expired;
    }
  }
  if (!covered) remember_place(finding, file->second);
  return covered;
}

void Suppressions::remember_place(const Finding& finding, File& file) {
  for (Active& active : file.active) {
    const std::uint32_t here = active.suppression.at.begin;
    for (Named& named : active.rules) {
      if (named.used || named.rule.id != finding.rule) continue;
      if (named.elsewhere && distance(named.elsewhere->begin, here) <= distance(finding.at.begin, here)) continue;
      named.elsewhere = finding.at;
    }
  }
}

void Suppressions::add_expired(const Active& active, std::vector<Problem>& problems) {
  const bool needed = std::any_of(active.rules.begin(), active.rules.end(), [](const Named& named) { return named.used; });
  problems.push_back(
      problem_of(kExpired, active.suppression.until_at, fmt::format("The suppression ended on {}.", written(*active.suppression.until)),
                 needed ? "Mend what it hid, or give a new date and the reason for it." : "Nothing is reported here any more: remove it."));
}

void Suppressions::add_unused(const Active& active, std::vector<Problem>& problems) const {
  for (const Named& named : active.rules) {
    if (named.used) continue;
    Problem unused =
        problem_of(kUnused, named.rule.at, fmt::format("'{}' reports nothing here: there is nothing to suppress.", named.rule.id),
                   active.rules.size() > 1 ? "Take it out of the list." : "Remove the comment.");
    if (named.elsewhere) {
      unused.help = "Put the comment behind the reported line, or on a line of its own above it.";
      unused.context = *named.elsewhere;
      unused.context_text = "it reports this";
    }
    problems.push_back(std::move(unused));
  }
}

std::vector<Problem> Suppressions::problems(SourceId id, const IsSettled& is_settled) const {
  const auto file = files_.find(id);
  if (file == files_.end()) return {};
  std::vector<Problem> problems = file->second.problems;
  for (const Active& active : file->second.active) {
    if (active.suppression.blanket) {
      const Suppression::Fault& fault = *active.suppression.fault;
      const bool known = !active.reported.empty();
      problems.push_back(
          problem_of(kInvalid, fault.at, fault.message,
                     known ? fmt::format("Write 'fabriclint: ignore[{}] REASON'.", fmt::join(active.reported, ", ")) : fault.help));
    } else if (active.expired) {
      add_expired(active, problems);
    } else if (is_settled(active.extent)) {
      add_unused(active, problems);
    }
  }
  return problems;
}

}  // namespace fabriclint
