// SPDX-License-Identifier: Apache-2.0
// Which findings a change touched. A finding is touched when one of its places is: the one it points at, or one that it gives as evidence
// (the other role, another file). One that points at a block by its name (a container, a component, `env:`), because what it asks for is
// not in there, is touched with any line of the block. Problems of a file's YAML are touched with the file.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diff/unified_diff.h"
#include "finding/finding.h"
#include "text/source.h"
#include "yaml/node.h"

namespace fabriclint {

// What changed in one source.
struct TouchedFile {
  bool whole = false;            // it is new, or it is not told what changed
  std::vector<LineRange> lines;  // sorted

  [[nodiscard]] bool touches(LineRange range) const;
};

// One for each source; nothing for a file that did not change.
using Touched = std::vector<std::optional<TouchedFile>>;

[[nodiscard]] TouchedFile touched_file(const FileDiff& file);

// The lines that a span covers.
[[nodiscard]] LineRange lines_of(const Span& span, const SourceSet& sources);

// By place and evidence.
[[nodiscard]] bool is_touched(const Finding& finding, const SourceSet& sources, const Touched& touched);

// The block that the words at `offset` are the name of: a key stands for itself and its value, the value of `name` for the mapping that it
// is in, except for `metadata`, which is not what it names. Nothing when they name none.
[[nodiscard]] std::optional<Span> block_named_at(const yaml::Stream& stream, std::uint32_t offset);

}  // namespace fabriclint
