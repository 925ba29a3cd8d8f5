// SPDX-License-Identifier: Apache-2.0
// Runs another program and keeps what it writes. No shell takes part: the arguments are an array, nothing in them is expanded or split.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace fabriclint {

struct ProgramRun {
  int status = -1;  // of the exit; -1 when it did not start or did not end by itself
  std::string out;
  std::string err;      // no more than some kilobytes
  std::string problem;  // why it did not start, or that it wrote too much; else empty
};

// The program is looked for in PATH. Standard input is empty. `environment` is the whole of it, "NAME=value".
[[nodiscard]] ProgramRun run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                                     std::size_t max_bytes);

}  // namespace fabriclint
