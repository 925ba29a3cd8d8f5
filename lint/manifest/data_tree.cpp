// SPDX-License-Identifier: Apache-2.0
#include "manifest/data_tree.h"

#include <utility>

#include "text/source.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace fabriclint::manifest {

namespace {

constexpr yaml::Limits kLimits = {
    .bytes = std::size_t{256} << 10U, .depth = 64, .nodes = 50'000, .documents = 8, .alias_visits = 10'000, .problems = 8};

class TreeReader {
 public:
  TreeReader(Reading& reading, const TracedText& outer, const Source& inner) : reading_(reading), outer_(outer), inner_(inner) {}

  json::Node node(const yaml::Node* written, int depth) {
    json::Node made;
    written = yaml::resolve(written);
    if (written == nullptr || exhausted) return made;
    if (!reading_.spend(written->value.size())) exhausted = true;
    switch (written->kind) {
      case yaml::Kind::scalar:
        made.text = placed(*written);
        made.kind = kind_of(*written);
        break;
      case yaml::Kind::sequence:
        made.kind = json::Kind::array;
        for (const yaml::Node* item : yaml::items_of(written)) made.items.push_back(node(item, depth + 1));
        break;
      case yaml::Kind::mapping:
        made.kind = json::Kind::object;
        for (const yaml::Field& field : yaml::Fields(written).all()) {
          made.members.push_back({placed(*field.key), node(field.value, depth + 1)});
        }
        break;
      case yaml::Kind::alias:
        break;
    }
    if (made.kind == json::Kind::array || (made.kind == json::Kind::object && depth == 1)) {
      if (!reading_.spend(written->span.size())) exhausted = true;
      if (!exhausted) made.text = outer_.slice(written->span.begin, written->span.end);
    }
    return made;
  }

  bool exhausted = false;

 private:
  [[nodiscard]] TracedText placed(const yaml::Node& scalar) const { return yaml::trace(scalar, inner_).within(outer_); }

  static json::Kind kind_of(const yaml::Node& scalar) {
    if (yaml::is_null(scalar)) return json::Kind::null;
    const bool boolean = scalar.style == yaml::Style::plain && yaml::is_boolean(scalar.value);
    return boolean ? json::Kind::boolean : json::Kind::string;
  }

  Reading& reading_;
  const TracedText& outer_;
  const Source& inner_;
};

}  // namespace

DataTree read_yaml(Reading& reading, const TracedText& text) {
  DataTree tree;
  if (!reading.spend(text.size())) {
    tree.unknown = kTooMuchReason;
    return tree;
  }
  const Source inner("", Borrowed{text.text()});
  const yaml::Stream stream = yaml::parse(inner, SourceId{}, kLimits);
  if (!stream.problems.empty() || stream.documents.size() > 1) {
    tree.unknown = "it cannot be read as YAML";
    return tree;
  }
  const yaml::Node* root = stream.documents.empty() ? nullptr : yaml::resolve(stream.documents.front().root);
  if (root == nullptr || yaml::is_null(*root)) {
    tree.root = json::Node{json::Kind::object, {}, {}, {}};
  } else if (root->kind != yaml::Kind::mapping) {
    tree.unknown = "it holds no mapping";
  } else {
    TreeReader reader(reading, text, inner);
    tree.root = reader.node(root, 0);
    if (reader.exhausted) {
      tree.root.reset();
      tree.unknown = kTooMuchReason;
    }
  }
  return tree;
}

}  // namespace fabriclint::manifest
