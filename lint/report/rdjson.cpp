// SPDX-License-Identifier: Apache-2.0
#include "report/rdjson.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "report/echo.h"
#include "report/line_edit.h"
#include "report/placed.h"
#include "report/sentence.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view rdjson_severity(Level level) {
  return level == Level::error ? "ERROR" : level == Level::warning ? "WARNING" : "INFO";
}

Json rdjson_position(const Source& source, std::uint32_t offset) {
  const Position at = source.position(offset);
  return {{"line", at.line}, {"column", at.byte_column}};
}

Json range(const Source& source, const Span& span) {
  return {{"start", rdjson_position(source, span.begin)}, {"end", rdjson_position(source, span.end)}};
}

// One line, because reviewdog drops a diagnostic of which one line is not in the diff.
Json location(const Report& report, const Span& span) {
  const Source& source = report.sources[span.source];
  return {{"path", path_in(report.repository, source.name())}, {"range", range(source, on_first_line(source, span))}};
}

// reviewdog posts it as Markdown.
std::string message_of(const Finding& finding) {
  std::string out = markdown_sentence(finding.message);
  if (!finding.help.empty()) out += "\n\n**help:** " + markdown_sentence(on_one_line(finding.help));
  return out;
}

Json diagnostic(const Report& report, const Finding& finding) {
  Json out;
  out["message"] = message_of(finding);
  out["location"] = location(report, finding.at);
  out["severity"] = rdjson_severity(finding.level);
  if (!finding.rule.empty()) out["code"]["value"] = echoed(finding.rule);
  if (const std::optional<Edit> edit = joined_edit(report.sources, finding)) {
    const Source& source = report.sources[edit->at.source];
    out["suggestions"] = Json::array({{{"range", range(source, edit->at)}, {"text", edit->text}}});
  }
  Json related = Json::array();
  for (const Label& label : finding.labels) {
    if (!has_place(report, label.at)) continue;
    related.push_back({{"message", echoed(label.text)}, {"location", location(report, label.at)}});
  }
  if (!related.empty()) out["related_locations"] = std::move(related);
  return out;
}

}  // namespace

void write_rdjson(std::ostream& out, const Report& report, const Style& /*style*/) {
  Json log;
  log["source"]["name"] = "fabriclint";
  log["diagnostics"] = Json::array();
  for (const Placed& one : placed(report)) {
    if (!one.uri.empty()) log["diagnostics"].push_back(diagnostic(report, *one.finding));
  }
  out << log.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace fabriclint
