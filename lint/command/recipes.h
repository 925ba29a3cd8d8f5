// SPDX-License-Identifier: Apache-2.0
// Which files are deployed together: those of one folder. A file that is named alone (a hook names the changed ones) gets the other
// manifests of its folder as context: what they define is looked up, nothing is reported on them. A folder of many files is a collection
// and no recipe: each of its files stands for itself. So a file is judged alike whether it or its folder is named.
#pragma once

#include <array>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "command/files.h"
#include "manifest/recipe.h"
#include "model/deployment.h"
#include "text/source.h"
#include "yaml/node.h"

namespace fabriclint {

// What a folder is searched for.
inline constexpr std::array<std::string_view, 2> kManifestExtensions = {".yaml", ".yml"};

struct RecipeFiles {
  std::vector<SourceId> asked;    // to be judged
  std::vector<SourceId> context;  // read for what they define
};

// The manifests of a run.
struct Manifests {
  SourceSet sources;
  std::vector<RecipeFiles> recipes;  // in order of their first files
  std::vector<ReadError> errors;
  bool excluded = false;  // as in Inputs
  bool named_excluded = false;
};

// What a project leaves out (ReadRequest).
struct Exclusion {
  std::function<bool(std::string_view name)> excludes;
  bool named_too = false;
};

// The files to check among `paths`: *.yaml and *.yml in folders, no more of each than the reader's limit; and the context of each. Standard
// input ("-") belongs to the folder that `stdin_name` is in; under its default name to none. What is excluded may still be context.
[[nodiscard]] Manifests read_manifests(const std::vector<std::string>& paths, std::string_view stdin_name, std::istream& in,
                                       const Exclusion& exclusion = {});

// One file as read.
struct ReadFile {
  SourceId id;
  yaml::Stream stream;
  FileClass file_class = FileClass::other;
};

// A recipe as far as the model.
struct RecipeModel {
  std::vector<ReadFile> files;          // those asked for
  std::vector<ReadFile> context;        // and the others
  std::vector<Deployment> deployments;  // of both; Deployment::context tells them apart
};

[[nodiscard]] RecipeModel model_of(const SourceSet& sources, const RecipeFiles& recipe, const ReadOptions& options);

}  // namespace fabriclint
