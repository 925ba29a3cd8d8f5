// SPDX-License-Identifier: Apache-2.0
// A rule as loaded from TOML: what it says, why, when it applies, what must hold, where to point, and the examples that prove it.
#pragma once

#include <string>
#include <vector>

#include "finding/finding.h"
#include "text/span.h"

namespace fabriclint {

// One `[[rule.ID.example]]`: a manifest with `# expect: rule-id` on the lines where findings belong; none for an example that stays silent.
struct Example {
  std::string title;
  std::string manifest;
  Span span;  // the manifest text in the TOML file
};

struct Rule {
  std::string id;       // "ucx-tls-no-rdma"
  std::string subject;  // the folder it lives in: "ucx"
  Level level = Level::warning;
  std::string summary;  // one sentence
  std::string why;      // Markdown: consequence first, then mechanism
  std::string message;
  std::string help;
  std::vector<std::string> references;
  std::string since;
  std::vector<Example> examples;
  Span span;  // its header in the TOML file
};

}  // namespace fabriclint
