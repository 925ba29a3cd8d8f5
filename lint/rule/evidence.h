// SPDX-License-Identifier: Apache-2.0
// What decided a condition: the settings and elements that made it hold or fail (for the place of a finding), and the first unknown thing
// met (for what could not be decided).
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "model/setting.h"
#include "rule/path.h"
#include "rule/truth.h"
#include "text/span.h"
#include "vocabulary/decoder.h"

namespace fabriclint {

// What decided a test: the path as the rule asks it, the setting it led to (null for facts), and the element of a list, if one did.
struct Witness {
  const Path* path = nullptr;
  const Setting* setting = nullptr;
  std::shared_ptr<const DecodedItem> item;  // apart: few tests have one, and witnesses are moved a lot
};

// Why something is not known: in words of the model, of the ruleset or of the Evaluator, which outlives it.
struct Doubt {
  std::string_view why;
  Span at;  // empty when nothing is written
};

// What a finding, or the reason why there is none, is made of. Most conditions are false and then nobody asks for it: whoever evaluates one
// gives an empty Evidence to be filled, or null.
struct Evidence {
  std::vector<Witness> witnesses;
  std::optional<Doubt> doubt;  // when the truth is maybe

  // Adds another one's; the first doubt stays.
  void keep(Evidence&& other);
};

// The evidence for one of several conditions, where evidence for all of them is wanted (`whole` is not null).
class OwnEvidence {
 public:
  explicit OwnEvidence(Evidence* whole) : whole_(whole) {
    if (whole != nullptr) own_.emplace();
  }
  [[nodiscard]] Evidence* wanted() { return whole_ == nullptr ? nullptr : &*own_; }
  // This one alone decided.
  void replace() {
    if (whole_ != nullptr) *whole_ = *std::move(own_);
  }
  // This one has a say beside the others.
  void keep() {
    if (whole_ != nullptr) whole_->keep(*std::move(own_));
  }

 private:
  Evidence* whole_;
  std::optional<Evidence> own_;
};

struct Verdict : Evidence {
  Truth truth = Truth::yes;
};

}  // namespace fabriclint
