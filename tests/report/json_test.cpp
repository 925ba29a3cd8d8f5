// SPDX-License-Identifier: Apache-2.0
#include "report/json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "sample.h"

using namespace fabriclint;
using Json = nlohmann::ordered_json;

namespace {

std::string written(const sample::Sample& sample) {
  std::ostringstream out;
  write_json(out, sample.report(), {});
  return out.str();
}

Json report_of(const sample::Sample& sample) {
  return Json::parse(written(sample));
}

}  // namespace

TEST_CASE("JSON says everything about a finding") {
  const Json log = report_of(sample::labelled());
  CHECK(log.at("schema") == "fabriclint-report/1");
  CHECK(log.at("tool") == Json::parse(R"({"name": "fabriclint", "version": "1.2.3"})"));
  REQUIRE(log.at("findings").size() == 1);
  Json finding = log["findings"][0];
  const auto fingerprint = finding.at("fingerprint").get<std::string>();
  CHECK(fingerprint.size() == 18);
  finding.erase("fingerprint");
  CHECK(finding == Json::parse(R"({
    "rule": "ucx-tls-no-rdma",
    "level": "error",
    "message": "'UCX_TLS' of 'decode' is 'tcp,self': no RDMA",
    "pointer": "no RDMA transport in this list",
    "help": "write rc,cuda_copy",
    "explain": "fabriclint explain ucx-tls-no-rdma",
    "place": {"path": "recipes/one/deploy.yaml", "uri": "recipes/one/deploy.yaml",
      "start": {"line": 4, "column": 12, "byte_column": 12, "offset": 46},
      "end": {"line": 4, "column": 22, "byte_column": 22, "offset": 56}},
    "labels": [
      {"text": "fabric is infiniband: it requests 'rdma/ib'",
       "place": {"path": "recipes/one/deploy.yaml", "uri": "recipes/one/deploy.yaml",
         "start": {"line": 7, "column": 3, "byte_column": 3, "offset": 75},
         "end": {"line": 7, "column": 10, "byte_column": 10, "offset": 82}}},
      {"text": "said here [too]",
       "place": {"path": "recipes/one/nodes.yaml", "uri": "recipes/one/nodes.yaml",
         "start": {"line": 1, "column": 9, "byte_column": 9, "offset": 8},
         "end": {"line": 1, "column": 19, "byte_column": 19, "offset": 18}}}],
    "subjects": [{"deployment": "graph", "component": "decode", "container": "main", "path": "env.UCX_TLS"}]})"));
}

TEST_CASE("JSON counts what was looked at, and says what was decided and what not") {
  sample::Sample s = sample::labelled();
  DeploymentVerdict verdict;
  verdict.deployment = "graph";
  verdict.at = s.find({0}, "Graph");
  verdict.readiness = Readiness::blocked;
  verdict.reasons = {{Reason::Outcome::error, "ucx-tls-no-rdma", 1, "", {}},
                     {Reason::Outcome::undecided, "r", 2, "a secret", s.find({0}, "mode")}};
  verdict.next_step = "In a pod:\nrun it\n";
  s.summary.verdicts = {verdict};
  s.summary.suppressed = 4;
  s.summary.baselined = 5;
  const Json summary = report_of(s).at("summary");
  CHECK(summary.at("files") == 2);
  CHECK(summary.at("deployments") == 1);
  CHECK(summary.at("rules") == 2);
  CHECK(summary.at("findings") == Json::parse(R"({"error": 1, "warning": 0, "note": 0})"));
  CHECK(summary.at("suppressed") == 4);
  CHECK(summary.at("baselined") == 5);
  CHECK_FALSE(summary.contains("outside_change"));
  CHECK(summary.at("skipped") == Json::parse(R"([{"why": "templated", "files": 3}, {"why": "without a workload", "files": 5}])"));
  REQUIRE(summary.at("verdicts").size() == 1);
  const Json& said = summary["verdicts"][0];
  CHECK(said.at("deployment") == "graph");
  CHECK(said.at("verdict") == "blocked");
  CHECK(said.at("place").at("start").at("column") == 7);
  CHECK(said.at("reasons")[0] == Json::parse(R"({"outcome": "error", "rule": "ucx-tls-no-rdma", "places": 1})"));
  CHECK(said.at("reasons")[1].at("why") == "a secret");
  CHECK(said.at("reasons")[1].at("place").at("start").at("line") == 5);
  CHECK(said.at("next_step") == Json::parse(R"(["In a pod:", "run it"])"));
  REQUIRE(summary.at("undecided").size() == 1);
  CHECK(summary["undecided"][0].at("rule") == "nccl-off");
  CHECK(summary["undecided"][0].at("subject").at("path") == "env.NCCL_IB_DISABLE");
  CHECK(summary["undecided"][0].at("why") == "'X' comes from a secret");
  CHECK(summary["undecided"][0].at("place").at("start").at("line") == 5);
  s.summary.outside = OutsideChange{.findings = 6, .files = 1};
  CHECK(report_of(s).at("summary").at("outside_change") == 6);
}

