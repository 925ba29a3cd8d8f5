// SPDX-License-Identifier: Apache-2.0
#include "command/files_before.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "diff/reverse.h"
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

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_manifest_name(std::string_view path) {
  return std::any_of(kManifestExtensions.begin(), kManifestExtensions.end(), [&](std::string_view end) { return path.ends_with(end); });
}

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

// The files that a folder has no more, with their text. One that only has another name in it is still there.
std::map<std::string, std::string> gone_from(std::string_view folder, const Changed& changed) {
  std::map<std::string, std::string> gone;
  for (const auto& [path, text] : changed.gone) {
    if (parent_of(path) == folder) gone.emplace(path, text);
  }
  for (const std::optional<ChangedSource>& source : changed.sources) {
    if (source && source->file != nullptr && parent_of(source->file->new_path) == folder) gone.erase(source->file->old_path);
  }
  return gone;
}

}  // namespace

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

Manifests manifests_before(const Change& change, const Changed& changed, const Manifests& now) {
  Manifests before;
  std::map<std::string, std::size_t> recipes_in;  // folder -> how many recipes are of it
  std::vector<std::string> folders;
  for (const RecipeFiles& recipe : now.recipes) {
    const std::string path = path_of(now.sources[recipe.asked.front()].name(), change.prefix);
    folders.emplace_back(parent_of(path));
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

}  // namespace fabriclint
