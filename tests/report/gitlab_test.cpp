// SPDX-License-Identifier: Apache-2.0
#include "report/gitlab.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "sample.h"

using namespace fabriclint;
using Json = nlohmann::ordered_json;

namespace {

Json issues_of(const sample::Sample& sample) {
  std::ostringstream out;
  write_gitlab(out, sample.report(), {});
  CHECK(out.str().starts_with('['));  // no byte order mark: GitLab would refuse it
  return Json::parse(out.str());
}

}  // namespace

TEST_CASE("a finding becomes an issue whose description begins with the rule") {
  Json issues = issues_of(sample::labelled());
  REQUIRE(issues.size() == 1);
  CHECK(!issues[0].at("fingerprint").get<std::string>().empty());
  issues[0].erase("fingerprint");
  CHECK(issues[0] == Json::parse(R"({
    "description": "ucx-tls-no-rdma: 'UCX_TLS' of 'decode' is 'tcp,self': no RDMA.",
    "check_name": "ucx-tls-no-rdma",
    "severity": "critical",
    "location": {"path": "recipes/one/deploy.yaml", "lines": {"begin": 4, "end": 4}}})"));
  CHECK(issues_of(sample::clean()) == Json::array());
}

TEST_CASE("levels become severities, a range ends on the line of its last character") {
  sample::Sample s;
  const SourceId id = s.sources.add("f.yaml", "a: |\n  1\n  2\n");
  s.add("r", Level::warning, s.find(id, "|\n  1\n"), "M");
  s.add("", Level::note, s.find(id, "2"), "M");
  const Json issues = issues_of(s);
  CHECK(issues[0].at("severity") == "major");
  CHECK(issues[0].at("location").at("lines") == Json::parse(R"({"begin": 1, "end": 2})"));
  CHECK(issues[1].at("severity") == "info");
  CHECK(issues[1].at("check_name") == "fabriclint");
}

TEST_CASE("fingerprints are unique in the file and do not know lines") {
  const auto fingerprints = [](const std::string& text) {
    sample::Sample s;
    const SourceId id = s.sources.add("f.yaml", text);
    s.add("r", Level::warning, s.find(id, "x"), "M");
    s.add("r", Level::warning, s.find(id, "x", 1), "M");
    std::vector<std::string> out;
    for (const Json& issue : issues_of(s)) out.push_back(issue.at("fingerprint").get<std::string>());
    return out;
  };
  const auto before = fingerprints("a: x\nb: x\n");
  REQUIRE(before.size() == 2);
  CHECK(before[0] != before[1]);
  CHECK(fingerprints("# one more line\na:  x\n\nb: x\n") == before);
}

TEST_CASE("hostile text leaves relative paths, positive lines and unique fingerprints") {
  const Json issues = issues_of(sample::hostile());
  CHECK(issues.size() == sample::hostile().findings.size() - 1);
  std::set<std::string> fingerprints;
  for (const Json& issue : issues) {
    fingerprints.insert(issue.at("fingerprint").get<std::string>());
    const auto path = issue.at("location").at("path").get<std::string>();
    CHECK(!path.empty());
    CHECK(!path.starts_with('/'));
    CHECK(path.find("..") == std::string::npos);
    CHECK(issue["location"].at("lines").at("begin").get<int>() >= 1);
    CHECK(issue["location"]["lines"].at("end") >= issue["location"]["lines"].at("begin"));
  }
  CHECK(fingerprints.size() == issues.size());
}
