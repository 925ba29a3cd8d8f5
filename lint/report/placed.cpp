// SPDX-License-Identifier: Apache-2.0
#include "report/placed.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

namespace fabriclint {
std::vector<Placed> placed(const Report& report) {
  std::vector<Placed> out;
  out.reserve(report.findings.size());
  for (const Finding& finding : report.findings) {
    Placed one{&finding, {}, {}};
    if (has_place(report, finding.at)) {
      // Findings of one file follow each other.
      const bool same_file = !out.empty() && !out.back().uri.empty() && out.back().finding->at.source == finding.at.source;
      const std::string& name = report.sources[finding.at.source].name();
      one.path = same_file ? out.back().path : path_in(report.repository, name);
      one.uri = same_file ? out.back().uri : uri_in(report.repository, name);
    }
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const Placed& a, const Placed& b) {
    const auto key = [](const Placed& p) {
      const Finding& f = *p.finding;
      return std::tuple(p.uri.empty(), std::string_view(p.uri), f.at.source, f.at.begin, std::string_view(f.rule),
                        std::string_view(f.message));
    };
    return key(a) < key(b);
  });
  return out;
}

Span on_first_line(const Source& source, const Span& span) {
  const std::uint32_t end_of_line = source.line_end(line_of(source, span.begin));
  const std::uint32_t begin = std::min(span.begin, end_of_line);
  return {span.source, begin, std::clamp(span.end, begin, end_of_line)};
}

Span without_last_break(const Source& source, const Span& span) {
  const auto size = static_cast<std::uint32_t>(source.text().size());
  const std::uint32_t begin = std::min(span.begin, size);
  const std::uint32_t end = std::clamp(span.end, begin, size);
  const std::uint32_t line = line_of(source, end);
  if (end == begin || line == 1 || source.line_begin(line) != end) return {span.source, begin, end};
  return {span.source, begin, std::max(begin, source.line_end(line - 1))};
}

}  // namespace fabriclint
