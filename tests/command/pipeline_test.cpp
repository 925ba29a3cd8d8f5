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
    CHECK(run_fabriclint({"check", "--format", format, "docs/examples/code-scanning.yml"}).status == Exit::unreadable);
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

TEST_CASE("model shows the components that are asked for, in every format") {
  for (const std::string format : {"text", "yaml", "json"}) {
    CAPTURE(format);
    const Run both =
        run_fabriclint({"model", "--format", format, "--component", "decode", "--component", "prefill", "fixtures/clean/every-layer.yaml"});
    CHECK(both.status == Exit::clean);
    CHECK(both.out.find("Frontend") == std::string::npos);
    CHECK(both.out.find("prefill") < both.out.rfind("decode"));
    CHECK(run_fabriclint({"model", "--format", format, "--component", "x", "fixtures/clean/every-layer.yaml"}).status == Exit::usage);
  }
}

TEST_CASE("model fills the terminal that it is told of and colours only there") {
  std::filesystem::current_path(std::getenv("FABRICLINT_SOURCE_ROOT"));
  const auto shown = [](std::size_t columns, bool terminal, bool no_color) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Streams streams{in, out, err, terminal, no_color, columns};
    CHECK(run({"model", "fixtures/clean/every-layer.yaml"}, streams) == Exit::clean);
    return out.str();
  };
  const std::string config = R"({"kv_connector":"NixlConnector","kv_role":"kv_both"})";
  CHECK(shown(0, false, false).find(config) != std::string::npos);
  CHECK(shown(80, false, false).find(config) == std::string::npos);
  CHECK(shown(1, false, false) == shown(60, false, false));
  CHECK(shown(0, false, false).find('\x1b') == std::string::npos);
  CHECK(shown(0, true, false).find('\x1b') != std::string::npos);
  CHECK(shown(0, true, true) == shown(0, false, false));
}

}  // namespace fabriclint
