// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/ucx_ternary.h"

#include "vocabulary/words.h"

namespace fabriclint {

Decoded decode_ucx_ternary(const TracedText& text, const Vocabulary& /*vocabulary*/) {
  const std::string word = lower(text.text());
  if (word == "y" || word == "yes" || text.text() == "on" || word == "1") return Decoded::one("yes", text);
  if (word == "n" || word == "no" || text.text() == "off" || word == "0") return Decoded::one("no", text);
  if (word == "try" || word == "maybe") return Decoded::one("try", text);
  if (word == "auto") return Decoded::one("auto", text);
  return Decoded::unknown("UCX does not accept the value as a switch");
}

}  // namespace fabriclint
