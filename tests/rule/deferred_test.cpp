// SPDX-License-Identifier: Apache-2.0
#include "rule/deferred.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace fabriclint {
namespace {

TEST_CASE("a deferred part is made when somebody first asks for it, and once for all copies and threads") {
  std::atomic<int> made = 0;
  const Deferred<std::string> part([&] {
    ++made;
    return std::string("part");
  });
  const Deferred<std::string> copy = part;
  CHECK(made == 0);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        if (*copy != "part") made = 100;
      });
    }
  }
  CHECK(*part == "part");
  CHECK(&*part == &*copy);
  CHECK(made == 1);
}

TEST_CASE("a part that is there is not made") {
  const Deferred<std::string> given(std::string("given"));
  CHECK(*given == "given");
  CHECK(Deferred<std::string>()->empty());
}

}  // namespace
}  // namespace fabriclint
