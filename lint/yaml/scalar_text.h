// SPDX-License-Identifier: Apache-2.0
// Decodes the content of scalars a second time, now with the place of every byte. libyaml's value is the authority: the readers here follow
// the steps of its scanner (libyaml 0.2.5, src/scanner.c: yaml_parser_scan_plain_scalar, _flow_scalar, _block_scalar), take from the value
// what the text alone does not say (the character of an escape, the indentation of a block), and trace() compares the result with it.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/span.h"
#include "text/traced.h"
#include "yaml/node.h"

namespace fabriclint::yaml {

// Collects the pieces of one scalar.
class ScalarText {
 public:
  ScalarText(std::string_view source, const Node& node) : source_(source), node_(&node) { out_.reserve(node.value.size()); }

  // Bytes that stand in the file as they are read.
  void verbatim(std::size_t begin, std::size_t end) { out_.append_verbatim(source_.substr(begin, end - begin), span(begin, end)); }
  void decoded(std::string_view text, std::size_t begin, std::size_t end) { out_.append_decoded(text, span(begin, end)); }
  // A line break that is content: LF for all of them but LS and PS, which stay.
  void line_break(std::size_t begin, std::size_t size);

  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] bool overrun() const { return out_.size() > node_->value.size(); }
  [[nodiscard]] std::string_view source() const { return source_; }
  [[nodiscard]] const Node& node() const { return *node_; }
  // The text with its places; the value owed to the whole node where it was read differently from libyaml.
  [[nodiscard]] TracedText finish() &&;

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {.source = node_->span.source, .begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
  }

  std::string_view source_;
  const Node* node_;
  TracedText out_;
};

// A line break in the text.
struct Break {
  std::size_t begin = 0;
  std::size_t size = 0;  // 0: none
};

// True for the breaks that folding turns into a space or drops: all but LS and PS.
[[nodiscard]] bool folds(std::string_view source, Break at);

// Plain, single- and double-quoted scalars; begin..end is the content without the quotes.
void read_flow_scalar(ScalarText& text, std::size_t begin, std::size_t end);

// Literal and folded scalars, from their header on.
void read_block_scalar(ScalarText& text);

}  // namespace fabriclint::yaml
