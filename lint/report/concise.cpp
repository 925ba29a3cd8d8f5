// SPDX-License-Identifier: Apache-2.0
#include "report/concise.h"

#include <fmt/format.h>

#include "report/echo.h"
#include "report/paint.h"
#include "report/statistics.h"

namespace fabriclint {

void write_concise(std::ostream& out, const Report& report, const Style& style) {
  if (style.statistics) {
    write_statistics(out, report, style);
    return;
  }
  for (const Finding& finding : report.findings) {
    if (finding.at.source.index < report.sources.size()) {
      const Source& source = report.sources[finding.at.source];
      const Position start = source.position(finding.at.begin);
      out << fmt::format("{}:{}:{}: ", echoed_path(source.name()), start.line, start.column);
    }
    out << painted(style.color, paint_of(finding.level), heading(finding.level, finding.rule)) << ' ' << echoed(finding.message) << '\n';
  }
}

}  // namespace fabriclint
