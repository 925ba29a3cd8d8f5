// SPDX-License-Identifier: Apache-2.0
// Which fields the objects of an API may have, and of what type. The tables are data (schemas/dynamo-fields.toml); manifest/field_check
// walks an object along them. This is no JSON Schema: it knows what is needed to tell an author that a field has no effect where it stands,
// and where it belongs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
}  // namespace toml

// What a field holds.
struct FieldType {
  enum class Kind : std::uint8_t { any, text, integer, number, boolean, quantity, object };
  enum class Many : std::uint8_t { one, list, map };
  Kind kind = Kind::any;
  Many many = Many::one;
  std::string object;  // of objects: the type's name
};

struct ObjectType {
  std::string called;  // "service of a v1alpha1 graph"
  std::string like;    // has the fields of this type, too; empty: of none
  std::map<std::string, FieldType, std::less<>> fields;
  std::vector<std::pair<std::string, std::string>> elsewhere;  // a name, which may hold '*', and where it belongs; the longest names first
};

// An API object of which `spec` is described.
struct ObjectKind {
  std::string api_version;
  std::string kind;
  std::string spec;  // a type's name
};

struct ObjectTypes {
  std::vector<ObjectKind> objects;
  std::map<std::string, ObjectType, std::less<>> types;

  // The type of its spec; null when the object is not described.
  [[nodiscard]] const std::string* spec_of(std::string_view api_version, std::string_view kind) const;
  [[nodiscard]] const ObjectType* find(std::string_view name) const;
};

// Reads one `[object.NAME]`, one `[type.NAME]`.
[[nodiscard]] ObjectKind read_object_kind(const toml::Member& definition, toml::Diagnostics& diagnostics);
[[nodiscard]] ObjectType read_object_type(const toml::Member& definition, toml::Diagnostics& diagnostics);
// Copies what types are `like` into them, and reports names of types that do not exist.
void link_types(ObjectTypes& types, const toml::Member& first, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
