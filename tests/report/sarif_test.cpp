// SPDX-License-Identifier: Apache-2.0
#include "report/sarif.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "report/sarif_rule.h"
#include "sample.h"

using namespace fabriclint;
using Json = nlohmann::ordered_json;

namespace {

std::string sarif_of(const sample::Sample& sample) {
  std::ostringstream out;
  write_sarif(out, sample.report(), {});
  return out.str();
}

Json run_of(const sample::Sample& sample) {
  return Json::parse(sarif_of(sample)).at("runs").at(0);
}

}  // namespace

TEST_CASE("a finding becomes a result with region, links, logical location and both fingerprints") {
  const Json run = run_of(sample::labelled());
  REQUIRE(run.at("results").size() == 1);
  const Json& result = run["results"][0];
  CHECK(result.at("ruleId") == "ucx-tls-no-rdma");
  CHECK(run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>()).at("id") == "ucx-tls-no-rdma");
  CHECK(result.at("level") == "error");
  CHECK(result.at("message").at("text") ==
        "'UCX_TLS' of 'decode' is 'tcp,self': no RDMA. See: [fabric is infiniband: it requests 'rdma/ib'](1), [said here \\[too\\]](2).");
  CHECK(result.at("message").at("markdown") == "`UCX_TLS` of `decode` is `tcp,self`: no RDMA.");
  REQUIRE(result.at("locations").size() == 1);
  CHECK(result["locations"][0] == Json::parse(R"({
    "physicalLocation": {
      "artifactLocation": {"uri": "recipes/one/deploy.yaml", "uriBaseId": "%SRCROOT%"},
      "region": {"startLine": 4, "startColumn": 12, "endLine": 4, "endColumn": 22, "snippet": {"text": "\"tcp,self\""}}},
    "logicalLocations": [{"name": "decode", "fullyQualifiedName": "graph/decode/main/env.UCX_TLS", "kind": "member"}]})"));
  REQUIRE(result.at("relatedLocations").size() == 2);
  CHECK(result["relatedLocations"][1] == Json::parse(R"({"id": 2,
    "physicalLocation": {
      "artifactLocation": {"uri": "recipes/one/nodes.yaml", "uriBaseId": "%SRCROOT%"},
      "region": {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 19, "snippet": {"text": "infiniband"}}},
    "message": {"text": "said here [too]."}})"));
  CHECK(result.at("partialFingerprints").size() == 2);
  CHECK(result["partialFingerprints"].contains("primaryLocationLineHash"));
}

TEST_CASE("a run says what GitHub needs and nothing that differs between machines") {
  const std::string text = sarif_of(sample::clean());
  const Json log = Json::parse(text);
  CHECK(log.at("version") == "2.1.0");
  const Json& run = log.at("runs").at(0);
  CHECK(run.at("results") == Json::array());
  CHECK(run.at("tool").at("driver").at("semanticVersion") == "1.2.3");
  CHECK(run.at("automationDetails").at("id") == "fabriclint/");
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  CHECK(run.at("invocations") == Json::parse(R"([{"executionSuccessful": true}])"));
  CHECK(!run.at("originalUriBaseIds").at("%SRCROOT%").contains("uri"));
  CHECK(text.ends_with("}\n"));
  CHECK(text == sarif_of(sample::clean()));
}

TEST_CASE("the rule list is complete and sorted, with everything GitHub shows") {
  const Json run = run_of(sample::labelled());
  const Json& rules = run.at("tool").at("driver").at("rules");
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].at("id") == "nccl-off");
  const Json& rule = rules[1];
  CHECK(rule.at("name") == "UcxTlsNoRdma");
  CHECK(rule.at("shortDescription").at("text") == "The transport list names no RDMA transport.");
  CHECK(rule.at("fullDescription").at("text") == "The cache crosses 'tcp'. It is slow.");
  CHECK(rule.at("defaultConfiguration").at("level") == "error");
  CHECK(rule.at("properties") == Json::parse(R"({"tags": ["ucx"], "precision": "high", "problem.severity": "error"})"));
  CHECK(rules[0].at("properties").at("problem.severity") == "recommendation");
  const auto markdown = rule.at("help").at("markdown").get<std::string>();
  CHECK(markdown.find("`{\"a\": {}}`") != std::string::npos);
  CHECK(markdown.find("Add `rc` to `UCX_TLS`.") != std::string::npos);
  CHECK(markdown.find("- https://example.org/docs") != std::string::npos);
  CHECK(rule.at("help").at("text").get<std::string>().find("What to do: Add 'rc' to 'UCX_TLS'.") != std::string::npos);
  CHECK(!rule.contains("helpUri"));
}

