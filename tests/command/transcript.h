// SPDX-License-Identifier: Apache-2.0
// Recorded command lines, run again in process: what tests/golden and the pages of documentation are held to.
#pragma once

#include <filesystem>
#include <string>

namespace fabriclint {

// A whole file; nothing when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// What follows a "$ fabriclint ..." line when it is run:
//
//   the standard output
//   2> the standard error
//   -> the exit status
//
// `< FILE` at the end of the line is the standard input. The day is 2026-01-01.
[[nodiscard]] std::string transcript(const std::string& command);

// The first line in which a recorded text and that of now differ, and how; nothing when they are the same. Every rule that comes or goes
// changes how many there are and how many could not decide: these numbers do not count.
[[nodiscard]] std::string difference(const std::string& recorded, const std::string& now);

// The working directory is the root of the checkout from here on.
void enter_checkout();

}  // namespace fabriclint
