// SPDX-License-Identifier: Apache-2.0
#include "report/json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "report/echo.h"
#include "report/line_edit.h"
#include "report/placed.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

Json position(const Source& source, std::uint32_t offset) {
  const Position at = source.position(offset);
  return {{"line", at.line}, {"column", at.column}, {"byte_column", at.byte_column}, {"offset", offset}};
}

Json place(const Report& report, const Span& span) {
  const Source& source = report.sources[span.source];
  const auto size = static_cast<std::uint32_t>(source.text().size());
  const std::uint32_t begin = std::min(span.begin, size);
  Json out;
  out["path"] = path_in(report.repository, source.name());
  out["uri"] = uri_in(report.repository, source.name());
  out["start"] = position(source, begin);
  out["end"] = position(source, std::clamp(span.end, begin, size));
  return out;
}

void put(Json& out, const char* name, std::string_view text) {
  if (!text.empty()) out[name] = echoed(text);
}

Json subject(const Subject& subject) {
  Json out = Json::object();
  put(out, "deployment", subject.deployment);
  put(out, "component", subject.component);
  put(out, "container", subject.container);
  put(out, "path", subject.path);
  return out;
}

Json fix(const Report& report, const Fix& fix, std::span<const Edit> edits) {
  Json out = Json::object();
  put(out, "description", on_one_line(fix.description));
  out["edits"] = Json::array();
  for (const Edit& edit : edits) out["edits"].push_back({{"place", place(report, edit.at)}, {"text", edit.text}});
  return out;
}

Json finding(const Report& report, const Placed& placed, bool explained) {
  const Finding& finding = *placed.finding;
  Json out;
  put(out, "rule", finding.rule);
  out["level"] = name_of(finding.level);
  out["message"] = echoed(finding.message);
  put(out, "pointer", on_one_line(finding.pointer));
  put(out, "help", on_one_line(finding.help));
  if (explained) out["explain"] = "fabriclint explain " + echoed(finding.rule);
  if (has_place(report, finding.at)) out["place"] = place(report, finding.at);
  out["labels"] = Json::array();
  for (const Label& label : finding.labels) {
    if (has_place(report, label.at)) out["labels"].push_back({{"text", echoed(label.text)}, {"place", place(report, label.at)}});
  }
  out["subjects"] = Json::array();
  for (const Subject& one : finding.subjects) out["subjects"].push_back(subject(one));
  out["fingerprint"] = finding.fingerprint;
  if (const auto edits = usable_edits(report.sources, finding); !edits.empty()) out["fix"] = fix(report, *finding.fix, edits);
  return out;
}

// Where something is, to sort by: not by the names of files, which depend on the working directory.
struct Spot {
  std::string uri;
  Span at;
  auto operator<=>(const Spot&) const = default;
};

Spot spot(const Report& report, const Span& at) {
  return {has_place(report, at) ? uri_in(report.repository, report.sources[at.source].name()) : std::string(), at};
}

Json reason(const Report& report, const Reason& reason) {
  Json out;
  out["outcome"] = name_of(reason.outcome);
  put(out, "rule", reason.rule);
  out["places"] = reason.places;
  put(out, "why", reason.why);
  if (!reason.at.empty() && has_place(report, reason.at)) out["place"] = place(report, reason.at);
  return out;
}

Json lines_of(std::string_view text) {
  Json out = Json::array();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(echoed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Json verdicts(const Report& report) {
  std::vector<std::pair<Spot, const DeploymentVerdict*>> order;
  for (const DeploymentVerdict& verdict : report.summary.verdicts) order.emplace_back(spot(report, verdict.at), &verdict);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Json out = Json::array();
  for (const auto& entry : order) {
    const DeploymentVerdict& verdict = *entry.second;
    Json one;
    one["deployment"] = echoed(verdict.deployment);
    if (has_place(report, verdict.at)) one["place"] = place(report, verdict.at);
    one["verdict"] = name_of(verdict.readiness);
    one["reasons"] = Json::array();
    for (const Reason& why : verdict.reasons) one["reasons"].push_back(reason(report, why));
    if (!verdict.next_step.empty()) one["next_step"] = lines_of(verdict.next_step);
    out.push_back(std::move(one));
  }
  return out;
}

Json undecided(const Report& report) {
  std::vector<std::pair<Spot, const Undecided*>> order;
  for (const Undecided& one : report.summary.undecided) order.emplace_back(spot(report, one.at), &one);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    const auto key = [](const auto& entry) { return std::tie(entry.first, entry.second->rule, entry.second->subject, entry.second->why); };
    return key(a) < key(b);
  });
  Json out = Json::array();
  for (const auto& entry : order) {
    const Undecided& one = *entry.second;
    Json json;
    put(json, "rule", one.rule);
    json["subject"] = subject(one.subject);
    json["why"] = echoed(one.why);
    if (!one.at.empty() && has_place(report, one.at)) json["place"] = place(report, one.at);
    out.push_back(std::move(json));
  }
  return out;
}

Json summary(const Report& report) {
  std::map<Level, std::size_t> counts;
  for (const Finding& one : report.findings) ++counts[one.level];
  Json out;
  out["files"] = report.summary.files;
  out["deployments"] = report.summary.deployments;
  out["rules"] = report.summary.rules;
  for (const Level level : {Level::error, Level::warning, Level::note}) out["findings"][std::string(name_of(level))] = counts[level];
  out["suppressed"] = report.summary.suppressed;
  out["baselined"] = report.summary.baselined;
  if (report.summary.outside) out["outside_change"] = report.summary.outside->findings;
  out["skipped"] = Json::array();
  for (const auto& [why, count] : report.summary.skipped) out["skipped"].push_back({{"why", echoed(why)}, {"files", count}});
  out["verdicts"] = verdicts(report);
  out["undecided"] = undecided(report);
  return out;
}

}  // namespace

void write_json(std::ostream& out, const Report& report, const Style& /*style*/) {
  std::set<std::string_view> rules;
  for (const Rule& rule : report.rules) rules.insert(rule.id);
  Json log;
  log["schema"] = "fabriclint-report/1";
  log["tool"] = {{"name", "fabriclint"}, {"version", report.version}};
  log["findings"] = Json::array();
  for (const Placed& one : placed(report)) log["findings"].push_back(finding(report, one, rules.contains(one.finding->rule)));
  log["summary"] = summary(report);
  out << log.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace fabriclint