TEST_CASE("JSON gives characters, bytes and offsets apart") {
  const Json place = report_of(sample::non_ascii()).at("findings")[0].at("place");
  CHECK(place.at("path") == "recipes/\xe4\xbd\xa0 \xe5\xa5\xbd.yaml");
  CHECK(place.at("uri") == "recipes/%E4%BD%A0%20%E5%A5%BD.yaml");
  // Before it: a byte order mark (3 bytes, no character), k, e with accent (2 bytes), y, colon, blank. It: 2 quotes, 3+3 bytes, blank, 4
  // bytes.
  CHECK(place.at("start") == Json::parse(R"({"line": 1, "column": 6, "byte_column": 10, "offset": 9})"));
  CHECK(place.at("end") == Json::parse(R"({"line": 1, "column": 12, "byte_column": 23, "offset": 22})"));
}

TEST_CASE("JSON gives the edits of a fix exactly, and no fix that is refused") {
  const Json findings = report_of(sample::mended()).at("findings");
  REQUIRE(findings.size() == 4);
  const Json& fix = findings[0].at("fix");
  CHECK(fix.at("description") == "Ask for 4.");
  REQUIRE(fix.at("edits").size() == 1);
  CHECK(fix["edits"][0].at("text") == "4");
  // args: [ is 7 characters; then 1+1+1+1+1 characters in 2+1+3+1+4 bytes; then `, --tp, "` of 9.
  CHECK(fix["edits"][0].at("place").at("start") == Json::parse(R"({"line": 1, "column": 22, "byte_column": 28, "offset": 27})"));
  CHECK(findings[2].at("fix").at("edits").size() == 2);
  CHECK(findings[3].at("rule") == "bad");
  CHECK(!findings[3].contains("fix"));
}

TEST_CASE("hostile text is escaped, and JSON stays ASCII") {
  const std::string text = written(sample::hostile());
  for (const char c : text) REQUIRE((c == '\n' || (c >= ' ' && c <= '~')));
  const Json log = Json::parse(text);
  CHECK(log.at("findings").size() == sample::hostile().findings.size());
  for (const Json& finding : log["findings"]) {
    const auto message = finding.at("message").get<std::string>();
    CHECK(std::none_of(message.begin(), message.end(), [](char c) { return c == '\n' || c == '\x1b'; }));
    CHECK(finding.contains("place") == (message != "Without a place"));
    const std::string rule = finding.value("rule", "");
    const bool known = rule == "r" || rule == "with\\nbreak";
    CHECK(finding.contains("explain") == known);
  }
}

TEST_CASE("a run without findings has an empty list and the same members") {
  const Json log = report_of(sample::clean());
  CHECK(log.at("findings") == Json::array());
  CHECK(log.at("summary").at("verdicts") == Json::array());
  CHECK(log.at("summary").at("undecided") == Json::array());
  CHECK(log.at("summary").at("findings").at("error") == 0);
}
