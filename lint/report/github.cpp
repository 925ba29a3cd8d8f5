// SPDX-License-Identifier: Apache-2.0
#include "report/github.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "report/echo.h"
#include "report/placed.h"
#include "text/counted.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMaxPath = 4096;  // PATH_MAX: a cut path would be another file

std::string_view command_of(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "notice";
}

// As @actions/core escapes it: what the runner decodes again.
std::string escaped(std::string_view text, std::string_view also = {}) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || also.find(c) != std::string_view::npos) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string property(std::string_view text) {
  return escaped(text, ":,");
}

// A file name keeps its line breaks, which the escaping can carry; other control characters would reach whoever reads the log.
std::string path_property(std::string_view path) {
  std::string out;
  while (true) {
    const std::size_t end = path.find_first_of("\r\n");
    out += property(echoed(path.substr(0, end), kMaxPath));
    if (end == std::string_view::npos) return out;
    out += escaped(path.substr(end, 1));
    path.remove_prefix(end + 1);
  }
}

std::string location_of(const Report& report, const Placed& placed) {
  const Source& source = report.sources[placed.finding->at.source];
  const Span span = without_last_break(source, placed.finding->at);
  const Position first = source.position(span.begin);
  const Position last = source.position(span.end);
  std::string out = fmt::format("file={},line={},endLine={},", path_property(placed.path), first.line, last.line);
  // GitHub refuses columns of a range of several lines.
  if (first.line == last.line) out += fmt::format("col={},endColumn={},", first.column, last.column);
  return out;
}

void write_command(std::ostream& out, const Report& report, const Placed& placed) {
  const Finding& finding = *placed.finding;
  const std::string title = finding.rule.empty() ? "fabriclint" : "fabriclint: " + echoed(finding.rule, 200);
  std::string message = escaped(echoed(finding.message.empty() ? "Finding without a message" : std::string_view(finding.message)));
  if (!finding.help.empty()) message += "%0Ahelp: " + escaped(echoed(on_one_line(finding.help)));
  out << "::" << command_of(finding.level) << ' ' << (placed.uri.empty() ? "" : location_of(report, placed)) << "title=" << property(title)
      << "::" << message << '\n';
}

}  // namespace

void write_github(std::ostream& out, const Report& report, const Style& /*style*/) {
  std::vector<Placed> findings = placed(report);
  std::stable_sort(findings.begin(), findings.end(), [](const Placed& a, const Placed& b) { return a.finding->level > b.finding->level; });
  std::array<std::size_t, 3> counts{};
  for (const Placed& one : findings) {
    ++counts.at(static_cast<std::size_t>(one.finding->level));
    write_command(out, report, one);
  }
  if (*std::max_element(counts.begin(), counts.end()) <= kShownOfLevel) return;
  out << fmt::format("fabriclint: {}, {} and {}; GitHub shows the first {} of each as annotations, this log holds all\n",
                     counted(counts[2], "error"), counted(counts[1], "warning"), counted(counts[0], "note"), kShownOfLevel);
}

}  // namespace fabriclint
