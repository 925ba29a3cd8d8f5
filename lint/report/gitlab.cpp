// SPDX-License-Identifier: Apache-2.0
#include "report/gitlab.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "report/echo.h"
#include "report/placed.h"
#include "report/sentence.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

// info, minor, major, critical and blocker are what GitLab knows.
std::string_view severity_of(Level level) {
  return level == Level::error ? "critical" : level == Level::warning ? "major" : "info";
}

Json issue(const Report& report, const Placed& placed) {
  const Finding& finding = *placed.finding;
  const Source& source = report.sources[finding.at.source];
  const Span span = without_last_break(source, finding.at);
  const std::string name = finding.rule.empty() ? "fabriclint" : echoed(finding.rule);
  Json out;
  out["description"] = name + ": " + plain_sentence(finding.message);
  out["check_name"] = name;
  out["fingerprint"] = finding.fingerprint;
  out["severity"] = severity_of(finding.level);
  out["location"]["path"] = placed.path;
  out["location"]["lines"] = {{"begin", line_of(source, span.begin)}, {"end", line_of(source, span.end)}};
  return out;
}

}  // namespace

void write_gitlab(std::ostream& out, const Report& report, const Style& /*style*/) {
  Json issues = Json::array();
  for (const Placed& one : placed(report)) {
    if (!one.uri.empty()) issues.push_back(issue(report, one));
  }
  out << issues.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

}  // namespace fabriclint
