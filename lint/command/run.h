// SPDX-License-Identifier: Apache-2.0
// The program as a function: arguments and streams in, an exit status out. Only main() touches the process, so every command line can be
// tested in process.
#pragma once

#include <chrono>
#include <cstddef>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace fabriclint {

// What the process knows of where it runs.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool no_color = false;    // NO_COLOR is set (https://no-color.org)
  std::size_t columns = 0;  // of the terminal; 0 when there is none, or it does not say
  bool err_is_terminal = false;
  bool links = false;                // the terminal may be given hyperlinks
  std::chrono::sys_days today = {};  // UTC; decides which suppressions have expired
};

// The exit statuses. They do not depend on the output format.
enum class Exit {
  clean = 0,       // nothing at or above --fail-on
  findings = 1,    // something was found
  usage = 2,       // the command line or a ruleset is wrong
  unreadable = 3,  // an input could not be read, or there was nothing to check
  internal = 4,    // a defect of this program
};

// `arguments` without the program's name.
[[nodiscard]] Exit run(const std::vector<std::string>& arguments, Streams& streams);

}  // namespace fabriclint
