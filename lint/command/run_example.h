// SPDX-License-Identifier: Apache-2.0
// An example of a rule is a manifest of its own, put through the whole path; `fabriclint test` compares what comes out, the page of the
// rule shows it.
#pragma once

#include <string>

#include "command/pipeline.h"
#include "command/project.h"
#include "command/recipes.h"
#include "rule/ruleset.h"
#include "text/source.h"

namespace fabriclint {

struct ExampleRun {
  Manifests manifests;
  SourceId id;         // the manifest
  ProjectRun project;  // what `assume` holds; when it has problems, nothing of it is assumed
  Outcome outcome;
};

// `manifest`: that of the example, with or without its `# expect` comments.
[[nodiscard]] ExampleRun run_example(const Ruleset& ruleset, const Example& example, std::string manifest);

}  // namespace fabriclint
