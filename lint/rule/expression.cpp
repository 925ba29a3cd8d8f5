// SPDX-License-Identifier: Apache-2.0
#include "rule/expression.h"

#include <re2/re2.h>

namespace fabriclint {

Expression::Expression(std::string_view pattern) : pattern_(pattern) {}

Expression::~Expression() = default;

const re2::RE2& Expression::compiled() const {
  std::call_once(once_, [this] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    compiled_ = std::make_unique<const re2::RE2>(pattern_, options);
  });
  return *compiled_;
}

}  // namespace fabriclint
