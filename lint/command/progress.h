// SPDX-License-Identifier: Apache-2.0
// One line on a terminal that says how far a long run has come, and is gone when the run ends. Short runs show nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <ostream>

namespace fabriclint {

class Progress {
 public:
  // Writes to `err`; null: nowhere.
  explicit Progress(std::ostream* err) : err_(err), next_(std::chrono::steady_clock::now() + kPatience) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;
  ~Progress();

  // From one thread only.
  void say(std::size_t done, std::size_t total);

 private:
  static constexpr std::chrono::milliseconds kPatience{500};
  static constexpr std::chrono::milliseconds kPause{100};

  std::ostream* err_;
  std::chrono::steady_clock::time_point next_;
  bool shown_ = false;
};

}  // namespace fabriclint
