// SPDX-License-Identifier: Apache-2.0
#include "command/recipes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "yaml/parse.h"

namespace fabriclint {
namespace {

// Of one folder. Real recipes have a handful of files of a few kilobytes.
constexpr std::size_t kMostNeighbours = 64;
constexpr std::uintmax_t kMostBytes = std::uintmax_t{4} << 20U;

// The path before the last slash; "." when there is none.
std::string folder_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(name.substr(0, slash));
}

bool is_collection(const std::vector<SourceId>& files, const SourceSet& sources) {
  std::uintmax_t bytes = 0;
  for (const SourceId id : files) bytes += sources[id].text().size();
  return files.size() > kMostNeighbours || bytes > kMostBytes;
}

// Files of one folder as recipes; those of the folder that are not among them become context. `whole`: there are no others.
void add_recipes(const std::string& folder, bool whole, std::vector<SourceId> asked, Manifests& manifests) {
  std::vector<std::string> names;
  if (!whole) names = files_in(folder, kManifestExtensions, kMostNeighbours, kMostBytes);
  // Without names: a collection; or a folder with no such files, of which some were named all the same.
  if (whole ? is_collection(asked, manifests.sources) : names.empty()) {
    for (const SourceId id : asked) manifests.recipes.push_back({{id}, {}});
    return;
  }
  RecipeFiles recipe{std::move(asked), {}};
  std::set<std::string_view> known;
  for (const SourceId id : recipe.asked) known.insert(manifests.sources[id].name());
  for (const std::string& name : names) {
    if (known.contains(name)) continue;
    std::optional<std::string> text = read_file(name, yaml::Limits{}.bytes);
    if (text) recipe.context.push_back(manifests.sources.add(name, *std::move(text)));
  }
  manifests.recipes.push_back(std::move(recipe));
}

ReadFile parsed(const SourceSet& sources, SourceId id) {
  ReadFile file{.id = id, .stream = yaml::parse(sources[id], id)};
  file.file_class = classify(file.stream, sources[id]);
  return file;
}

void add_objects(const ReadFile& file, bool context, std::vector<Object>& objects) {
  if (file.file_class != FileClass::manifest && file.file_class != FileClass::other) return;
  for (Object& object : objects_of(file.stream, file.id)) {
    // It deploys nothing, and says what is laid over files that do.
    if (file.file_class == FileClass::other && object.kind != "Kustomization") continue;
    object.context = context;
    objects.push_back(object);
  }
}

}  // namespace

Manifests read_manifests(const std::vector<std::string>& paths, std::string_view stdin_name, std::istream& in, const Exclusion& exclusion) {
  Inputs inputs = read_inputs({paths, kManifestExtensions, yaml::Limits{}.bytes, stdin_name, exclusion.excludes, exclusion.named_too}, in);
  Manifests manifests{std::move(inputs.sources), {}, std::move(inputs.errors), inputs.excluded, inputs.named_excluded};
  std::map<std::string, std::vector<SourceId>> by_folder;
  for (const SourceId id : inputs.ids) {
    const std::string& name = manifests.sources[id].name();
    if (name.starts_with('<')) {  // standard input without a name
      manifests.recipes.push_back({{id}, {}});
    } else {
      by_folder[folder_of(name)].push_back(id);
    }
  }
  for (auto& [folder, ids] : by_folder) add_recipes(folder, inputs.whole.contains(folder), std::move(ids), manifests);
  return manifests;
}

RecipeModel model_of(const SourceSet& sources, const RecipeFiles& recipe, const ReadOptions& options) {
  RecipeModel model;
  model.files.reserve(recipe.asked.size());
  for (const SourceId id : recipe.asked) model.files.push_back(parsed(sources, id));
  for (const SourceId id : recipe.context) model.context.push_back(parsed(sources, id));
  Recipe read{&sources, {}};
  for (const ReadFile& file : model.files) add_objects(file, false, read.objects);
  for (const ReadFile& file : model.context) add_objects(file, true, read.objects);
  model.deployments = read_deployments(read, options);
  return model;
}

}  // namespace fabriclint
