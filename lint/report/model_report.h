// SPDX-License-Identifier: Apache-2.0
// What `fabriclint model` prints: the deployments as they will run, every setting with its value or why it is not known, where that was
// decided and what it overrode, the facts with their evidence, and the verdict. YAML and JSON hold the same tree; text is for people and
// may change with every release.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string_view>
#include <vector>

#include "model/deployment.h"
#include "rule/judge.h"
#include "rule/verdict.h"
#include "text/source.h"

namespace fabriclint {

struct ModelReport {
  const SourceSet& sources;
  const std::vector<Deployment>& deployments;
  const std::vector<DeploymentFacts>& facts;                      // one for each deployment
  const std::vector<std::optional<DeploymentVerdict>>& verdicts;  // likewise
};

// How people want the text.
struct ModelStyle {
  bool color = false;       // ANSI escape sequences
  std::size_t width = 120;  // columns
  bool all = false;         // leave nothing out: see model_view.h
};

// Both begin with the version of this layout ("schema"), which changes whenever a reader could break.
void write_model_json(std::ostream& out, const ModelReport& report);
void write_model_yaml(std::ostream& out, const ModelReport& report);

void write_model_text(std::ostream& out, const ModelReport& report, const ModelStyle& style);

}  // namespace fabriclint
