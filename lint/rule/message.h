// SPDX-License-Identifier: Apache-2.0
// A sentence with placeholders: `{env.UCX_TLS}`, `{fabric}`, `{role.because}`, `{at.name}`, `{at.instead}`. A brace that holds anything but
// one name, and one behind a `$`, is a plain character, so that JSON, YAML and shell variables can be written as they are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rule/path.h"

namespace fabriclint {

struct Message {
  struct Part {
    enum class Kind : std::uint8_t { text, value, because, at_name, at_value, at_item, at_instead, problem };
    Kind kind = Kind::text;
    std::string text;         // text: itself
    Path path;                // value and because: of what
    std::uint8_t end = kOwn;  // pairs: 0 or 1 for `{ROLE.path}`, else the end that the finding points at
  };
  static constexpr std::uint8_t kOwn = 2;
  std::vector<Part> parts;

  [[nodiscard]] bool empty() const { return parts.empty(); }
};

// Ways to say one thing, the most telling one first: the first is used whose `{at.instead}` and `{variable.*}` all stand for something.
using Wording = std::vector<Message>;

// The sentence for readers of the rule, with a word where a finding has a value: "Write '<what is meant>'."
[[nodiscard]] std::string template_of(const Message& message);

}  // namespace fabriclint
