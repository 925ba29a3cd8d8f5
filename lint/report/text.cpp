// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "report/closing.h"
#include "report/echo.h"
#include "report/paint.h"
#include "report/snippet.h"
#include "report/statistics.h"
#include "report/wrap.h"
#include "text/counted.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMaxSubjects = 8;

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

// "deployment/component/container", as far as it goes.
std::string part_of(const Subject& subject) {
  std::string out;
  for (const std::string* name : {&subject.deployment, &subject.component, &subject.container}) {
    if (!name->empty()) out += (out.empty() ? "" : "/") + *name;
  }
  return out;
}

// Which parts share the text, if it is more than one: the message can name one only.
std::string shared_by(const std::vector<Subject>& subjects) {
  std::vector<std::string> parts;
  for (const Subject& subject : subjects) {
    std::string part = '\'' + echoed(part_of(subject), 200) + '\'';
    if (part != "''" && (parts.empty() || parts.back() != part)) parts.push_back(std::move(part));
  }
  if (parts.size() < 2) return {};
  const std::size_t more = parts.size() > kMaxSubjects ? parts.size() - kMaxSubjects : 0;
  parts.resize(parts.size() - more);
  return joined(parts, ", ") + (more > 0 ? fmt::format(" and {} more", more) : "");
}

void write_finding(std::ostream& out, const Finding& finding, const Report& report, const Style& style) {
  const std::string head = heading(finding.level, finding.rule);
  out << painted(style.color, paint_of(finding.level), head)
      << painted(style.color, kBold, ": " + wrapped(echoed(finding.message), style.wrap, head.size() + 2, 4)) << '\n';
  const std::size_t gutter = write_snippet(out, finding, report.sources, style);

  std::vector<std::pair<std::string_view, std::string>> notes;
  if (std::string shared = shared_by(finding.subjects); !shared.empty()) notes.emplace_back("shared by", std::move(shared));
  if (!finding.help.empty()) notes.emplace_back("help", echoed(on_one_line(finding.help)));
  const bool explained = std::any_of(report.rules.begin(), report.rules.end(), [&](const Rule& rule) { return rule.id == finding.rule; });
  if (explained) notes.emplace_back("see", "fabriclint explain " + echoed(finding.rule));
  const auto frame = [&](std::string_view mark) { out << std::string(gutter, ' ') << painted(style.color, kFrame, mark); };
  if (!notes.empty() && gutter > 0) {
    frame(" |");
    out << '\n';
  }
  for (const auto& [name, text] : notes) {
    frame(" = ");
    const std::size_t column = gutter + 3 + name.size() + 2;
    out << painted(style.color, kBold, fmt::format("{}:", name)) << ' ' << wrapped(text, style.wrap, column, column) << '\n';
  }
  out << '\n';
}

void write_undecided(std::ostream& out, const Report& report, const Style& style) {
  std::vector<const Undecided*> order;
  for (const Undecided& undecided : report.summary.undecided) order.push_back(&undecided);
  const auto name = [&](const Undecided& undecided) {
    const SourceId id = undecided.at.source;
    return id.index < report.sources.size() ? std::string_view(report.sources[id].name()) : std::string_view();
  };
  const auto key = [&](const Undecided& u) {
    return std::tuple(name(u), u.at, std::string_view(u.rule), std::tie(u.subject), std::string_view(u.why));
  };
  std::sort(order.begin(), order.end(), [&](const Undecided* a, const Undecided* b) { return key(*a) < key(*b); });
  for (const Undecided* undecided : order) {
    out << painted(style.color, kBold, fmt::format("undecided[{}]:", echoed(undecided->rule))) << ' ';
    if (undecided->at.source.index < report.sources.size()) {
      const Position start = report.sources[undecided->at.source].position(undecided->at.begin);
      out << fmt::format("{}:{}:{}: ", echoed(name(*undecided)), start.line, start.column);
    }
    std::string part = part_of(undecided->subject);
    if (!undecided->subject.path.empty()) part += (part.empty() ? "" : "/") + undecided->subject.path;
    if (!part.empty()) out << '\'' << echoed(part, 200) << "': ";
    out << echoed(undecided->why) << '\n';
  }
  if (!order.empty()) out << '\n';
}

}  // namespace

std::string summary_sentence(const Report& report, const Style& style) {
  std::array<std::size_t, 3> levels{};
  for (const Finding& finding : report.findings) ++levels[static_cast<std::size_t>(finding.level)];
  std::vector<std::string> found;
  for (const Level level : {Level::error, Level::warning, Level::note}) {
    const std::size_t count = levels[static_cast<std::size_t>(level)];
    if (count > 0) found.push_back(painted(style.color, paint_of(level), counted(count, name_of(level))));
  }
  if (found.empty()) found.emplace_back("No findings");

  const Summary& summary = report.summary;
  std::vector<std::string> details;
  if (summary.files > 0) {
    details.push_back(fmt::format("{} checked with {}", counted(summary.deployments, "deployment"), counted(summary.rules, "rule")));
  }
  std::size_t skipped = 0;
  std::vector<std::string> reasons;
  for (const auto& [reason, count] : summary.skipped) {
    skipped += count;
    reasons.push_back(fmt::format("{} {}", count, echoed(reason)));
  }
  if (skipped > 0) details.push_back(fmt::format("{} skipped: {}", counted(skipped, "file"), joined(reasons, ", ")));
  if (summary.suppressed > 0) details.push_back(fmt::format("{} suppressed", summary.suppressed));
  if (summary.baselined > 0) details.push_back(fmt::format("{} in the baseline", summary.baselined));
  if (summary.outside && summary.outside->files == 0) {
    details.emplace_back("none of the files is part of the change");
  } else if (summary.outside) {
    details.push_back(fmt::format("{} outside the change", counted(summary.outside->findings, "finding")));
  }
  if (const std::size_t undecided = summary.undecided.size(); undecided > 0) {
    details.push_back(fmt::format("{} undecided{}", undecided, style.show_undecided ? "" : ", see --show-undecided"));
  }
  if (summary.files == 0) return details.empty() ? "Nothing was checked." : fmt::format("Nothing was checked ({}).", joined(details, "; "));
  return fmt::format("{} in {} ({}).", joined(found, ", "), counted(summary.files, "file"), joined(details, "; "));
}

void write_text(std::ostream& out, const Report& report, const Style& style) {
  if (style.statistics) {
    write_statistics(out, report, style);
  } else {
    for (const Finding& finding : report.findings) write_finding(out, finding, report, style);
  }
  if (style.show_undecided) write_undecided(out, report, style);
  if (!style.summary) return;
  const std::vector<DeploymentVerdict>& verdicts = report.summary.verdicts;
  write_verdicts(out, verdicts, report.sources, style.color);
  write_next_steps(out, verdicts, style.color);
  if (!verdicts.empty()) out << '\n';
  out << summary_sentence(report, style) << '\n';
}

}  // namespace fabriclint
