// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string>

#include "report/model_report.h"
#include "report/model_tree.h"
#include "text/printable.h"

namespace fabriclint {
namespace {

bool is_leaf(const nlohmann::ordered_json& tree) {
  return !tree.is_object() && std::none_of(tree.begin(), tree.end(), [](const auto& item) { return item.is_structured(); });
}

// A setting or a fact with nothing nested in it reads best on one line.
bool fits_a_line(const nlohmann::ordered_json& tree) {
  return tree.contains("state") && std::all_of(tree.begin(), tree.end(), is_leaf);
}

// The depth is that of the model: at most twelve levels.
void emit(YAML::Emitter& out, const nlohmann::ordered_json& tree) {  // NOLINT(misc-no-recursion)
  if (tree.is_object()) {
    if (fits_a_line(tree)) out << YAML::Flow;
    out << YAML::BeginMap;
    for (const auto& [key, value] : tree.items()) {
      out << YAML::Key << printable(key) << YAML::Value;
      emit(out, value);
    }
    out << YAML::EndMap;
  } else if (tree.is_array()) {
    out << YAML::BeginSeq;
    for (const auto& item : tree) emit(out, item);
    out << YAML::EndSeq;
  } else {
    // Every leaf is a string; quotes keep "1" and "true" what they are.
    out << YAML::DoubleQuoted << tree.get<std::string>();
  }
}

}  // namespace

void write_model_yaml(std::ostream& out, const ModelReport& report) {
  YAML::Emitter emitter;
  emitter.SetOutputCharset(YAML::EscapeNonAscii);  // what comes from a manifest may be made to deceive a terminal
  emit(emitter, model_tree(report));
  out << emitter.c_str() << "\n";
}

}  // namespace fabriclint
