// SPDX-License-Identifier: Apache-2.0
#include "command/problems.h"

#include "command/version.h"
#include "report/formats.h"

namespace fabriclint {

void show_problems(const SourceSet& sources, std::span<const Finding> problems, bool color, std::ostream& err) {
  if (problems.empty()) return;
  const Summary nothing_ran;
  format_named("text")->write(err, Report{sources, {}, problems, nothing_ran, kVersion}, {.color = color, .summary = false});
}

}  // namespace fabriclint
