// SPDX-License-Identifier: Apache-2.0
// What `fabriclint model` prints: the deployments as they will run, every setting with its value or why it is not known, where that was
// decided and what it overrode, and the facts with their evidence. YAML and JSON hold the same tree.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "model/deployment.h"
#include "rule/judge.h"
#include "text/source.h"

namespace fabriclint {

struct ModelReport {
  const SourceSet& sources;
  const std::vector<Deployment>& deployments;
  const std::vector<DeploymentFacts>& facts;  // one for each deployment
};

// Both begin with the version of this layout ("schema"), which changes whenever a reader could break.
void write_model_json(std::ostream& out, const ModelReport& report);
void write_model_yaml(std::ostream& out, const ModelReport& report);

}  // namespace fabriclint
