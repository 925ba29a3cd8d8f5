// SPDX-License-Identifier: Apache-2.0
#include "command/pipeline.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "command/run.h"

namespace fabriclint {
namespace {

struct Run {
  Exit status = Exit::clean;
  std::string out;
  std::string err;
};

Run run_fabriclint(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::filesystem::current_path(std::getenv("FABRICLINT_SOURCE_ROOT"));
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{in, out, err};
  const Exit status = run(arguments, streams);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("every format says the same byte for byte whatever the number of threads") {
  for (const std::string format : {"text", "concise", "sarif"}) {
    CAPTURE(format);
    const Run one = run_fabriclint({"check", "--format", format, "--jobs", "1", "--show-undecided", "fixtures"});
    CHECK(one.out.size() > 1000);
    CHECK(run_fabriclint({"check", "--format", format, "--jobs", "7", "--show-undecided", "fixtures"}).out == one.out);
  }
}

TEST_CASE("the order and the spelling of the paths do not matter, and a file is judged once") {
  const Run plain = run_fabriclint({"check", "--format", "concise", "fixtures/broken"});
  const Run odd = run_fabriclint(
      {"check", "--format", "concise", "fixtures/broken/plain-pods-tcp.yaml", "./fixtures//broken", "fixtures/clean/../broken/"});
  CHECK(odd.out == plain.out);
}

TEST_CASE("the exit status is the same in every format") {
  for (const std::string format : {"text", "concise", "sarif"}) {
    CAPTURE(format);
    CHECK(run_fabriclint({"check", "--format", format, "fixtures/broken"}).status == Exit::findings);
    CHECK(run_fabriclint({"check", "--format", format, "fixtures/clean"}).status == Exit::clean);
    CHECK(run_fabriclint({"check", "--format", format, "docs"}).status == Exit::unreadable);
  }
}

TEST_CASE("a template is skipped and counted, the same text without template marks is a finding") {
  const std::string broken = "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nspec: {services: [}\n";
  const Run refused = run_fabriclint({"check", "-"}, broken);
  CHECK(refused.status == Exit::findings);
  CHECK(refused.out.find("error[yaml-syntax]") != std::string::npos);
  CHECK(refused.out.find("<stdin>:3:") != std::string::npos);
  const Run skipped = run_fabriclint({"check", "--allow-empty", "-"}, "{{- if .Values.on }}\n" + broken);
  CHECK(skipped.status == Exit::clean);
  CHECK(skipped.out.find("1 templated") != std::string::npos);
}

}  // namespace fabriclint
