// SPDX-License-Identifier: Apache-2.0
// The Reviewdog Diagnostic Format, one JSON object: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count UTF-8 bytes
// from 1, ends are exclusive, paths are relative to the root of the repository. A fix becomes one suggestion: reviewdog offers each
// suggestion by itself, and half a fix must not be on offer. A finding of no file has nowhere to be shown and is left out.
#pragma once

#include <ostream>

#include "report/report.h"

namespace fabriclint {

void write_rdjson(std::ostream& out, const Report& report, const Style& style);

}  // namespace fabriclint
