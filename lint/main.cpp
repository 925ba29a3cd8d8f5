// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "command/run.h"

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  fabriclint::Streams streams{std::cin, std::cout, std::cerr, isatty(STDOUT_FILENO) == 1, no_color != nullptr && *no_color != '\0'};
  try {
    const fabriclint::Exit status = fabriclint::run(arguments, streams);
    std::cout.flush();
    return std::cout ? static_cast<int>(status) : static_cast<int>(fabriclint::Exit::unreadable);
  } catch (const std::exception& error) {
    std::cerr << "fabriclint: internal error: " << error.what() << "\nPlease report it with the command line and the input.\n";
    return static_cast<int>(fabriclint::Exit::internal);
  }
}
