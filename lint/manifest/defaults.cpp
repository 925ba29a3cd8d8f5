// SPDX-License-Identifier: Apache-2.0
#include "manifest/defaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace fabriclint::manifest {

namespace {

// Lists of what is missing elsewhere in the same pod (env-from.* likewise: what nothing else sets), and what the operator does unless a
// switch is written.
constexpr std::array<std::string_view, 5> kConclusions = {"container.claims-undeclared", "container.shared-memory-dropped",
                                                          "env-reference-unresolved", "pod.anti-affinity-unlabelled", "pod.claims-unused"};

bool is_default(const Setting& setting) {
  const std::string& layer = setting.origin.layer;
  return layer == kOperatorLayer || layer == kOperatorDefault || layer == kRuntimeDefault;
}

}  // namespace

Setting default_setting(std::string path, std::string_view value, std::string_view layer) {
  return default_setting(std::move(path), Value::known(TracedText::made(value)), layer);
}

Setting default_setting(std::string path, Value value, std::string_view layer) {
  return make_setting(std::move(path), std::move(value), layer, Span(), Span());
}

void put_operator_labels(const ReadOptions& options, Component& component) {
  for (const OperatorLabel& label : options.operator_additions.labels) {
    const Setting* from = label.path.empty() ? nullptr : component.settings.find(label.path);
    Value value = from != nullptr && from->value.is_known() ? Value::known(TracedText::made(from->value.text()))
                                                            : Value::unknown("the operator writes this label");
    component.settings.put(default_setting(fmt::format("pod.label.{}", label.key), std::move(value), kOperatorLayer));
  }
}

void forget_conclusions(Part& part) {
  std::vector<std::string> paths;
  for (const Setting& setting : part.settings) {
    const std::string& path = setting.path;
    const bool conclusion =
        path.starts_with("env-from.") || std::find(kConclusions.begin(), kConclusions.end(), path) != kConclusions.end();
    if (is_default(setting) || conclusion) paths.push_back(path);
  }
  for (const std::string& path : paths) part.settings.erase(path);
}

}  // namespace fabriclint::manifest
