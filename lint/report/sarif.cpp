// SPDX-License-Identifier: Apache-2.0
#include "report/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "report/echo.h"
#include "report/line_edit.h"
#include "report/line_hash.h"
#include "report/placed.h"
#include "report/sarif_rule.h"
#include "report/sentence.h"

namespace fabriclint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxRelated = 100;  // GitHub keeps 100 locations of a result
constexpr std::size_t kMaxLinks = 5;      // links in a message; the other related locations are in the file only
constexpr std::size_t kMaxLogical = 100;  // subjects of a result
constexpr std::size_t kMaxSnippet = 500;  // bytes

// A region of one line, as GitHub wants it: an alert shows in a pull request only if all its lines were changed.
Json region_of(const Source& source, const Span& span) {
  const Span line = on_first_line(source, span);
  const Position first = source.position(line.begin);
  const Position last = source.position(line.end);
  Json region = {{"startLine", first.line}, {"startColumn", first.column}, {"endLine", last.line}, {"endColumn", last.column}};
  // The snippet must be the region's very text, so none is given that JSON could not hold or that is long. An empty one upsets GitLab.
  const std::string_view snippet = source.text().substr(line.begin, line.size());
  if (!snippet.empty() && snippet.size() <= kMaxSnippet && echoed(snippet) == snippet) region["snippet"]["text"] = snippet;
  return region;
}

Json artifact_of(std::string uri) {
  return {{"uri", std::move(uri)}, {"uriBaseId", "%SRCROOT%"}};
}

Json location_of(const Report& report, const Span& span) {
  Json location;
  Json& physical = location["physicalLocation"];
  physical["artifactLocation"] = artifact_of(uri_in(report.repository, report.sources[span.source].name()));
  physical["region"] = region_of(report.sources[span.source], span);
  return location;
}

Json logical_locations(const std::vector<Subject>& subjects) {
  Json out = Json::array();
  for (const Subject& subject : subjects) {
    if (out.size() == kMaxLogical) break;
    std::string path;
    for (const std::string* name : {&subject.deployment, &subject.component, &subject.container, &subject.path}) {
      if (!name->empty()) path += (path.empty() ? "" : "/") + *name;
    }
    if (path.empty()) continue;
    const std::string& name = subject.component.empty() ? subject.deployment : subject.component;
    Json location;
    if (!name.empty()) location["name"] = echoed(name);
    location["fullyQualifiedName"] = echoed(path);
    location["kind"] = "member";
    out.push_back(std::move(location));
  }
  return out;
}

// Whole lines without columns: viewers disagree on the unit of a column in a fix.
Json fix_of(const Fix& fix, const std::vector<LineEdit>& edits, const std::string& uri) {
  Json replacements = Json::array();
  for (const LineEdit& edit : edits) {
    Json replacement;
    replacement["deletedRegion"] = {{"startLine", edit.first}, {"endLine", edit.last}};
    replacement["insertedContent"]["text"] = edit.text;
    replacements.push_back(std::move(replacement));
  }
  Json out;
  if (!fix.description.empty()) out["description"]["text"] = plain_sentence(fix.description);
  out["artifactChanges"] = Json::array({{{"artifactLocation", artifact_of(uri)}, {"replacements", std::move(replacements)}}});
  return out;
}

class Results {
 public:
  Results(const Report& report, const std::map<std::string_view, std::size_t>& rule_index) : report_(report), rule_index_(rule_index) {}