TEST_CASE("descriptions never are longer than GitHub takes") {
  Rule rule = sample::rule("r", Level::note);
  for (int i = 0; i < 400; ++i) rule.why.insert(0, "\xe4\xbd\xa0\xe5\xa5\xbd, ");
  const Json written = sarif_rule(rule);
  CHECK(written.at("fullDescription").at("text").get<std::string>().size() <= 1024);
  CHECK(written.at("help").at("text").get<std::string>().size() > 2000);
  CHECK_NOTHROW((void)written.dump());
}

TEST_CASE("a rule's name is in Pascal case and never its id") {
  CHECK(pascal_case("ucx-tls-no-rdma") == "UcxTlsNoRdma");
  CHECK(pascal_case("a1--b2c") == "A1B2c");
  CHECK(pascal_case("Unused") == "UnusedRule");
  CHECK(pascal_case("unused") == "UnusedRule");
  CHECK(pascal_case("") == "Rule");
}

TEST_CASE("columns are code points, a byte order mark is no column, a region ends on its line") {
  const Json run = run_of(sample::non_ascii());
  const Json region = run.at("results")[0].at("locations")[0].at("physicalLocation").at("region");
  CHECK(region.at("startColumn") == 6);
  CHECK(region.at("endColumn") == 12);
  CHECK(region.at("snippet").at("text") == "\"\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80\"");
  const Json second = run.at("results")[1].at("locations")[0].at("physicalLocation").at("region");
  CHECK(second.at("startLine") == 2);
  CHECK(second.at("startColumn") == 9);
  CHECK(second.at("endLine") == 2);
  CHECK(second.at("endColumn") == 10);
}

TEST_CASE("hostile text makes valid JSON without control characters, and URIs of printable ASCII") {
  const std::string text = sarif_of(sample::hostile());
  for (const char c : text) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  const Json run = Json::parse(text).at("runs").at(0);
  // All but the two findings without a file: GitHub refuses a result that has none.
  CHECK(run.at("results").size() == sample::hostile().findings.size() - 1);
  for (const Json& result : run.at("results")) {
    const auto& physical = result.at("locations")[0].at("physicalLocation");
    const auto uri = physical.at("artifactLocation").at("uri").get<std::string>();
    CHECK(!uri.empty());
    CHECK(uri.find("..") == std::string::npos);
    CHECK(std::all_of(uri.begin(), uri.end(), [](char c) { return c > ' ' && c <= '~'; }));
    const auto& region = physical.at("region");
    CHECK(region.at("endLine") == region.at("startLine"));
    CHECK(region.at("endColumn").get<int>() >= region.at("startColumn").get<int>());
    const auto message = result.at("message").at("text").get<std::string>();
    CHECK(message.find_first_of("{}`\x1b\n") == std::string::npos);
    CHECK(message.ends_with('.'));
    CHECK(result.contains("ruleIndex") == (result.at("ruleId") != "unknown-rule"));
  }
}

TEST_CASE("URIs are counted from the root of the repository, for the place and for what is related") {
  const sample::Sample s = sample::labelled();
  std::ostringstream out;
  write_sarif(out, s.report({.prefix = "sub dir/"}), {});
  const Json result = Json::parse(out.str()).at("runs")[0].at("results")[0];
  CHECK(result.at("locations")[0].at("physicalLocation").at("artifactLocation").at("uri") == "sub%20dir/recipes/one/deploy.yaml");
  CHECK(result.at("relatedLocations")[1].at("physicalLocation").at("artifactLocation").at("uri") == "sub%20dir/recipes/one/nodes.yaml");
}

TEST_CASE("results are sorted by URI, which need not be the order of file names") {
  sample::Sample s;
  const SourceId a = s.sources.add("a!", "x\n");
  const SourceId b = s.sources.add("a ", "x\n");  // sorts before "a!" as a name, after it as "a%20"
  s.add("r", Level::note, {b, 0, 1}, "B");
  s.add("r", Level::note, {a, 0, 1}, "A");
  const Json run = run_of(s);
  CHECK(run.at("results")[0].at("message").at("text") == "A.");
  CHECK(run.at("results")[1].at("message").at("text") == "B.");
}

