// SPDX-License-Identifier: Apache-2.0
#include "diff/program.h"

#include <doctest/doctest.h>

#include <string>

using namespace fabriclint;

namespace {

constexpr std::size_t kEnough = std::size_t{1} << 20U;

ProgramRun shell(const std::string& script, std::size_t max_bytes = kEnough) {
  return run_program({"/bin/sh", "-c", script}, {"PATH=/usr/bin:/bin", "GREETING=hello there"}, max_bytes);
}

}  // namespace

TEST_CASE("arguments and environment arrive as they are, nothing is expanded") {
  const ProgramRun run = run_program({"/bin/echo", "$HOME", "a  b", "`id`", ";ls"}, {}, kEnough);
  CHECK(run.out == "$HOME a  b `id` ;ls\n");
  CHECK(run.status == 0);
  CHECK(shell("echo $GREETING; cat").out == "hello there\n");  // and standard input is empty
}

TEST_CASE("both streams are read to their end, in any order and amount") {
  // More than a pipe holds, on both at once: a reader of only one would wait for ever.
  const ProgramRun run =
      shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; echo error >&2; i=$((i+1)); done; exit 3");
  CHECK(run.out.size() == 3000 * 41);
  CHECK(run.err.substr(0, 6) == "error\n");
  CHECK(run.status == 3);
  CHECK(run.problem.empty());
}

TEST_CASE("what writes without end is stopped") {
  const ProgramRun run = shell("while :; do echo yes; done", 1000);
  CHECK_FALSE(run.problem.empty());
  CHECK(run.out.size() <= 1000);
  CHECK(run.status != 0);
}

TEST_CASE("a program that is not there is a problem, one that is killed has no status") {
  CHECK_FALSE(run_program({"/no/such/program"}, {}, kEnough).problem.empty());
  CHECK(shell("kill -9 $$").status == -1);
}
