// SPDX-License-Identifier: Apache-2.0
#include "command/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "command/problems.h"
#include "report/report.h"
#include "rule/optional.h"

namespace fabriclint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kMostFiles = 32;

struct Found {
  fs::path path;
  fs::path fence;
};

// The project file that belongs to the working directory. Outside of a repository no folder above is looked at: it may be anybody's.
std::optional<Found> nearest_project_file() {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return std::nullopt;
  fs::path top = here;
  while (!fs::exists(top / ".git", error) && top != top.root_path()) top = top.parent_path();
  if (!fs::exists(top / ".git", error)) top = here;
  for (fs::path folder = here;; folder = folder.parent_path()) {
    if (fs::exists(folder / kProjectFile, error)) return Found{folder / kProjectFile, top};
    if (folder == top) return std::nullopt;
  }
}

// Where a path really leads, links followed.
bool is_within(const fs::path& path, const fs::path& fence) {
  if (fence.empty()) return true;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return false;
  const fs::path top = fs::canonical(fence, error);
  if (error) return false;
  return std::mismatch(top.begin(), top.end(), real.begin(), real.end()).first == top.end();
}

// The path that a project file writes, when it leads to something that may be read.
std::optional<fs::path> followed(const toml::Text& text, const ProjectTree& project, toml::Diagnostics& diagnostics) {
  const auto file =
      std::find_if(project.files.begin(), project.files.end(), [&](const ProjectTree::File& one) { return one.id == text.span.source; });
  const fs::path path = (file == project.files.end() ? fs::path() : file->folder / text.text).lexically_normal();
  std::error_code error;
  if (text.text.empty() || !fs::exists(path, error)) {
    diagnostics.add(text.span, fmt::format("There is no file or folder '{}'.", text.text), "The path is relative to this file's folder.");
    return std::nullopt;
  }
  if (!is_within(path, project.fence)) {
    diagnostics.add(text.span, fmt::format("'{}' leads out of the repository.", text.text),
                    "Only a project file that --config names may do that.");
    return std::nullopt;
  }
  return path;
}

// Reads a project file and, before it, those that it extends.
class Reading {
 public:
  Reading(SourceSet& sources, ProjectTree& project, bool absolute) : sources_(sources), project_(project), absolute_(absolute) {}

  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepest
  toml::Node read(const fs::path& path, SourceId id) {
    std::error_code error;
    open_.push_back(fs::canonical(path, error));
    const std::size_t place = project_.files.size();
    project_.files.push_back({id, path.parent_path()});
    toml::Parsed parsed = parse_project(sources_, id);
    std::move(parsed.problems.begin(), parsed.problems.end(), std::back_inserter(project_.problems));
    toml::Node tree;
    tree.span = parsed.root.span;
    toml::Diagnostics ignored("project");  // read_project() says what is wrong with the key
    for (const toml::Text& base : toml::Fields(parsed.root, "the project file", ignored).texts("extends")) {
      if (auto node = extended(base)) merge_project(tree, *std::move(node));
    }
    merge_project(tree, std::move(parsed.root));
    std::rotate(project_.files.begin() + static_cast<std::ptrdiff_t>(place),
                project_.files.begin() + static_cast<std::ptrdiff_t>(place) + 1, project_.files.end());
    open_.pop_back();
    return tree;
  }

  // Relative to the working directory, wherever the repository stands; absolute where the user says so.
  [[nodiscard]] std::string name_of(const fs::path& path) const {
    std::error_code error;
    return absolute_ ? shown_name(path) : path.lexically_relative(fs::current_path(error)).generic_string();
  }
  [[nodiscard]] toml::Diagnostics& diagnostics() { return diagnostics_; }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepest
  std::optional<toml::Node> extended(const toml::Text& base) {
    const auto path = followed(base, project_, diagnostics_);
    if (!path) return std::nullopt;
    std::error_code error;
    const fs::path real = fs::canonical(*path, error);
    if (!fs::is_regular_file(*path, error)) {
      diagnostics_.add(base.span, fmt::format("'{}' is no project file.", base.text), "'extends' names files.");
    } else if (std::find(open_.begin(), open_.end(), real) != open_.end()) {
      diagnostics_.add(base.span, fmt::format("'{}' extends this file, or is it.", base.text));
    } else if (open_.size() > kDeepest) {
      diagnostics_.add(base.span, fmt::format("More than {} project files extend each other in a row.", kDeepest));
    } else if (project_.files.size() >= kMostFiles) {
      diagnostics_.add(base.span, fmt::format("More than {} project files are extended.", kMostFiles));
    } else if (std::optional<std::string> text = read_file(path->string(), kMaxBytes)) {
      return read(*path, sources_.add(name_of(*path), *std::move(text)));
    } else {
      diagnostics_.add(base.span, fmt::format("'{}' cannot be read.", base.text));
    }
    return std::nullopt;
  }

