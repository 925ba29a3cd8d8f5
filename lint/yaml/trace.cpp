// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "yaml/breaks.h"
#include "yaml/node.h"
#include "yaml/scalar_text.h"

namespace fabriclint::yaml {

bool folds(std::string_view source, Break at) {
  return at.size > 0 && source[at.begin] != '\xE2';
}

void ScalarText::line_break(std::size_t begin, std::size_t size) {
  const char first = source_[begin];
  if (first == '\n' || first == '\xE2') {
    verbatim(begin, begin + size);
  } else {
    decoded("\n", begin, begin + size);
  }
}

TracedText ScalarText::finish() && {
  if (out_.text() != node_->value) return TracedText::decoded(node_->value, node_->span);
  out_.tie(node_->span);
  return std::move(out_);
}

TracedText trace(const Node& scalar, const Source& source) {
  const Node* node = resolve(&scalar);
  if (node == nullptr || node->kind != Kind::scalar || node->value.empty()) return {};
  ScalarText text(source.text(), *node);
  if (node->style == Style::literal || node->style == Style::folded) {
    read_block_scalar(text);
    return std::move(text).finish();
  }
  const std::size_t quote = node->style == Style::plain ? 0 : 1;
  const std::size_t begin = node->span.begin + quote;
  const std::size_t end = node->span.end - quote;
  if (source.text().substr(begin, end - begin) == node->value) {
    text.verbatim(begin, end);
  } else {
    read_flow_scalar(text, begin, end);
  }
  return std::move(text).finish();
}

}  // namespace fabriclint::yaml
