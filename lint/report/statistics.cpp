// SPDX-License-Identifier: Apache-2.0
#include "report/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "report/echo.h"
#include "report/paint.h"

namespace fabriclint {

void write_statistics(std::ostream& out, const Report& report, const Style& style) {
  struct Count {
    std::string rule;
    Level level = Level::note;
    std::size_t count = 0;
  };
  std::map<std::pair<std::string_view, Level>, std::size_t> counts;
  for (const Finding& finding : report.findings) ++counts[{finding.rule, finding.level}];
  std::vector<Count> rows;
  rows.reserve(counts.size());
  for (const auto& [key, count] : counts) rows.push_back({echoed(key.first), key.second, count});
  std::sort(rows.begin(), rows.end(),
            [](const Count& a, const Count& b) { return std::tie(b.count, b.level, a.rule) < std::tie(a.count, a.level, b.rule); });

  std::size_t name_width = 0;
  for (const Count& row : rows) name_width = std::max(name_width, row.rule.size());
  const std::size_t count_width = rows.empty() ? 0 : std::to_string(rows.front().count).size();
  for (const Count& row : rows) {
    const auto rule = std::find_if(report.rules.begin(), report.rules.end(), [&](const Rule& r) { return r.id == row.rule; });
    const std::string summary = rule == report.rules.end() ? std::string() : "  " + echoed(rule->summary);
    const std::string level = fmt::format("{:<7}", name_of(row.level));
    out << fmt::format("{:>{}}  {}  {:<{}}{}\n", row.count, count_width, painted(style.color, paint_of(row.level), level), row.rule,
                       summary.empty() ? 0 : name_width, summary);
  }
  if (!rows.empty()) out << '\n';
}

}  // namespace fabriclint
