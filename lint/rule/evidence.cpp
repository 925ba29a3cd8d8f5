// SPDX-License-Identifier: Apache-2.0
#include "rule/evidence.h"

#include <iterator>

namespace fabriclint {

void Evidence::keep(Evidence&& other) {
  if (!doubt) doubt = std::move(other.doubt);
  if (witnesses.empty()) {
    witnesses = std::move(other.witnesses);
  } else {
    std::move(other.witnesses.begin(), other.witnesses.end(), std::back_inserter(witnesses));
  }
}

}  // namespace fabriclint
