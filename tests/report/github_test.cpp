// SPDX-License-Identifier: Apache-2.0
#include "report/github.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "sample.h"

using namespace fabriclint;

namespace {

std::vector<std::string> lines_of(const sample::Sample& sample) {
  std::ostringstream out;
  write_github(out, sample.report(), {});
  std::vector<std::string> lines;
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a finding is one workflow command") {
  CHECK(lines_of(sample::labelled()) ==
        std::vector<std::string>{
            "::error file=recipes/one/deploy.yaml,line=4,endLine=4,col=12,endColumn=22,title=fabriclint%3A ucx-tls-no-rdma"
            "::'UCX_TLS' of 'decode' is 'tcp,self': no RDMA%0Ahelp: write rc,cuda_copy"});
  CHECK(lines_of(sample::clean()).empty());
}

TEST_CASE("columns are given on one line only, and count characters") {
  sample::Sample s;
  const SourceId id = s.sources.add("a,b:c%.yaml", "\xc3\xa9\xe4\xbd\xa0\xf0\x9f\x98\x80: x\nb: |\n  1\n  2\n");
  s.add("r", Level::warning, s.find(id, "x"), "100% wrong: a,b");
  s.add("r", Level::note, s.find(id, "|\n  1\n  2\n"), "M");
  CHECK(lines_of(s) == std::vector<std::string>{"::warning file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=6,endColumn=7,title=fabriclint%3A r"
                                                "::100%25 wrong: a,b",
                                                "::notice file=a%2Cb%3Ac%25.yaml,line=2,endLine=4,title=fabriclint%3A r::M"});
}

TEST_CASE("nothing hostile begins a line, ends a property or reaches the log unescaped") {
  const auto lines = lines_of(sample::hostile());
  // As many lines as findings: one more would be one that the runner reads by itself.
  REQUIRE(lines.size() == sample::hostile().findings.size());
  for (const std::string& line : lines) {
    CAPTURE(line);
    const bool known = line.starts_with("::error ") || line.starts_with("::warning ") || line.starts_with("::notice ");
    CHECK(known);
    for (const char c : line) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(line.find("##[") == std::string::npos);
    // The first "::" behind the command ends the properties; before it, every colon and comma is the writer's.
    const std::string properties = line.substr(2, line.find("::", 2) - 2);
    CHECK(properties.find(':') == std::string::npos);
    CHECK(properties.find("title=fabriclint") != std::string::npos);
  }
}

TEST_CASE("a line break in a file name is told as GitHub decodes it") {
  sample::Sample s;
  const SourceId id = s.sources.add("a\r\n::error::x.yaml", "k: v\n");
  s.add("", Level::error, s.find(id, "v"), "M");
  CHECK(lines_of(s) ==
        std::vector<std::string>{"::error file=a%0D%0A%3A%3Aerror%3A%3Ax.yaml,line=1,endLine=1,col=4,endColumn=5,title=fabriclint::M"});
}

TEST_CASE("the strongest come first, and a last plain line counts what GitHub does not show") {
  sample::Sample s;
  std::string text;
  for (int i = 0; i < 13; ++i) text += "k: v\n";
  const SourceId id = s.sources.add("f.yaml", text);
  for (int i = 0; i < 10; ++i) s.add("r", i == 9 ? Level::error : Level::warning, s.find(id, "v", i), "M");
  CHECK(lines_of(s).size() == 10);
  CHECK(lines_of(s)[0].starts_with("::error file=f.yaml,line=10,"));
  CHECK(lines_of(s)[1].starts_with("::warning file=f.yaml,line=1,"));
  for (int i = 10; i < 13; ++i) s.add("r", Level::warning, s.find(id, "v", i), "M");
  const auto lines = lines_of(s);
  REQUIRE(lines.size() == 14);
  CHECK(lines[13] == "fabriclint: 1 error, 12 warnings and 0 notes; GitHub shows the first 10 of each as annotations, this log holds all");
}
