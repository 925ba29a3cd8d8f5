// SPDX-License-Identifier: Apache-2.0
#include "command/keep_touched.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "command/files_before.h"
#include "diff/touched.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

// Findings by what they are about, with the strongest level and how many there are.
class Known {
 public:
  void add(const Finding& finding, std::string_view source) {
    for (const Subject& subject : subjects_of(finding)) {
      Entry& entry = entries_[Key{source, finding.rule, subject, about(finding)}];
      entry.level = std::max(entry.level, finding.level);
      ++entry.count;
    }
  }

  // Whether `finding` is more, or worse, than what `before` knows.
  [[nodiscard]] bool more_than(const Known& before, const Finding& finding, std::string_view source) const {
    const std::vector<Subject> subjects = subjects_of(finding);
    return std::any_of(subjects.begin(), subjects.end(), [&](const Subject& subject) {
      const Key key{source, finding.rule, subject, about(finding)};
      const auto was = before.entries_.find(key);
      const auto is = entries_.find(key);
      return was == before.entries_.end() || was->second.level < finding.level ||
             (is != entries_.end() && was->second.count < is->second.count);
    });
  }

 private:
  using Key = std::tuple<std::string, std::string, Subject, std::string>;
  struct Entry {
    Level level = Level::note;
    std::size_t count = 0;
  };
  static std::vector<Subject> subjects_of(const Finding& finding) {
    return finding.subjects.empty() ? std::vector<Subject>(1) : finding.subjects;
  }
  // What is about no part of a deployment is known by its words.
  static std::string about(const Finding& finding) { return finding.subjects.empty() ? finding.message : std::string(); }

  std::map<Key, Entry> entries_;
};

// The findings that point at a block by its name, of which a line was touched. Files are read again only when it comes to that.
class Blocks {
 public:
  Blocks(const SourceSet& sources, const Touched& touched) : sources_(sources), touched_(touched) {}

  bool touched(const Finding& finding) {
    const SourceId id = finding.at.source;
    if (id.index >= touched_.size() || !touched_[id.index]) return false;
    const auto [entry, fresh] = streams_.try_emplace(id.index);
    if (fresh) entry->second = yaml::parse(sources_[id], id);
    const std::optional<Span> block = block_named_at(entry->second, finding.at.begin);
    return block && touched_[id.index]->touches(lines_of(*block, sources_));
  }

 private:
  const SourceSet& sources_;
  const Touched& touched_;
  std::map<std::uint32_t, yaml::Stream> streams_;
};

Touched touched_sources(const Changed& changed) {
  Touched touched;
  for (const std::optional<ChangedSource>& source : changed.sources) {
    touched.emplace_back();
    if (!source) continue;
    touched.back() = source->file == nullptr ? TouchedFile{} : touched_file(*source->file);
    touched.back()->whole = touched.back()->whole || source->whole;
  }
  return touched;
}

// What is known about other deployments than those that the findings and the change are about is left out too.
void keep_summary(const std::vector<Finding>& findings, const Touched& touched, Summary& summary) {
  std::set<std::pair<std::uint32_t, std::string_view>> named;
  for (const Finding& finding : findings) {
    for (const Subject& subject : finding.subjects) named.emplace(finding.at.source.index, subject.deployment);
  }
  const auto changed = [&](const Span& at) { return at.source.index < touched.size() && touched[at.source.index]; };
  std::erase_if(summary.verdicts, [&](const DeploymentVerdict& verdict) {
    return !changed(verdict.at) && !named.contains({verdict.at.source.index, verdict.deployment});
  });
  std::erase_if(summary.undecided, [&](const Undecided& undecided) { return !changed(undecided.at); });
}

std::vector<std::optional<ReviewFile>> review_files(const Changed& changed) {
  std::vector<std::optional<ReviewFile>> files;
  for (const std::optional<ChangedSource>& source : changed.sources) {
    files.emplace_back();
    if (source && source->file != nullptr && (!source->whole || source->file->old_path.empty())) {
      files.back() = ReviewFile{source->file->new_path, reviewable_lines(*source->file)};
    }
  }
  return files;
}

}  // namespace

std::string keep_touched(const Change& change, const Manifests& manifests, const JudgeAgain& judge_again, const Ruleset& ruleset,
                         Outcome& outcome, Review& review) {
  const Changed changed = changed_sources(change, manifests.sources);
  if (!changed.problem.empty()) return changed.problem;
  const Touched touched = touched_sources(changed);
  const auto name_of_source = [](const SourceSet& sources, const Finding& finding) {
    const SourceId id = finding.at.source;
    return id.index < sources.size() ? std::string_view(sources[id].name()) : std::string_view();
  };

  Manifests before = manifests_before(change, changed, manifests);
  const Outcome was = judge_again(before);
  Known known;
  for (const Finding& finding : was.findings) known.add(finding, name_of_source(before.sources, finding));
  Known known_now;
  for (const Finding& finding : outcome.findings) known_now.add(finding, name_of_source(manifests.sources, finding));
  std::set<std::string_view> judged;  // names of the files whose recipe differs
  for (std::uint32_t index = 0; index < before.sources.size(); ++index) judged.insert(before.sources[SourceId{index}].name());
  std::set<std::string_view> problems;  // rules about the YAML of a file
  for (const Rule& rule : ruleset.rules) {
    if (rule.check != nullptr) problems.insert(rule.id);
  }

  Blocks blocks(manifests.sources, touched);
  const auto stays = [&](const Finding& finding) {
    if (finding.at.source.index >= touched.size()) return true;  // of no file: nothing proves that it is old
    if (touched[finding.at.source.index] && problems.contains(finding.rule)) return true;
    if (is_touched(finding, manifests.sources, touched) || blocks.touched(finding)) return true;
    const std::string_view name = name_of_source(manifests.sources, finding);
    return judged.contains(name) && known_now.more_than(known, finding, name);
  };
  OutsideChange outside;
  outside.findings = std::erase_if(outcome.findings, [&](const Finding& finding) { return !stays(finding); });
  outside.files =
      static_cast<std::size_t>(std::count_if(touched.begin(), touched.end(), [](const auto& file) { return file.has_value(); }));
  keep_summary(outcome.findings, touched, outcome.summary);
  outcome.summary.outside = outside;
  review.files = review_files(changed);
  return {};
}

}  // namespace fabriclint
