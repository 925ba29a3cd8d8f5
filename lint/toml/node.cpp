// SPDX-License-Identifier: Apache-2.0
#include "toml/node.h"

namespace fabriclint::toml {

const Member* Node::member(std::string_view key) const {
  for (const Member& candidate : members) {
    if (candidate.key == key) return &candidate;
  }
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const Member* found = member(key);
  return found == nullptr ? nullptr : &found->value;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::string:
      return "a string";
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::boolean:
      return "true or false";
    case Kind::date:
      return "a date";
    case Kind::array:
      return "an array";
    case Kind::table:
      return "a table";
  }
  return "a value";
}

}  // namespace fabriclint::toml
