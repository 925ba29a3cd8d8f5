// SPDX-License-Identifier: Apache-2.0
#include "diff/touched.h"

#include <algorithm>
#include <string_view>

namespace fabriclint {
namespace {

// The end of the last scalar in a node. The span of a block collection reaches to whatever follows it.
std::uint32_t end_of(const yaml::Node& node) {
  const yaml::Node* last = &node;
  while (!last->flow) {
    if (last->kind == yaml::Kind::mapping && !last->entries.empty()) {
      const yaml::Entry& entry = last->entries.back();
      last = entry.value != nullptr ? entry.value : entry.key;
    } else if (last->kind == yaml::Kind::sequence && !last->items.empty()) {
      last = last->items.back();
    } else {
      break;
    }
  }
  return last->span.end;
}

// The last of the children that begins at or before the offset; they stand in file order.
template <typename Children, typename Begin>
auto child_at(const Children& children, std::uint32_t offset, Begin begin) {
  const auto next = std::partition_point(children.begin(), children.end(), [&](const auto& child) { return begin(child) <= offset; });
  return next == children.begin() ? nullptr : &*std::prev(next);
}

struct Search {
  std::uint32_t offset = 0;
  std::optional<Span> block = {};

  // One step down; null at the end.
  const yaml::Node* step(const yaml::Node& node, std::string_view& key) {
    if (node.kind == yaml::Kind::sequence) {
      const auto* item = child_at(node.items, offset, [](const yaml::Node* child) { return child->span.begin; });
      key = {};
      return item == nullptr ? nullptr : *item;
    }
    if (node.kind != yaml::Kind::mapping) return nullptr;
    const auto* entry = child_at(node.entries, offset, [](const yaml::Entry& child) { return child.key->span.begin; });
    if (entry == nullptr || entry->value == nullptr) return nullptr;
    const Span& name = entry->key->span;
    if (offset < std::max(name.end, name.begin + 1)) {
      block = Span{name.source, name.begin, std::max(name.end, end_of(*entry->value))};
      return nullptr;
    }
    if (entry->value->kind == yaml::Kind::scalar) {
      const bool inside = offset >= entry->value->span.begin && offset <= entry->value->span.end;
      const bool names = inside && entry->key->value == "name" && key != "metadata";
      if (names) block = Span{name.source, node.span.begin, std::max(node.entries.front().key->span.begin, end_of(node))};
      return nullptr;
    }
    key = entry->key->value;
    return entry->value;
  }
};

}  // namespace

bool TouchedFile::touches(LineRange range) const {
  if (whole) return true;
  const auto next = std::partition_point(lines.begin(), lines.end(), [&](const LineRange& line) { return line.last < range.first; });
  return next != lines.end() && next->first <= range.last;
}

TouchedFile touched_file(const FileDiff& file) {
  return {file.old_path.empty() || file.binary, touched_lines(file)};
}

LineRange lines_of(const Span& span, const SourceSet& sources) {
  const Source& source = sources[span.source];
  return {line_of(source, span.begin), line_of(source, span.empty() ? span.begin : span.end - 1)};
}

bool is_touched(const Finding& finding, const SourceSet& sources, const Touched& touched) {
  const auto covers = [&](const Span& at) {
    return at.source.index < touched.size() && touched[at.source.index] && touched[at.source.index]->touches(lines_of(at, sources));
  };
  return covers(finding.at) ||
         std::any_of(finding.labels.begin(), finding.labels.end(), [&](const Label& label) { return covers(label.at); });
}

std::optional<Span> block_named_at(const yaml::Stream& stream, std::uint32_t offset) {
  const auto* document = child_at(stream.documents, offset, [](const yaml::Document& child) { return child.span.begin; });
  if (document == nullptr) return std::nullopt;
  Search search{offset};
  std::string_view key;
  for (const yaml::Node* node = document->root; node != nullptr;) node = search.step(*node, key);
  return search.block;
}

}  // namespace fabriclint
