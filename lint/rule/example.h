// SPDX-License-Identifier: Apache-2.0
// The examples of a rule are its tests. This says what an example expects and compares it with the findings; running the linter on the
// manifest is the caller's part, because rule/ knows no manifests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "rule/rule.h"
#include "text/source.h"
#include "text/span.h"

namespace fabriclint {

// One rule id of a `# expect: id, id` comment. `# expect-above:` means the line above, `# expect-above-2:` the second line above.
struct Expectation {
  std::string rule;
  std::uint32_t line = 0;   // 1-based, where the finding must start; 0 when the comment points above the first line
  std::uint32_t begin = 0;  // of the id in the manifest, bytes
};

// Comments are told by their text alone, so that they also work inside scripts and in manifests that are broken on purpose.
[[nodiscard]] std::vector<Expectation> expectations_of(std::string_view manifest);

// The same lines without those comments, which tell a reader of the report nothing.
[[nodiscard]] std::string without_expectations(std::string_view manifest);

struct Mismatch {
  std::uint32_t line = 0;  // 1-based, of the example
  Span at;                 // that line in the TOML file, where the file holds the example byte for byte; else the whole example
  std::string message;     // "expected a finding of 'x' here", "unexpected: ..."
};

// What `findings` of this rule differ in from what the example expects, in order of the lines. `findings` are the sorted and joined ones of
// the manifest, which is `source` in their spans; those of other rules are ignored.
[[nodiscard]] std::vector<Mismatch> compare(const Example& example, const Rule& rule, const std::vector<Finding>& findings,
                                            const Source& source);

}  // namespace fabriclint
