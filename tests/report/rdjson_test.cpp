// SPDX-License-Identifier: Apache-2.0
#include "report/rdjson.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "sample.h"

using namespace fabriclint;
using Json = nlohmann::ordered_json;

namespace {

Json diagnostics_of(const sample::Sample& sample) {
  std::ostringstream out;
  write_rdjson(out, sample.report(), {});
  const Json log = Json::parse(out.str());
  CHECK(log.at("source").at("name") == "fabriclint");
  return log.at("diagnostics");
}

// What reviewdog makes of a suggestion: the lines of its range, cut at byte columns.
std::string suggested(const Source& source, const Json& suggestion) {
  const Json& start = suggestion.at("range").at("start");
  const Json& end = suggestion.at("range").at("end");
  const std::string_view first = source.line_text(start.at("line").get<std::uint32_t>());
  const std::string_view last = source.line_text(end.at("line").get<std::uint32_t>());
  return std::string(first.substr(0, start.at("column").get<std::size_t>() - 1)) + suggestion.at("text").get<std::string>() +
         std::string(last.substr(end.at("column").get<std::size_t>() - 1));
}

}  // namespace

TEST_CASE("a finding becomes a diagnostic") {
  const Json all = diagnostics_of(sample::labelled());
  REQUIRE(all.size() == 1);
  CHECK(all[0] == Json::parse(R"({
    "message": "`UCX_TLS` of `decode` is `tcp,self`: no RDMA.\n\n**help:** write rc,cuda\\_copy.",
    "location": {"path": "recipes/one/deploy.yaml", "range": {"start": {"line": 4, "column": 12}, "end": {"line": 4, "column": 22}}},
    "severity": "ERROR",
    "code": {"value": "ucx-tls-no-rdma"},
    "related_locations": [
      {"message": "fabric is infiniband: it requests 'rdma/ib'",
       "location": {"path": "recipes/one/deploy.yaml", "range": {"start": {"line": 7, "column": 3}, "end": {"line": 7, "column": 10}}}},
      {"message": "said here [too]",
       "location": {"path": "recipes/one/nodes.yaml", "range": {"start": {"line": 1, "column": 9}, "end": {"line": 1, "column": 19}}}}]})"));
  CHECK(diagnostics_of(sample::clean()) == Json::array());
}

TEST_CASE("columns count bytes") {
  const Json all = diagnostics_of(sample::non_ascii());
  // Before it: a byte order mark (3), k, e with accent (2), y, colon, blank. It: 2 quotes, 3+3, blank, 4.
  CHECK(all[0].at("location").at("range") == Json::parse(R"({"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 23}})"));
  CHECK(all[1].at("location").at("range") == Json::parse(R"({"start": {"line": 2, "column": 12}, "end": {"line": 2, "column": 13}})"));
}

TEST_CASE("levels become severities, a range ends on its first line") {
  sample::Sample s;
  const SourceId id = s.sources.add("f.yaml", "a: |\n  1\n  2\n");
  s.add("r", Level::warning, s.find(id, "|\n  1\n"), "M");
  s.add("", Level::note, s.find(id, "2"), "M");
  const Json all = diagnostics_of(s);
  CHECK(all[0].at("severity") == "WARNING");
  CHECK(all[0].at("location").at("range").at("end") == Json::parse(R"({"line": 1, "column": 5})"));
  CHECK(all[1].at("severity") == "INFO");
  CHECK(!all[1].contains("code"));
}

TEST_CASE("a fix is one suggestion that does all of it") {
  const sample::Sample s = sample::mended();
  const Json all = diagnostics_of(s);
  REQUIRE(all.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(all[i].at("suggestions").size() == 1);
  CHECK(suggested(s.sources[{0}], all[0]["suggestions"][0]) == "args: [\xc3\xa9 \xe4\xbd\xa0 \xf0\x9f\x98\x80, --tp, \"4\"]");
  CHECK(all[1]["suggestions"][0].at("range") == Json::parse(R"({"start": {"line": 3, "column": 1}, "end": {"line": 5, "column": 1}})"));
  CHECK(suggested(s.sources[{0}], all[1]["suggestions"][0]) == "last: 1");
  CHECK(suggested(s.sources[{1}], all[2]["suggestions"][0]) == "w: 0\r\nx: 1\r\ny: 3");
  CHECK(!all[3].contains("suggestions"));
}

TEST_CASE("hostile text mentions nobody, and a finding of no file is left out") {
  sample::Sample s = sample::hostile();
  s.findings.front().message = "Ask @root";
  const Json all = diagnostics_of(s);
  CHECK(all.size() == s.findings.size() - 1);
  for (const Json& one : all) {
    const auto message = one.at("message").get<std::string>();
    CHECK(message.find("Ask @root") == std::string::npos);
    CHECK(message.find('\x1b') == std::string::npos);
    CHECK(!one.at("location").at("path").get<std::string>().starts_with('/'));
  }
}
