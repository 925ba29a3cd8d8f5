// SPDX-License-Identifier: Apache-2.0
#include "project/project.h"

#include <algorithm>
#include <utility>

#include "project/assume.h"
#include "toml/fields.h"
#include "toml/node.h"

namespace fabriclint {

LoadedProject load_project(const SourceSet& sources, SourceId id, const ProjectWords& words) {
  LoadedProject loaded;
  toml::Parsed parsed = toml::parse(sources[id], id);
  loaded.problems = std::move(parsed.problems);
  for (Finding& problem : loaded.problems) problem.rule = "project-syntax";

  toml::Diagnostics diagnostics("project");
  toml::Fields fields(parsed.root, "the project file", diagnostics);
  if (const toml::Node* table = fields.table("assume")) loaded.project.assumptions = read_assumptions(*table, words, diagnostics);
  fields.done();

  std::move(diagnostics.findings().begin(), diagnostics.findings().end(), std::back_inserter(loaded.problems));
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), [](const Finding& a, const Finding& b) { return a.at < b.at; });
  return loaded;
}

}  // namespace fabriclint
