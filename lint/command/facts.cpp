// SPDX-License-Identifier: Apache-2.0
// Turns what a cluster says about its nodes into the `[assume]` table of a project file.
#include <cstddef>
#include <vector>

#include "command/commands.h"
#include "command/files.h"
#include "command/problems.h"
#include "command/project.h"
#include "command/rulesets.h"
#include "project/inventory.h"

namespace fabriclint {

Exit print_facts(const FactsOptions& options, Streams& streams) {
  const RulesetRun rules = load_rules(options.rules);
  if (!rules.usable()) {
    explain_unusable(rules, false, streams.err);
    return Exit::usage;
  }
  const std::vector<std::string> paths = {options.path};
  const Inputs inputs = read_inputs({paths, {}, kMostInventoryBytes, options.stdin_name}, streams.in);
  tell(inputs.errors, streams.err);
  if (!inputs.errors.empty()) return Exit::unreadable;
  if (inputs.ids.empty()) {
    streams.err << "fabriclint: facts reads one file, not a folder\n";
    return Exit::usage;
  }
  const ReadOptions read = read_options(*rules.loaded.ruleset);
  const Inventory inventory = read_inventory(inputs.sources, inputs.ids.front(), {read.instance_type_labels, read.gpu_product_labels});
  if (!inventory.problems.empty()) {
    show_problems(inputs.sources, inventory.problems, false, streams.err);
    return Exit::unreadable;
  }
  const std::string table = written(inventory);
  // A project file has limits of its own, and what is written here must be one.
  if (const ProjectRun again = project_from("fabriclint.toml", table, *rules.loaded.ruleset); !again.usable()) {
    explain_unusable(again, false, streams.err);
    streams.err << "fabriclint: the nodes are too many or too different for one project file\n";
    return Exit::unreadable;
  }
  streams.out << table;
  return Exit::clean;
}

}  // namespace fabriclint
