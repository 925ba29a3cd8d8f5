// SPDX-License-Identifier: Apache-2.0
// JSON inside traced text: nlohmann/json parses, this tree adds where every key and every value stands in the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/traced.h"

namespace fabriclint::json {

enum class Kind { null, boolean, number, string, array, object };

struct Member;

struct Node {
  Kind kind = Kind::null;
  TracedText text;              // strings: content; numbers, booleans, null: as written; arrays and objects: the whole source text
  std::vector<Node> items;      // arrays
  std::vector<Member> members;  // objects, in order; the last of equal keys wins in find()

  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Member* member(std::string_view key) const;
};

struct Member {
  TracedText key;
  Node value;
};

struct Parsed {
  std::optional<Node> root;  // nothing when the text is no JSON
  std::string message;       // then: what is wrong, in one sentence
  TracedText at;             // and where
  bool is_limit = false;     // it may be JSON, and is too long or too deep to be read here
};

// At most 64 levels deep.
[[nodiscard]] Parsed parse(const TracedText& text);

}  // namespace fabriclint::json
