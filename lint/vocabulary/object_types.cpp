// SPDX-License-Identifier: Apache-2.0
#include "vocabulary/object_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "toml/fields.h"

namespace fabriclint {
namespace {

constexpr std::array<std::pair<std::string_view, FieldType::Kind>, 6> kPlain = {{{"any", FieldType::Kind::any},
                                                                                 {"boolean", FieldType::Kind::boolean},
                                                                                 {"integer", FieldType::Kind::integer},
                                                                                 {"number", FieldType::Kind::number},
                                                                                 {"quantity", FieldType::Kind::quantity},
                                                                                 {"text", FieldType::Kind::text}}};

FieldType field_type(std::string_view text) {
  FieldType type;
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') type.many = FieldType::Many::list;
  if (text.size() > 2 && text.front() == '{' && text.back() == '}') type.many = FieldType::Many::map;
  if (type.many != FieldType::Many::one) text = text.substr(1, text.size() - 2);
  const auto* const plain = std::find_if(kPlain.begin(), kPlain.end(), [&](const auto& entry) { return entry.first == text; });
  type.kind = plain == kPlain.end() ? FieldType::Kind::object : plain->second;
  if (type.kind == FieldType::Kind::object) type.object = text;
  return type;
}

}  // namespace

const std::string* ObjectTypes::spec_of(std::string_view api_version, std::string_view kind) const {
  const auto object = std::find_if(objects.begin(), objects.end(),
                                   [&](const ObjectKind& one) { return one.api_version == api_version && one.kind == kind; });
  return object == objects.end() ? nullptr : &object->spec;
}

const ObjectType* ObjectTypes::find(std::string_view name) const {
  const auto found = types.find(name);
  return found == types.end() ? nullptr : &found->second;
}

ObjectKind read_object_kind(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the object", definition.key, diagnostics);
  ObjectKind object;
  if (const auto text = fields.required_text("api-version")) object.api_version = text->text;
  if (const auto text = fields.required_text("kind")) object.kind = text->text;
  if (const auto text = fields.required_text("spec")) object.spec = text->text;
  fields.done();
  return object;
}

ObjectType read_object_type(const toml::Member& definition, toml::Diagnostics& diagnostics) {
  toml::Fields fields(definition.value, "the type", definition.key, diagnostics);
  ObjectType type;
  if (const auto text = fields.required_text("called")) type.called = text->text;
  if (const auto text = fields.text("like")) type.like = text->text;
  const auto each = [&](std::string_view key, const auto& take) {
    const toml::Node* table = fields.table(key);
    if (table == nullptr) return;
    for (const toml::Member& member : table->members) {
      if (member.value.is_string()) {
        take(member.key, member.value.text);
      } else {
        diagnostics.add(member.value.span, fmt::format("'{}' must be a string.", member.key));
      }
    }
  };
  each("fields", [&](const std::string& name, const std::string& text) { type.fields.emplace(name, field_type(text)); });
  each("elsewhere", [&](const std::string& name, const std::string& text) { type.elsewhere.emplace_back(name, text); });
  fields.done();
  return type;
}

void link_types(ObjectTypes& types, const toml::Member& first, toml::Diagnostics& diagnostics) {
  const auto check = [&](const std::string& name) {
    if (types.types.contains(name)) return;
    std::vector<std::string> names;
    for (const auto& [known, type] : types.types) names.push_back(known);
    diagnostics.unknown(first.key_span, "type", name, names);
  };
  for (const ObjectKind& object : types.objects) check(object.spec);
  for (auto& [name, type] : types.types) {
    for (const auto& [field, of] : type.fields) {
      if (of.kind == FieldType::Kind::object) check(of.object);
    }
    if (type.like.empty()) continue;
    check(type.like);
    const ObjectType* base = types.find(type.like);
    if (base == nullptr || !base->like.empty()) continue;
    type.fields.insert(base->fields.begin(), base->fields.end());
    type.elsewhere.insert(type.elsewhere.end(), base->elsewhere.begin(), base->elsewhere.end());
  }
  // A name that is written out says more than one with a '*'.
  for (auto& [name, type] : types.types) {
    std::stable_sort(type.elsewhere.begin(), type.elsewhere.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  }
}

}  // namespace fabriclint
