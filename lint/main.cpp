// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
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

// The day, as SOURCE_DATE_EPOCH sets it (https://reproducible-builds.org/specs/source-date-epoch), else as the clock says; nothing when
// the variable is no number of seconds.
std::optional<std::chrono::sys_days> today() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  if (fixed == nullptr || *fixed == '\0') return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::string_view text = fixed;
  std::uint64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr std::uint64_t kSecondsOfDay = 86'400;
  constexpr std::uint64_t kMostDays = 376'200;  // the year 3000
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds / kSecondsOfDay > kMostDays) return std::nullopt;
  return std::chrono::sys_days(std::chrono::days(static_cast<int>(seconds / kSecondsOfDay)));
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
  const std::optional<std::chrono::sys_days> day = today();
  if (!day) {
    std::cerr << "fabriclint: SOURCE_DATE_EPOCH is no number of seconds\n";
    return static_cast<int>(fabriclint::Exit::usage);
  }
  fabriclint::Streams streams{std::cin,
                              std::cout,
                              std::cerr,
                              isatty(STDOUT_FILENO) == 1,
                              no_color != nullptr && *no_color != '\0',
                              terminal_columns(),
                              isatty(STDERR_FILENO) == 1,
                              takes_links(),
                              *day};
  try {
    const fabriclint::Exit status = fabriclint::run(arguments, streams);
    std::cout.flush();
    return std::cout ? static_cast<int>(status) : static_cast<int>(fabriclint::Exit::unreadable);
  } catch (const std::exception& error) {
    std::cerr << "fabriclint: internal error: " << error.what() << "\nPlease report it with the command line and the input.\n";
    return static_cast<int>(fabriclint::Exit::internal);
  }
}
