// SPDX-License-Identifier: Apache-2.0
// Parses a text for a test and keeps source and stream together, because nodes view the bytes of their source.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "text/source.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace fabriclint::yaml {

struct Parsed {
  Source source;
  Stream stream;

  explicit Parsed(std::string text, const Limits& limits = {})
      : source("test.yaml", std::move(text)), stream(parse(source, SourceId{0}, limits)) {}
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  Parsed(Parsed&&) = delete;
  Parsed& operator=(Parsed&&) = delete;
  ~Parsed() = default;

  [[nodiscard]] std::string_view text(Span span) const { return source.text().substr(span.begin, span.size()); }
  [[nodiscard]] std::string_view text(const Node* node) const { return text(node->span); }
  [[nodiscard]] const Node* root(std::size_t document = 0) const {
    return document < stream.documents.size() ? stream.documents[document].root : nullptr;
  }
  // The value of a key of the first document.
  [[nodiscard]] const Node* at(std::string_view key) const { return Fields(root()).value(key); }
  // As written: an alias stays an alias.
  [[nodiscard]] const Node* written_at(std::string_view key) const {
    for (const Entry& entry : root()->entries) {
      if (entry.key->value == key) return entry.value;
    }
    return nullptr;
  }
};

// The first way in which a traced scalar contradicts its node or its source; empty when all is well.
[[nodiscard]] inline std::string trace_fault(const Node& node, const Source& source) {
  const TracedText text = trace(node, source);
  if (text.text() != node.value) return "text differs from value";
  std::uint32_t before = node.span.begin;
  for (std::size_t n = 0; n < text.size(); ++n) {
    const TracedText::Place place = text.place(n);
    if (!place.placed) return "a byte has no place";
    if (place.where.source != node.span.source) return "a byte is in another file";
    if (place.where.begin < before) return "places go backwards";
    if (place.where.end > source.text().size()) return "a place is past the end";
    if (place.exact && source.text()[place.where.begin] != text.text()[n]) return "an exact byte differs from the file";
    before = place.where.begin;
  }
  return {};
}

// True when trace() could only say that the value stands somewhere in the node.
[[nodiscard]] inline bool traced_as_a_whole(const Node& node, const Source& source) {
  const TracedText text = trace(node, source);
  return !text.empty() && !text.place(0).exact && text.place(0).where == node.span;
}

template <typename Visit>
void each_node(const Node* node, const Visit& visit) {
  if (node == nullptr) return;
  visit(*node);
  for (const Node* item : node->items) each_node(item, visit);
  for (const Entry& entry : node->entries) {
    each_node(entry.key, visit);
    each_node(entry.value, visit);
  }
}

}  // namespace fabriclint::yaml