TEST_CASE("the own fingerprint ignores lines, and is unique in a run") {
  const auto fingerprint = [](const sample::Sample& s, std::size_t n) {
    return run_of(s).at("results")[n].at("partialFingerprints").at("fabriclint/v1").get<std::string>();
  };
  const auto made = [](const std::string& text, const std::string& component) {
    sample::Sample s;
    const SourceId id = s.sources.add("f.yaml", text);
    s.add("r", Level::warning, s.find(id, "x"), "M").subjects = {{"g", component, "main", "env.A"}};
    return s;
  };
  CHECK(fingerprint(made("a: x\n", "decode"), 0) == fingerprint(made("# a comment\n\na:   x\n", "decode"), 0));
  CHECK(fingerprint(made("a: x\n", "decode"), 0) != fingerprint(made("a: x\n", "prefill"), 0));
  sample::Sample twice = made("a: x\n", "decode");
  twice.findings.push_back(twice.findings[0]);
  CHECK(fingerprint(twice, 0) != fingerprint(twice, 1));
}

TEST_CASE("more results than GitHub takes are cut to the strongest, in order, and the run says so") {
  sample::Sample s;
  const SourceId id = s.sources.add("f.yaml", std::string(60'000, '\n'));
  for (std::uint32_t i = 0; i < kMaxSarifResults + 10; ++i) s.add("r", i % 100 == 0 ? Level::note : Level::error, {id, i, i}, "M");
  const Json run = run_of(s);
  REQUIRE(run.at("results").size() == kMaxSarifResults);
  CHECK(run.at("invocations")[0].at("toolExecutionNotifications")[0].at("message").at("text") ==
        "There are 25010 findings; this report holds 25000 of them, the strongest first.");
  std::size_t notes = 0;
  std::size_t last = 0;
  for (const Json& result : run.at("results")) {
    notes += result.at("level") == "note" ? 1 : 0;
    const auto line = result.at("locations")[0].at("physicalLocation").at("region").at("startLine").get<std::size_t>();
    CHECK(line > last);
    last = line;
  }
  CHECK(notes == 251 - 10);
}

TEST_CASE("a snippet is given only if it is the region's very text") {
  sample::Sample s;
  const SourceId id = s.sources.add("f.yaml",
                                    "a\x1b"
                                    "b \xff " +
                                        std::string(5000, 'x') + "\n");
  s.add("r", Level::note, {id, 0, 3}, "Escape");
  s.add("r", Level::note, {id, 4, 5}, "Bad");
  s.add("r", Level::note, {id, 6, 5006}, "Long");
  s.add("r", Level::note, {id, 7, 7}, "Empty");
  const Json run = run_of(s);
  for (const Json& result : run.at("results")) {
    CHECK(!result.at("locations")[0].at("physicalLocation").at("region").contains("snippet"));
  }
}

TEST_CASE("a fix replaces whole lines, without columns, of its own file") {
  const Json results = run_of(sample::mended()).at("results");
  REQUIRE(results.size() == 4);
  const auto replacements = [&](std::size_t n) {
    REQUIRE(results[n].at("fixes").size() == 1);
    const Json& changes = results[n]["fixes"][0].at("artifactChanges");
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].at("artifactLocation") == results[n].at("locations")[0].at("physicalLocation").at("artifactLocation"));
    return changes[0].at("replacements");
  };
  CHECK(results[0].at("fixes")[0].at("description").at("text") == "Ask for 4.");
  CHECK(replacements(0) == Json::array({{{"deletedRegion", {{"startLine", 1}, {"endLine", 1}}},
                                         {"insertedContent", {{"text", "args: [\xc3\xa9 \xe4\xbd\xa0 \xf0\x9f\x98\x80, --tp, \"4\"]"}}}}}));
  CHECK(replacements(1) ==
        Json::array({{{"deletedRegion", {{"startLine", 3}, {"endLine", 5}}}, {"insertedContent", {{"text", "last: 1"}}}}}));
  CHECK(replacements(2) ==
        Json::array({{{"deletedRegion", {{"startLine", 1}, {"endLine", 1}}}, {"insertedContent", {{"text", "w: 0\r\nx: 1"}}}},
                     {{"deletedRegion", {{"startLine", 2}, {"endLine", 2}}}, {"insertedContent", {{"text", "y: 3"}}}}}));
  CHECK(!results[3].contains("fixes"));
}
