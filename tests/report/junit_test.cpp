// SPDX-License-Identifier: Apache-2.0
#include "report/junit.h"

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

#include "sample.h"

using namespace fabriclint;

namespace {

std::string junit_of(const sample::Sample& sample) {
  std::ostringstream out;
  write_junit(out, sample.report(), {});
  return out.str();
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("an error is a failed test case in the suite of its file") {
  CHECK(junit_of(sample::labelled()) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="fabriclint" tests="1" failures="1" errors="0">
  <testsuite name="recipes/one/deploy.yaml" tests="1" failures="1" errors="0">
    <testcase classname="fabriclint.ucx-tls-no-rdma" name="recipes/one/deploy.yaml: graph/decode/main/env.UCX_TLS">
      <failure type="error" message="'UCX_TLS' of 'decode' is 'tcp,self': no RDMA">recipes/one/deploy.yaml:4:12: error[ucx-tls-no-rdma] 'UCX_TLS' of 'decode' is 'tcp,self': no RDMA
recipes/one/deploy.yaml:7:3: fabric is infiniband: it requests 'rdma/ib'
recipes/one/nodes.yaml:1:9: said here [too]
help: write rc,cuda_copy
</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("a clean run is one passed test case, so that a server does not miss the tests") {
  CHECK(junit_of(sample::clean()) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="fabriclint" tests="1" failures="0" errors="0">
  <testsuite name="fabriclint" tests="1" failures="0" errors="0">
    <testcase classname="fabriclint" name="no findings">
      <system-out>1 file checked, no findings</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("notes pass, warnings fail, and the suites count so") {
  sample::Sample s;
  const SourceId a = s.sources.add("a.yaml", "x: 1\ny: 2\n");
  const SourceId b = s.sources.add("b.yaml", "z: 3\n");
  s.add("r", Level::note, s.find(a, "1"), "N");
  s.add("r", Level::warning, s.find(a, "2"), "W");
  s.add("", Level::note, s.find(b, "3"), "N");
  const std::string text = junit_of(s);
  CHECK(text.find(R"(<testsuites name="fabriclint" tests="3" failures="1" errors="0">)") != std::string::npos);
  CHECK(text.find(R"(<testsuite name="a.yaml" tests="2" failures="1" errors="0">)") != std::string::npos);
  CHECK(text.find(R"(<testsuite name="b.yaml" tests="1" failures="0" errors="0">)") != std::string::npos);
  CHECK(text.find(R"(<failure type="warning" message="W">)") != std::string::npos);
  CHECK(count(text, "<failure") == 1);
  CHECK(count(text, "<system-out>") == 2);
  // Two of one rule and file have names of their own: servers show one of each name.
  CHECK(text.find(R"(classname="fabriclint.r" name="a.yaml">)") != std::string::npos);
  CHECK(text.find(R"x(classname="fabriclint.r" name="a.yaml (2)">)x") != std::string::npos);
}

TEST_CASE("only characters that XML 1.0 knows are written, and markup is escaped") {
  sample::Sample s = sample::hostile();
  s.findings.front().message = "<![CDATA[ ]]> & \"quoted\" \xef\xbf\xbe\xef\xbf\xbf end";
  const std::string text = junit_of(s);
  for (const char c : text) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(text.find("&lt;![CDATA[ ]]&gt; &amp; &quot;quoted&quot; \xef\xbf\xbd\xef\xbf\xbd end") != std::string::npos);
  CHECK(text.find("\xef\xbf\xbe") == std::string::npos);
  CHECK(text.find("\xef\xbf\xbf") == std::string::npos);
  CHECK(count(text, "<testcase ") == s.findings.size());
  CHECK(count(text, "<failure ") + count(text, "<system-out>") == s.findings.size());
}
