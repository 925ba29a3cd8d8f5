// SPDX-License-Identifier: Apache-2.0
// The whole path for a set of files: sources -> documents -> deployments -> facts -> findings. Files are judged on several threads; the
// result does not depend on how many.
#pragma once

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "command/files.h"
#include "finding/finding.h"
#include "manifest/recipe.h"
#include "model/deployment.h"
#include "report/report.h"
#include "rule/ruleset.h"
#include "text/source.h"
#include "yaml/node.h"

namespace fabriclint {

// The files to check among `paths`: *.yaml and *.yml in folders, no more of each than the reader's limit.
[[nodiscard]] Inputs read_manifests(const std::vector<std::string>& paths, std::string_view stdin_name, std::istream& in);

// One file as far as the model.
struct Modelled {
  yaml::Stream stream;
  FileClass file_class = FileClass::other;
  std::vector<Deployment> deployments;
};

[[nodiscard]] Modelled model_of(const SourceSet& sources, SourceId id, const ReadOptions& options);

struct Outcome {
  std::vector<Finding> findings;  // sorted and joined
  Summary summary;
};

// `options`: what the manifest stage is to know, of the ruleset (rulesets.h) and of the project file. `jobs` threads; 0 means one per
// processor.
[[nodiscard]] Outcome inspect(const Inputs& inputs, const Ruleset& ruleset, const ReadOptions& options, unsigned jobs);

}  // namespace fabriclint
