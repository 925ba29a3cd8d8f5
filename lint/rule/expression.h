// SPDX-License-Identifier: Apache-2.0
// A regular expression of a rule, compiled once: when something first asks for it, since a run asks for a few of those that are built in.
// Asking is safe from many threads.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace fabriclint {

class Expression {
 public:
  explicit Expression(std::string_view pattern);
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  ~Expression();

  // It may be no valid expression: then it matches nothing, and says why (RE2::error).
  [[nodiscard]] const re2::RE2& compiled() const;

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> compiled_;
};

}  // namespace fabriclint
