// SPDX-License-Identifier: Apache-2.0
#include "diff/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace fabriclint {
namespace {

constexpr std::size_t kMostErrors = std::size_t{16} << 10U;

std::string reason(int error) {
  return std::generic_category().message(error);
}

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  ~Descriptor() { close(); }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

bool open_pipe(Pipe& pipe) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  pipe.read = Descriptor(ends[0]);
  pipe.write = Descriptor(ends[1]);
  return true;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

// Starts it; an error number, or 0.
int spawn(std::vector<std::string> arguments, std::vector<std::string> environment, const Pipe& out, const Pipe& err, pid_t& child) {
  posix_spawn_file_actions_t actions{};
  if (const int error = posix_spawn_file_actions_init(&actions); error != 0) return error;
  int error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, out.write.number(), STDOUT_FILENO);
  if (error == 0) error = posix_spawn_file_actions_adddup2(&actions, err.write.number(), STDERR_FILENO);
  if (error == 0) {
    const std::vector<char*> words = pointers(arguments);
    const std::vector<char*> variables = pointers(environment);
    error = posix_spawnp(&child, words.front(), &actions, nullptr, words.data(), variables.data());
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Reads what is there; closes the descriptor at its end. What is over the limit is dropped and told.
bool drain(Descriptor& from, std::string& into, std::size_t limit) {
  std::array<char, std::size_t{1} << 16U> buffer{};
  const ssize_t size = ::read(from.number(), buffer.data(), buffer.size());
  if (size < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (size <= 0) {
    from.close();
    return true;
  }
  const std::size_t kept = std::min(static_cast<std::size_t>(size), limit - into.size());
  into.append(buffer.data(), kept);
  return kept == static_cast<std::size_t>(size);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, std::size_t max_bytes) {
  ProgramRun run;
  Pipe out;
  Pipe err;
  if (!open_pipe(out) || !open_pipe(err)) {
    run.problem = reason(errno);
    return run;
  }
  pid_t child = 0;
  if (const int error = spawn(arguments, environment, out, err, child); error != 0) {
    run.problem = reason(error);
    return run;
  }
  out.write.close();
  err.write.close();
  bool fits = true;
  while (fits && (out.read.open() || err.read.open())) {
    std::array<pollfd, 2> waiting = {pollfd{out.read.number(), POLLIN, 0}, pollfd{err.read.number(), POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    if (waiting[0].revents != 0) fits = drain(out.read, run.out, max_bytes);
    if (waiting[1].revents != 0) (void)drain(err.read, run.err, kMostErrors);
  }
  if (!fits) {
    run.problem = "it wrote more than " + std::to_string(max_bytes >> 20U) + " MiB";
    ::kill(child, SIGKILL);
  }
  run.status = wait_for(child);
  return run;
}

}  // namespace fabriclint
