// SPDX-License-Identifier: Apache-2.0
// A YAML file inside a scalar of the manifest, as the tree that JSON in a flag becomes (launch/json.h): one kind of tree for everything
// that configures an engine, with every key and value placed in the manifest. Aliases and merge keys are followed; nothing is traced twice.
#pragma once

#include <optional>
#include <string>

#include "launch/json.h"
#include "manifest/reading.h"
#include "text/traced.h"

namespace fabriclint::manifest {

struct DataTree {
  std::optional<json::Node> root;  // an object; nothing when the text is no single document with a mapping
  std::string unknown;             // then: why, as an ending of "not known: ..."
};

// At most 256 KiB, 64 levels. An object has a text (what is written) only where it is the value of a key of the root.
[[nodiscard]] DataTree read_yaml(Reading& reading, const TracedText& text);

}  // namespace fabriclint::manifest
