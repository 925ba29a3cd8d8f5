// SPDX-License-Identifier: Apache-2.0
#include "command/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include "command/files.h"
#include "diff/git.h"
#include "diff/reverse.h"
#include "diff/touched.h"
#include "text/printable.h"
#include "yaml/parse.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

// A name as the diff would write it.
std::string path_of(const std::string& name, const std::string& prefix) {
  fs::path path = name;
  if (path.is_absolute()) {
    std::error_code error;
    path = path.lexically_relative(fs::current_path(error));
    if (error) return name;
  }
  return (fs::path(prefix) / path).lexically_normal().generic_string();
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_manifest_name(std::string_view path) {
  return std::any_of(kManifestExtensions.begin(), kManifestExtensions.end(), [&](std::string_view end) { return path.ends_with(end); });
}

// What the change says about each source.
struct ChangedSource {
  const FileDiff* file = nullptr;          // null: not in the diff
  bool whole = false;                      // nothing is known of it as it was
  std::optional<std::string> before = {};  // its text before; nothing when it is new or that is not known
};

struct Changed {
  std::vector<std::optional<ChangedSource>> sources;
  std::map<std::string, std::string> gone;  // path -> text, of files that are not where they were
  std::string problem;
};

// How large a file is read; a longer one is cut, and no diff fits it.
bool is_cut(const Source& source) {
  return source.text().size() > yaml::Limits{}.bytes;
}

ChangedSource changed_source(const FileDiff& file, const Source& source, const Change& change, std::string& problem) {
  ChangedSource changed{&file};
  changed.whole = file.old_path.empty() || file.binary || is_cut(source);
  if (changed.whole) return changed;
  Reversed reversed = text_before(file, source.text());
  if (reversed.misfit == 0) {
    changed.before = std::move(reversed.text);
  } else if (change.lenient) {
    changed.whole = true;
  } else if (problem.empty()) {
    problem = fmt::format(
        "{}:{}: the diff does not fit line {} of {}: it is of another state of this file; check out what the diff leads to (for a pull "
        "request its head, not the merge commit)",
        printable(change.name), reversed.misfit, reversed.line, printable(source.name()));
  }
  return changed;
}

Changed changed_sources(const Change& change, const SourceSet& sources) {
  Changed changed;
  changed.sources.resize(sources.size());
  std::map<std::string_view, const FileDiff*> by_path;
  for (const FileDiff& file : change.diff.files) {
    if (!file.new_path.empty()) by_path.emplace(file.new_path, &file);
  }
  const std::set<std::string_view> untracked(change.untracked.begin(), change.untracked.end());
  for (std::uint32_t index = 0; index < sources.size(); ++index) {
    const Source& source = sources[SourceId{index}];
    if (source.name().starts_with('<')) continue;  // standard input without a name
    const std::string path = path_of(source.name(), change.prefix);
    if (const auto file = by_path.find(path); file != by_path.end()) {
      changed.sources[index] = changed_source(*file->second, source, change, changed.problem);
      const ChangedSource& now = *changed.sources[index];
      if (now.before && file->second->old_path != path) changed.gone.emplace(file->second->old_path, *now.before);
    } else if (untracked.contains(path)) {
      changed.sources[index] = ChangedSource{nullptr, true};
    }
  }
  for (const FileDiff& file : change.diff.files) {
    if (file.new_path.empty() && !file.binary && is_manifest_name(file.old_path)) {
      Reversed reversed = text_before(file, "");
      if (reversed.misfit == 0) changed.gone.emplace(file.old_path, std::move(reversed.text));
    }
  }
  return changed;
}

// The files that a folder has no more, with their text. One that only has another name in it is still there.
std::map<std::string, std::string> gone_from(std::string_view folder, const Changed& changed) {
  std::map<std::string, std::string> gone;
  for (const auto& [path, text] : changed.gone) {
    if (folder_of(path) == folder) gone.emplace(path, text);
  }
  for (const std::optional<ChangedSource>& source : changed.sources) {
    if (source && source->file != nullptr && folder_of(source->file->new_path) == folder) gone.erase(source->file->old_path);
  }
  return gone;
}

// The recipes that the change took part in, as they were. A file that only moved keeps its new name, so that it is known again.
Manifests manifests_before(const Change& change, const Changed& changed, const Manifests& now) {
  Manifests before;
  std::map<std::string, std::size_t> recipes_in;  // folder -> how many recipes are of it
  std::vector<std::string> folders;
  for (const RecipeFiles& recipe : now.recipes) {
    const std::string path = path_of(now.sources[recipe.asked.front()].name(), change.prefix);
    folders.emplace_back(folder_of(path));
    ++recipes_in[folders.back()];
  }
  for (std::size_t i = 0; i < now.recipes.size(); ++i) {
    const RecipeFiles& recipe = now.recipes[i];
    const std::map<std::string, std::string> gone = gone_from(folders[i], changed);
    // A folder of several recipes is a collection: none of its files sees another.
    const bool lost = recipes_in[folders[i]] == 1 && !gone.empty();
    const auto differs = [&](SourceId id) { return changed.sources[id.index].has_value(); };
    if (!lost && std::none_of(recipe.asked.begin(), recipe.asked.end(), differs) &&
        std::none_of(recipe.context.begin(), recipe.context.end(), differs)) {
      continue;
    }
    RecipeFiles was;
    const auto add = [&](const std::vector<SourceId>& ids, std::vector<SourceId>& target) {
      for (const SourceId id : ids) {
        const std::optional<ChangedSource>& source = changed.sources[id.index];
        if (source && !source->before) continue;
        target.push_back(before.sources.add(now.sources[id].name(), source ? *source->before : std::string(now.sources[id].text())));
      }
    };
    add(recipe.asked, was.asked);
    add(recipe.context, was.context);
    if (lost) {
      for (const auto& [path, text] : gone) was.context.push_back(before.sources.add(path, text));
    }
    if (!was.asked.empty()) before.recipes.push_back(std::move(was));
  }
  return before;
}

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

std::string read_all(const std::string& path, std::istream& in, std::string& text) {
  if (path != "-") {
    std::optional<std::string> read = read_file(path, kMaxDiffBytes);
    if (!read) return "cannot be read";
    text = *std::move(read);
    return {};
  }
  text.assign(std::istreambuf_iterator<char>(in), {});
  return {};
}

}  // namespace

