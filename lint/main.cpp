// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "command/run.h"

namespace {

// COLUMNS, as users export it, else what the terminal says; 0 when neither does.
std::size_t terminal_columns() {
  const char* columns = std::getenv("COLUMNS");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  if (columns != nullptr) {
    const long number = std::strtol(columns, nullptr, 10);
    if (number > 0 && number < 10'000) return static_cast<std::size_t>(number);
  }
  winsize size{};
  return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;  // NOLINT(*-vararg)
}

// What is no terminal emulator, or an emulator that says it is dumb, would show the sequence itself. The Linux console does.
bool takes_links() {
  const char* terminal = std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  const std::string_view name = terminal == nullptr ? "" : terminal;
  return !name.empty() && name != "dumb" && name != "linux";
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  fabriclint::Streams streams{std::cin,
                              std::cout,
                              std::cerr,
                              isatty(STDOUT_FILENO) == 1,
                              no_color != nullptr && *no_color != '\0',
                              terminal_columns(),
                              isatty(STDERR_FILENO) == 1,
                              takes_links()};
  try {
    const fabriclint::Exit status = fabriclint::run(arguments, streams);
    std::cout.flush();
    return std::cout ? static_cast<int>(status) : static_cast<int>(fabriclint::Exit::unreadable);
  } catch (const std::exception& error) {
    std::cerr << "fabriclint: internal error: " << error.what() << "\nPlease report it with the command line and the input.\n";
    return static_cast<int>(fabriclint::Exit::internal);
  }
}
