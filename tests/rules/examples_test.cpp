// SPDX-License-Identifier: Apache-2.0
// What stands in the built-in rule files as examples is what their rules say.
#include <doctest/doctest.h>

#include <string>

#include "../command/transcript.h"

namespace fabriclint {

TEST_CASE("every built-in rule fires at the marked lines of its examples, and nowhere else") {
  const std::string told = transcript("fabriclint test");
  CAPTURE(told);
  CHECK(told.find(" examples, 0 mismatches\n-> 0\n") != std::string::npos);
}

}  // namespace fabriclint