Change read_change(const ChangeOptions& options, const std::string& prefix, std::istream& in) {
  Change change;
  std::string text;
  if (!options.base.empty()) {
    GitChange git = change_since(options.base);
    change.name = "the diff of git";
    change.lenient = true;
    change.prefix = std::move(git.prefix);
    change.untracked = std::move(git.untracked);
    if (!git.problem.empty()) {
      change.problem = "--diff-base: " + printable(git.problem);
      return change;
    }
    text = std::move(git.diff);
  } else {
    change.name = options.path == "-" ? "<stdin>" : options.path;
    change.prefix = prefix;
    if (const std::string problem = read_all(options.path, in, text); !problem.empty()) {
      change.problem = "--diff: " + printable(change.name) + ": " + problem;
      return change;
    }
  }
  ParsedDiff parsed = parse_diff(std::move(text));
  if (parsed.problem) {
    const std::string line = parsed.problem->line == 0 ? "" : fmt::format(":{}", parsed.problem->line);
    change.problem = printable(change.name) + line + ": " + printable(parsed.problem->message);
  }
  change.diff = std::move(parsed.diff);
  return change;
}

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
  std::vector<Finding> findings;
  std::vector<std::string> fingerprints;
  OutsideChange outside;
  for (std::size_t i = 0; i < outcome.findings.size(); ++i) {
    if (!stays(outcome.findings[i])) {
      ++outside.findings;
      continue;
    }
    findings.push_back(std::move(outcome.findings[i]));
    fingerprints.push_back(std::move(review.fingerprints[i]));
  }
  outside.files =
      static_cast<std::size_t>(std::count_if(touched.begin(), touched.end(), [](const auto& file) { return file.has_value(); }));
  keep_summary(findings, touched, outcome.summary);
  outcome.summary.outside = outside;
  outcome.findings = std::move(findings);
  review.fingerprints = std::move(fingerprints);
  review.files = review_files(changed);
  return {};
}

}  // namespace fabriclint
