// SPDX-License-Identifier: Apache-2.0
#include "manifest/field_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/glob.h"
#include "text/suggest.h"

namespace fabriclint::manifest {

namespace {

// More than these explain nothing.
constexpr std::size_t kMostProblems = 200;
// Longer values are not repeated.
constexpr std::size_t kMostQuoted = 40;

enum class Written { nothing, text, number, integer, boolean, list, map };

bool is_number(std::string_view text, bool& whole) {
  std::size_t at = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - begin;
  };
  const std::size_t before = digits();
  whole = before > 0 && at == text.size();
  if (whole) return true;
  const bool point = at < text.size() && text[at] == '.';
  if (point) ++at;
  const std::size_t after = point ? digits() : 0;
  if (before + after == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

// As sigs.k8s.io/yaml turns YAML into JSON.
Written written_as(const yaml::Node& node) {
  if (node.kind == yaml::Kind::sequence) return Written::list;
  if (node.kind == yaml::Kind::mapping) return Written::map;
  if (yaml::is_null(node)) return Written::nothing;
  if (node.style != yaml::Style::plain || !node.tag.empty()) return Written::text;
  if (yaml::is_boolean(node.value)) return Written::boolean;
  bool whole = false;
  if (is_number(node.value, whole)) return whole ? Written::integer : Written::number;
  return Written::text;
}

std::string_view name_of(Written written) {
  switch (written) {
    case Written::nothing:
      return "nothing";
    case Written::text:
      return "a string";
    case Written::number:
    case Written::integer:
      return "a number";
    case Written::boolean:
      return "a boolean";
    case Written::list:
      return "a list";
    case Written::map:
      return "a mapping";
  }
  return "";
}

bool fits(FieldType::Kind kind, Written written) {
  switch (kind) {
    case FieldType::Kind::any:
      return true;
    case FieldType::Kind::text:
      return written == Written::text;
    case FieldType::Kind::integer:
      return written == Written::integer;
    case FieldType::Kind::number:
      return written == Written::integer || written == Written::number;
    case FieldType::Kind::boolean:
      return written == Written::boolean;
    case FieldType::Kind::quantity:
      return written == Written::text || written == Written::integer || written == Written::number;
    case FieldType::Kind::object:
      return written == Written::map;
  }
  return true;
}

std::string_view name_of(FieldType::Kind kind) {
  switch (kind) {
    case FieldType::Kind::text:
      return "a string";
    case FieldType::Kind::integer:
      return "a whole number";
    case FieldType::Kind::number:
      return "a number";
    case FieldType::Kind::boolean:
      return "true or false";
    case FieldType::Kind::quantity:
      return "a quantity";
    case FieldType::Kind::object:
      return "a mapping";
    case FieldType::Kind::any:
      break;
  }
  return "anything";
}

class Walk {
 public:
  Walk(Reading& reading, const ObjectTypes& types, Deployment& deployment, std::string path)
      : reading_(reading), types_(types), deployment_(deployment), path_(std::move(path)) {}

  // `node` as an object of that type; it stands at `path_`.
  void object(const yaml::Node* node, const ObjectType& type) {
    for (const yaml::Field& field : yaml::Fields(node).all()) {
      if (!yaml::is_text(field.key) || !reading_.spend(0) || problems_ > kMostProblems) continue;
      const std::string_view name = field.key->value;
      if (name.starts_with('$') || has_placeholder(name)) continue;  // a directive of a patch
      const Step inner(path_, ".", name);
      const auto known = type.fields.find(name);
      if (known != type.fields.end()) {
        value(field.value, *field.key, known->second);
      } else {
        unknown(*field.key, type);
      }
    }
  }

  void value(const yaml::Node* node, const yaml::Node& key, const FieldType& type) {
    if (node == nullptr || (type.kind == FieldType::Kind::any && type.many == FieldType::Many::one)) return;
    const Written written = written_as(*node);
    if (written == Written::nothing || (node->kind == yaml::Kind::scalar && has_placeholder(node->value))) return;
    switch (type.many) {
      case FieldType::Many::list:
        if (written != Written::list) return wrong(key, "a list", written);
        for (std::size_t i = 0; i < node->items.size(); ++i) {
          const Step inner(path_, "[", std::to_string(i) + "]");
          item(node->items[i], key, type);
        }
        return;
      case FieldType::Many::map:
        if (written != Written::map) return wrong(key, "a mapping", written);
        for (const yaml::Field& field : yaml::Fields(node).all()) {
          if (!yaml::is_text(field.key) || field.key->value.starts_with('$') || !reading_.spend(0)) continue;
          const Step inner(path_, ".", field.key->value);
          item(field.value, *field.key, type);
        }
        return;
      case FieldType::Many::one:
        item(node, key, type);
        return;
    }
  }

 private:
  // Stands one step further down while it lives.
  class Step {
   public:
    Step(std::string& path, std::string_view between, std::string_view name) : path_(path), before_(path.size()) {
      path_.append(between).append(name);
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(before_); }

   private:
    std::string& path_;
    std::size_t before_;
  };

  void item(const yaml::Node* node, const yaml::Node& key, const FieldType& type) {
    node = yaml::resolve(node);
    if (node == nullptr || (node->kind == yaml::Kind::scalar && has_placeholder(node->value))) return;
    const Written written = written_as(*node);
    if (written == Written::nothing || type.kind == FieldType::Kind::any) return;
    if (!fits(type.kind, written)) {
      wrong(node->kind == yaml::Kind::scalar ? *node : key, name_of(type.kind), written);
    } else if (type.kind == FieldType::Kind::object) {
      if (const ObjectType* inner = types_.find(type.object)) object(node, *inner);
    }
  }

  void unknown(const yaml::Node& key, const ObjectType& type) {
    const auto elsewhere =
        std::find_if(type.elsewhere.begin(), type.elsewhere.end(), [&](const auto& entry) { return glob_matches(entry.first, key.value); });
    if (elsewhere != type.elsewhere.end()) return put("field.elsewhere.", "has no effect: " + elsewhere->second, key);
    std::vector<std::string> names;
    for (const auto& [name, field] : type.fields) names.push_back(name);
    if (const auto nearest = suggest(key.value, names)) {
      put("field.misspelt.", fmt::format("is no field of a {}; did you mean '{}'?", type.called, *nearest), key);
    } else {
      put("field.unknown.", fmt::format("is no field of a {} that is known here", type.called), key);
    }
  }

  void wrong(const yaml::Node& at, std::string_view wanted, Written written) {
    const bool quotes = wanted == name_of(FieldType::Kind::text) && written != Written::list && written != Written::map;
    const std::string mended = !quotes ? "" : at.value.size() > kMostQuoted ? ": quote it" : fmt::format(": write '\"{}\"'", at.value);
    put("field.wrong-type.", fmt::format("must be {}, and {} stands here{}", wanted, name_of(written), mended), at);
  }

  void put(const std::string& what, const std::string& sentence, const yaml::Node& at) {
    if (++problems_ > kMostProblems) return;
    deployment_.settings.put(make_setting(what + path_, Value::known(TracedText::made(sentence)), "", at.span, at.span));
  }

  Reading& reading_;
  const ObjectTypes& types_;
  Deployment& deployment_;
  std::string path_;
  std::size_t problems_ = 0;
};

}  // namespace

void check_fields(Reading& reading, const Object& object, Deployment& deployment) {
  const ObjectTypes* types = reading.options.object_types;
  const std::string* spec_type = types == nullptr ? nullptr : types->spec_of(object.api_version, object.kind);
  const yaml::Field spec = yaml::Fields(object.root).find("spec");
  if (spec_type == nullptr || spec.key == nullptr) return;
  FieldType type;
  type.kind = FieldType::Kind::object;
  type.object = *spec_type;
  Walk(reading, *types, deployment, "spec").value(spec.value, *spec.key, type);
}

}  // namespace fabriclint::manifest
