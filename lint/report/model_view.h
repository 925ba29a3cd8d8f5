// SPDX-License-Identifier: Apache-2.0
// What the text of `fabriclint model` leaves out and in which order it shows the rest, so that a graph of six components can be read.
// Unless all is asked for:
//
//   * a setting that every component has from the same place is shown once, for the deployment
//   * a component that certainly starts no engine, beside one that may, is one line
//   * names that stand in a heading are not repeated as settings; nor are a limit and a request that equal the resource,
//     nor the parts of the image
//   * what the operator sets to a value that no file holds, and what only an inventory of the nodes could say
//   * of facts with the same value for the same reason the one with the shortest name stands for all; what is so only because nothing says
//     otherwise is one line, and so is what is not known for one reason
//
// YAML and JSON leave out nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/deployment.h"
#include "rule/judge.h"

namespace fabriclint {

// Settings whose paths begin with the same word, without the dot.
struct Group {
  std::string_view name;
  std::vector<const Setting*> settings;
};

// In the order in which they are worth reading.
[[nodiscard]] std::vector<Group> groups_of(const std::vector<const Setting*>& settings);

// The settings of a part that are worth showing, in order of their paths.
[[nodiscard]] std::vector<const Setting*> shown_settings(const Part& part, bool all);

// Settings of the main containers of two components or more that all of them have from the same place; in order of their paths.
[[nodiscard]] std::vector<const Setting*> shared_settings(const Deployment& deployment);
// Whether two settings are the same thing, written once.
[[nodiscard]] bool is_same(const Setting& a, const Setting& b);

// Whether it is certain that no container of the component starts an engine.
[[nodiscard]] bool starts_no_engine(const Component& component);

// Settings of a component and everything in it.
[[nodiscard]] std::size_t count_settings(const Component& component);

// Two facts or more that are not known for the same reason.
struct OpenFacts {
  std::string_view why;
  std::string names;  // "fabric, role"
};

struct ShownFacts {
  std::vector<OpenFacts> open;
  std::vector<const FactValue*> evident;   // with a reason, or unknown; what is no yes or no comes first
  std::vector<const FactValue*> defaults;  // known, and nothing says why
};
[[nodiscard]] ShownFacts shown_facts(const std::vector<FactValue>& facts, bool all);

// The gaps of a part that are not those of a part around it, by their reasons.
struct OpenPaths {
  std::string_view why;
  std::string paths;  // "launch.*, arg.*"; "all else" for everything that is not written
};
[[nodiscard]] std::vector<OpenPaths> own_gaps(const Part& part, const std::vector<const Part*>& around);

}  // namespace fabriclint
