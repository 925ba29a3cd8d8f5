// SPDX-License-Identifier: Apache-2.0
// Reads the text of one source with libyaml into a Stream. Input is hostile: every limit below ends the reading with a Problem, never with
// a crash, an unbounded loop or a partial document. libyaml 0.2.5 itself is quadratic in nesting and in %TAG lines, hence two of the limits
// (docs/decisions/0001-yaml-libraries.md).
#pragma once

#include <cstddef>

#include "text/source.h"
#include "yaml/node.h"

namespace fabriclint::yaml {

struct Limits {
  std::size_t bytes = std::size_t{4} << 20U;
  std::size_t depth = 128;
  std::size_t nodes = 1'000'000;
  std::size_t documents = 10'000;
  std::size_t directives = 64;         // lines that begin with '%'
  std::size_t directive_bytes = 256;   // of each: libyaml writes a %TAG prefix out at every use
  std::size_t alias_visits = 100'000;  // nodes of one document that are reached through aliases, when every alias is followed
  std::size_t problems = 1'000;        // duplicate keys and undefined aliases
};

// The stream views the bytes of `source`, which must outlive it and stay where it is. Positions are right for every line break libyaml
// knows (breaks.h). A file in UTF-16 is refused. Syntax messages are libyaml's, which are those of the Kubernetes API server.
[[nodiscard]] Stream parse(const Source& source, SourceId id, const Limits& limits = {});

}  // namespace fabriclint::yaml
