// SPDX-License-Identifier: Apache-2.0
#include "command/rulesets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include "command/builtin.h"
#include "command/problems.h"
#include "report/report.h"

namespace fabriclint {

bool RulesetRun::usable() const {
  return errors.empty() &&
         std::none_of(loaded.problems.begin(), loaded.problems.end(), [](const Finding& problem) { return problem.level == Level::error; });
}

RulesetRun load_layers(RulesetRequest request) {
  constexpr std::array<std::string_view, 1> kExtensions = {".toml"};
  constexpr std::size_t kMaxRulesetBytes = std::size_t{1} << 20U;
  RulesetRun run;
  run.sources = std::move(request.sources);
  std::vector<std::vector<SourceId>> layers(1);
  for (const BuiltinFile& file : builtin_files()) {
    layers.front().push_back(run.sources.add(std::string(file.name), Borrowed{file.text}));
  }
  for (const std::vector<std::string>& paths : request.layers) {
    std::istringstream no_input;
    Inputs inputs = read_inputs({paths, kExtensions, kMaxRulesetBytes, "<stdin>"}, no_input);
    std::move(inputs.errors.begin(), inputs.errors.end(), std::back_inserter(run.errors));
    std::vector<SourceId>& layer = layers.emplace_back();
    for (const SourceId id : inputs.ids)
      layer.push_back(run.sources.add(inputs.sources[id].name(), std::string(inputs.sources[id].text())));
    run.added.insert(run.added.end(), layer.begin(), layer.end());
  }
  const toml::Packed packed = request.examples == Examples::without ? builtin_packed() : toml::Packed{};
  run.loaded = load_ruleset(run.sources, layers, packed, request.parameters);
  return run;
}

RulesetRun load_rules(const std::vector<std::string>& paths, Examples examples) {
  return load_layers({.layers = {paths}, .examples = examples});
}

void explain_unusable(const RulesetRun& run, bool color, std::ostream& err) {
  tell(run.errors, err);
  show_problems(run.sources, run.loaded.problems, color, err);
  err << "fabriclint: the ruleset cannot be used\n";
}

ReadOptions read_options(const Ruleset& ruleset) {
  const auto members = [&](std::string_view name) {
    const Globs set = set_members(ruleset, "text", name);
    return set == nullptr ? std::vector<std::string>() : *set;
  };
  return {.engines = ruleset.engines,
          .operator_additions = ruleset.operator_additions,
          .credential_secrets = members("credential-secrets"),
          .object_types = &ruleset.object_types,
          .instances = ruleset.instances,
          .instance_type_labels = members("instance-type-labels"),
          .gpu_product_labels = members("gpu-product-labels"),
          .assumptions = {}};
}

}  // namespace fabriclint
