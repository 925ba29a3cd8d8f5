// SPDX-License-Identifier: Apache-2.0
#include "command/progress.h"

namespace fabriclint {
namespace {

constexpr const char* kErase = "\r\x1b[K";

}  // namespace

Progress::~Progress() {
  if (shown_) *err_ << kErase << std::flush;
}

void Progress::say(std::size_t done, std::size_t total) {
  if (err_ == nullptr) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  shown_ = true;
  *err_ << kErase << "checked " << done << " of " << total << " recipes" << std::flush;
}

}  // namespace fabriclint