  Json result(const Placed& placed) {
    const Finding& finding = *placed.finding;
    Json out;
    out["ruleId"] = finding.rule.empty() ? "fabriclint" : echoed(finding.rule);
    if (const auto rule = rule_index_.find(finding.rule); rule != rule_index_.end()) out["ruleIndex"] = rule->second;
    out["level"] = name_of(finding.level);

    Json related = Json::array();
    std::string links;
    for (const Label& label : finding.labels) {
      if (label.at.source.index >= report_.sources.size() || label.text.empty()) continue;
      if (related.size() == kMaxRelated) break;
      Json location = location_of(report_, label.at);
      const std::size_t id = related.size() + 1;
      Json with_id = {{"id", id}};
      with_id.update(location);
      with_id["message"]["text"] = plain_sentence(label.text);
      related.push_back(std::move(with_id));
      if (id <= kMaxLinks) links += (links.empty() ? " See: " : ", ") + text_link(label.text, id);
    }
    out["message"]["text"] = plain_sentence(finding.message) + (links.empty() ? "" : links + '.');
    out["message"]["markdown"] = markdown_sentence(finding.message);

    Json location = location_of(report_, finding.at);
    if (Json logical = logical_locations(finding.subjects); !logical.empty()) location["logicalLocations"] = std::move(logical);
    const auto line = location["physicalLocation"]["region"]["startLine"].get<std::size_t>();
    out["locations"] = Json::array({std::move(location)});
    if (!related.empty()) out["relatedLocations"] = std::move(related);

    if (std::string hash = line_hash(finding.at.source, line); !hash.empty()) {
      out["partialFingerprints"]["primaryLocationLineHash"] = std::move(hash);
    }
    out["partialFingerprints"]["fabriclint/v1"] = finding.fingerprint;
    if (const auto edits = line_edits(report_.sources, finding); !edits.empty()) {
      out["fixes"] = Json::array({fix_of(*finding.fix, edits, placed.uri)});
    }
    return out;
  }

 private:
  std::string line_hash(SourceId source, std::size_t line) {
    if (hashed_ != source || hashes_.empty()) {
      hashes_ = line_hashes(report_.sources[source].text());
      hashed_ = source;
    }
    return line <= hashes_.size() ? to_string(hashes_[line - 1]) : std::string();
  }

  const Report& report_;
  const std::map<std::string_view, std::size_t>& rule_index_;
  SourceId hashed_;
  std::vector<LineHash> hashes_;
};

// GitHub refuses a file in which one result has no location, or with too many results: the strongest stay, in their order.
std::vector<const Placed*> chosen(const std::vector<Placed>& all) {
  std::vector<const Placed*> kept;
  for (const Placed& one : all) {
    if (!one.uri.empty()) kept.push_back(&one);
  }
  if (kept.size() > kMaxSarifResults) {
    std::stable_sort(kept.begin(), kept.end(), [](const Placed* a, const Placed* b) { return a->finding->level > b->finding->level; });
    kept.resize(kMaxSarifResults);
    std::sort(kept.begin(), kept.end());
  }
  return kept;
}

Json invocation(std::size_t findings, std::size_t results) {
  Json out = {{"executionSuccessful", true}};
  if (findings > results) {
    Json notification;
    notification["level"] = "warning";
    notification["message"]["text"] =
        fmt::format("There are {} findings; this report holds {} of them, the strongest first.", findings, results);
    out["toolExecutionNotifications"] = Json::array({std::move(notification)});
  }
  return out;
}

}  // namespace

void write_sarif(std::ostream& out, const Report& report, const Style& /*style*/) {
  std::map<std::string_view, const Rule*> sorted;
  for (const Rule& rule : report.rules) sorted.emplace(rule.id, &rule);
  Json rules = Json::array();
  std::map<std::string_view, std::size_t> rule_index;
  for (const auto& [id, rule] : sorted) {
    rule_index.emplace(id, rules.size());
    rules.push_back(sarif_rule(*rule));
  }

  Json results = Json::array();
  Results writer(report, rule_index);
  const std::vector<Placed> all = placed(report);
  for (const Placed* one : chosen(all)) results.push_back(writer.result(*one));

  Json run;
  Json& driver = run["tool"]["driver"];
  driver["name"] = "fabriclint";
  driver["semanticVersion"] = report.version;
  driver["rules"] = std::move(rules);
  run["automationDetails"]["id"] = "fabriclint/";
  run["originalUriBaseIds"]["%SRCROOT%"]["description"]["text"] = "The root of the checked-out repository.";
  run["invocations"] = Json::array({invocation(report.findings.size(), results.size())});
  run["columnKind"] = "unicodeCodePoints";
  run["newlineSequences"] = Json::array({"\r\n", "\n"});
  run["results"] = std::move(results);

  Json log;
  log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  out << log.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace fabriclint
