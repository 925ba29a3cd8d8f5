// SPDX-License-Identifier: Apache-2.0
// A part of something that is made when somebody first asks for it: a run asks for few parts of the rules that are built in. Asking is safe
// from many threads. Copies share the part.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace fabriclint {

template <typename Part>
class Deferred {
 public:
  Deferred() : Deferred(Part()) {}
  // It is there already.
  Deferred(Part part) : state_(std::make_shared<State>()) { state_->keep(std::move(part)); }  // NOLINT(*-explicit-*)
  // `make` refers to nothing that goes before this does.
  explicit Deferred(std::function<Part()> make) : state_(std::make_shared<State>()) { state_->make = std::move(make); }

  const Part& operator*() const { return *operator->(); }
  const Part* operator->() const {
    const Part* there = state_->made.load(std::memory_order_acquire);
    return there != nullptr ? there : state_->get();
  }

 private:
  struct State {
    std::atomic<const Part*> made = nullptr;
    std::unique_ptr<const Part> part;
    std::function<Part()> make;
    std::mutex making;

    void keep(Part&& one) {
      part = std::make_unique<const Part>(std::move(one));
      made.store(part.get(), std::memory_order_release);
    }

    const Part* get() {
      const std::lock_guard lock(making);
      if (part == nullptr) keep(make());
      return part.get();
    }
  };
  std::shared_ptr<State> state_;
};

}  // namespace fabriclint