  SourceSet& sources_;
  ProjectTree& project_;
  bool absolute_;
  toml::Diagnostics diagnostics_{"project"};
  std::vector<fs::path> open_;  // what is being read, each because of the one before
};

}  // namespace

ProjectTree find_project(const ProjectOptions& options, SourceSet& sources) {
  ProjectTree project;
  if (options.ignored) return project;
  std::error_code error;
  fs::path path = options.path.empty() ? fs::path() : fs::absolute(options.path, error).lexically_normal();
  if (options.path.empty()) {
    const std::optional<Found> found = nearest_project_file();
    if (!found) return project;
    path = found->path;
    project.fence = found->fence;
  }
  Reading reading(sources, project, fs::path(options.path).is_absolute());
  const std::string name = reading.name_of(path);
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    project.errors.push_back({name, "no such file or folder"});
  } else if (fs::is_directory(status)) {
    project.errors.push_back({name, "a folder, not a project file"});
  } else if (!fs::is_regular_file(status)) {
    project.errors.push_back({name, "not a regular file"});
  } else if (!is_within(path, project.fence)) {
    project.errors.push_back({name, "leads out of the repository"});
  } else if (std::optional<std::string> text = read_file(path.string(), kMaxBytes)) {
    project.tree = reading.read(path, sources.add(name, *std::move(text)));
    std::vector<Finding>& problems = reading.diagnostics().findings();
    std::move(problems.begin(), problems.end(), std::back_inserter(project.problems));
  } else {
    project.errors.push_back({name, "cannot be read"});
  }
  return project;
}

std::vector<std::vector<std::string>> rule_paths(const ProjectTree& project, std::vector<Finding>& problems) {
  std::vector<std::vector<std::string>> layers;
  toml::Diagnostics diagnostics("project");
  toml::Diagnostics ignored("project");  // read_project() says what is wrong with the key
  std::optional<SourceId> said;
  for (const toml::Text& text : toml::Fields(project.tree, "the project file", ignored).texts("rules")) {
    if (text.text.empty()) continue;
    const auto path = followed(text, project, diagnostics);
    if (!path) continue;
    if (said != text.span.source) layers.emplace_back();
    said = text.span.source;
    layers.back().push_back(path->string());
  }
  std::move(diagnostics.findings().begin(), diagnostics.findings().end(), std::back_inserter(problems));
  return layers;
}

ProjectRun project_from(std::string_view name, std::string_view text, const Ruleset& ruleset) {
  ProjectRun run;
  const SourceId id = run.sources.add(std::string(name), std::string(text));
  run.loaded = load_project(run.sources, id, words_of(ruleset));
  return run;
}

void explain_unusable(const ProjectRun& run, bool color, std::ostream& err) {
  show_problems(run.sources, run.loaded.problems, color, err);
  err << "fabriclint: the project file cannot be used\n";
}

ProjectWords words_of(const Ruleset& ruleset) {
  ProjectWords words;
  if (const Fact* fabric = ruleset.find_fact("fabric")) words.fabrics = fabric->listed;
  std::erase(words.fabrics, "unknown");
  for (const Rule& rule : ruleset.rules) {
    words.rules.push_back(rule.id);
    if (!rule.suppressible) words.fixed.push_back(rule.id);
  }
  words.rulesets = optional_rulesets(ruleset);
  return words;
}

std::string path_below(const fs::path& folder, std::string_view name) {
  if (name.starts_with('<')) return {};
  std::error_code error;
  const fs::path path = fs::absolute(fs::path(name), error).lexically_normal();
  const std::string below = error ? std::string() : path.lexically_relative(folder).generic_string();
  return below == ".." || below.starts_with("../") || below == "." ? std::string() : below;
}

}  // namespace fabriclint
