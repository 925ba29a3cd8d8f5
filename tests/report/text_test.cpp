// SPDX-License-Identifier: Apache-2.0
#include "report/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "report/concise.h"
#include "report/formats.h"
#include "sample.h"

using namespace fabriclint;

namespace {

using Writer = void (*)(std::ostream&, const Report&, const Style&);

std::string written(Writer write, const sample::Sample& sample, const Style& style = {}) {
  std::ostringstream out;
  write(out, sample.report(), style);
  return out.str();
}

// No control character but line feeds, no line that a runner of GitHub Actions takes for a command.
void check_harmless(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    for (const char c : line) REQUIRE_MESSAGE(static_cast<unsigned char>(c) >= 0x20, line);
    CHECK_MESSAGE(line.find("##[") == std::string::npos, line);
    const std::size_t begin = line.find_first_not_of(' ');
    const bool command = begin != std::string::npos && line.compare(begin, 2, "::") == 0 && line.compare(begin, 4, "::: ") != 0;
    CHECK_MESSAGE(!command, line);
  }
}

}  // namespace

TEST_CASE("text shows the finding with its evidence, its help and where to read on") {
  CHECK(written(write_text, sample::labelled()) ==
        R"(error[ucx-tls-no-rdma]: 'UCX_TLS' of 'decode' is 'tcp,self': no RDMA
 --> recipes/one/deploy.yaml:4:12
  |
4 |     value: "tcp,self"
  |            ^^^^^^^^^^ no RDMA transport in this list
...
7 |   rdma/ib: "8"
  |   ------- fabric is infiniband: it requests 'rdma/ib'
  |
 ::: recipes/one/nodes.yaml:1:9
  |
1 | fabric: infiniband
  |         ---------- said here [too]
  |
  = help: write rc,cuda_copy
  = see: fabriclint explain ucx-tls-no-rdma

1 error in 2 files (1 deployment checked with 2 rules; 8 files skipped: 3 templated, 5 without a workload; 1 undecided, see --show-undecided).
)");
}

TEST_CASE("text lists what is undecided when asked") {
  Style style;
  style.show_undecided = true;
  const std::string out = written(write_text, sample::labelled(), style);
  CHECK(
      out.find("\nundecided[nccl-off]: recipes/one/deploy.yaml:5:1: 'graph/decode/main/env.NCCL_IB_DISABLE': 'X' comes from a secret\n") !=
      std::string::npos);
  CHECK(out.ends_with("1 undecided).\n"));
}

TEST_CASE("text says so when nothing was found") {
  CHECK(written(write_text, sample::clean()) == "No findings in 1 file (1 deployment checked with 1 rule).\n");
}

TEST_CASE("text counts each level that was found") {
  sample::Sample s = sample::labelled();
  s.findings.push_back(s.findings[0]);
  s.findings.back().level = Level::note;
  s.findings.push_back(s.findings[0]);
  s.summary.skipped.clear();
  s.summary.undecided.clear();
  CHECK(summary_sentence(s.report(), {}) == "2 errors, 1 note in 2 files (1 deployment checked with 2 rules).");
}

TEST_CASE("text names the parts that share a finding, and counts those that are too many") {
  sample::Sample s = sample::labelled();
  s.findings[0].subjects.clear();
  for (int i = 0; i < 10; ++i) s.findings[0].subjects.push_back({"g", "c" + std::to_string(i), "main", "env.A"});
  CHECK(written(write_text, s)
            .find("  = shared by: 'g/c0/main', 'g/c1/main', 'g/c2/main', 'g/c3/main', 'g/c4/main', 'g/c5/main', "
                  "'g/c6/main', 'g/c7/main' and 2 more\n") != std::string::npos);
}

TEST_CASE("a label on an earlier line comes first, and lines that follow each other have no gap") {
  sample::Sample s;
  const SourceId id = s.sources.add("f", "one\ntwo\nthree\n");
  Finding& finding = s.add("r", Level::warning, s.find(id, "two"), "M.");
  finding.pointer = "here";
  finding.labels = {{s.find(id, "three"), "c"}, {s.find(id, "one"), "a"}, {s.find(id, "wo"), "b"}, {s.find(id, "two"), "here"}};
  const std::string out = written(write_text, s);
  CHECK(
      out.starts_with("warning[r]: M.\n --> f:2:1\n  |\n1 | one\n  | --- a\n2 | two\n  | ^^^ here\n  |  -- b\n3 | three\n  | ----- c\n\n"));
}

TEST_CASE("text uses colour only when asked, and colour changes nothing else") {
  Style style;
  style.color = true;
  std::string colored = written(write_text, sample::labelled(), style);
  const std::string plain = written(write_text, sample::labelled());
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(colored.find("\x1b[1;31m") != std::string::npos);
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  CHECK(colored == plain);
}

TEST_CASE("a help of several lines stays on one") {
  sample::Sample s = sample::labelled();
  s.findings[0].help = "first\n  ::error::second \r\n\r\n third\n";
  CHECK(written(write_text, s).find("  = help: first ::error::second third\n") != std::string::npos);
}

TEST_CASE("concise writes one line per finding and nothing else") {
  CHECK(written(write_concise, sample::labelled()) ==
        "recipes/one/deploy.yaml:4:12: error[ucx-tls-no-rdma] 'UCX_TLS' of 'decode' is 'tcp,self': no RDMA\n");
  CHECK(written(write_concise, sample::clean()).empty());
  CHECK(written(write_concise, sample::non_ascii()).find(":2:9: warning[r]") != std::string::npos);
}

TEST_CASE("hostile names, sources and messages emit no control character and no workflow command") {
  Style style;
  style.show_undecided = true;
  style.width = 40;
  check_harmless(written(write_text, sample::hostile(), style));
  const std::string concise = written(write_concise, sample::hostile());
  check_harmless(concise);
  CHECK(std::count(concise.begin(), concise.end(), '\n') == static_cast<std::ptrdiff_t>(sample::hostile().findings.size()));
  CHECK(concise.find("\n./::error::x/a b%c:d.yaml:1:1: ") != std::string::npos);
}

TEST_CASE("every format is found by its name and explains itself on one line") {
  REQUIRE(!formats().empty());
  CHECK(formats().front().name == "text");
  for (const Format& format : formats()) {
    CHECK(format_named(format.name) == &format);
    CHECK(!format.summary.empty());
    CHECK(format.summary.find('\n') == std::string_view::npos);
    std::ostringstream out;
    format.write(out, sample::labelled().report(), {});
    CHECK(!out.str().empty());
  }
  CHECK(format_named("xml") == nullptr);
}
