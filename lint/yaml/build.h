// SPDX-License-Identifier: Apache-2.0
// Turns the events of libyaml into the nodes of a Stream, one document after the other, and keeps the limits that concern the tree: depth,
// nodes, documents, what aliases reach. Aliases are counted, never expanded. What is wrong but does not end the reading (duplicate keys,
// undefined aliases) goes to the problems of the stream at once.
#pragma once

#include <yaml.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace fabriclint::yaml {

class TreeBuilder {
 public:
  TreeBuilder(Stream& stream, std::string_view text, SourceId source, const Limits& limits);

  // Takes the next event, whose marks are the byte offsets begin..end. False when a limit is exceeded: stopped_by() says which.
  bool take(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] const std::optional<Problem>& stopped_by() const { return stopped_by_; }

 private:
  // A collection that is not closed yet.
  struct Open {
    Node* node = nullptr;
    std::size_t first_child = 0;  // index in children_
    std::size_t reach = 1;        // nodes in it when every alias is followed
    std::string_view anchor;
  };
  struct Anchor {
    const Node* node = nullptr;
    std::size_t reach = 1;
    bool open = false;  // its collection is not closed yet: an alias here would contain itself
  };

  void begin_document(std::uint32_t begin);
  void end_document(std::uint32_t end);
  void add_scalar(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end);
  void add_alias(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end);
  void open_collection(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end);
  void close_collection(std::uint32_t end);

  [[nodiscard]] Node* make_node(Kind kind, std::uint32_t begin, std::uint32_t end);
  void name(Node& node, const yaml_char_t* anchor, const yaml_char_t* tag, std::size_t reach, bool open);
  void attach(Node& node, std::size_t reach);
  void close_mapping(Node& mapping, std::size_t first_child);
  [[nodiscard]] std::string_view keep(std::string_view text);
  [[nodiscard]] std::string_view keep_value(std::string_view value, std::uint32_t begin, std::uint32_t end);

  [[nodiscard]] std::pmr::polymorphic_allocator<> arena() const { return stream_->arena(); }
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const { return {.source = source_, .begin = begin, .end = end}; }
  void report(Problem problem);
  void stop(std::uint32_t at, std::string message);

  Stream* stream_;
  std::string_view text_;
  SourceId source_;
  Limits limits_;
  std::optional<Problem> stopped_by_;

  std::vector<Open> open_;
  std::vector<const Node*> children_;  // of all open collections, the innermost last
  std::map<std::string_view, Anchor> anchors_;
  const Node* root_ = nullptr;
  std::uint32_t document_begin_ = 0;
  std::uint32_t document_count_ = 0;
  std::size_t node_count_ = 0;
  std::size_t alias_visits_ = 0;
};

}  // namespace fabriclint::yaml
