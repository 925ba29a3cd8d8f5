// SPDX-License-Identifier: Apache-2.0
#include "yaml/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "text/printable.h"
#include "yaml/extent.h"
#include "yaml/keys.h"

namespace fabriclint::yaml {

namespace {

constexpr std::size_t kShownName = 60;  // code points of a name in a message

const char* chars(const yaml_char_t* text) {
  return reinterpret_cast<const char*>(text);
}

Style style_of(const yaml_event_t& event) {
  switch (event.data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    default:
      return Style::plain;
  }
}

bool is_missing(const Node& node) {
  return node.kind == Kind::scalar && node.style == Style::plain && node.span.empty() && node.anchor.empty() && node.tag.empty();
}

}  // namespace

TreeBuilder::TreeBuilder(Stream& stream, std::string_view text, SourceId source, const Limits& limits)
    : stream_(&stream), text_(text), source_(source), limits_(limits) {}

bool TreeBuilder::take(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      begin_document(begin);
      break;
    case YAML_DOCUMENT_END_EVENT:
      end_document(end);
      break;
    case YAML_SCALAR_EVENT:
      add_scalar(event, begin, end);
      break;
    case YAML_ALIAS_EVENT:
      add_alias(event, begin, end);
      break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
      open_collection(event, begin, end);
      break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_collection(end);
      break;
    default:
      break;
  }
  return !stopped_by_.has_value();
}

void TreeBuilder::begin_document(std::uint32_t begin) {
  if (document_count_ == limits_.documents) stop(begin, fmt::format("more than {} documents in one file", limits_.documents));
  document_begin_ = begin;
  root_ = nullptr;
  anchors_.clear();
  alias_visits_ = 0;
}

void TreeBuilder::end_document(std::uint32_t end) {
  const bool empty = root_ == nullptr || is_missing(*root_);
  stream_->documents.push_back({.root = empty ? nullptr : root_, .span = span(document_begin_, end), .index = document_count_++});
}

void TreeBuilder::add_scalar(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end) {
  const auto& scalar = event.data.scalar;
  if (scalar.anchor != nullptr || scalar.tag != nullptr) begin = skip_properties(text_, begin, end);
  Node* node = make_node(Kind::scalar, begin, end);
  if (node == nullptr) return;
  node->style = style_of(event);
  const bool quoted = node->style == Style::single_quoted || node->style == Style::double_quoted;
  if (quoted) {
    stream_->opaque.push_back({.begin = begin, .end = end});
  } else if (node->style != Style::plain) {
    stream_->opaque.push_back({.begin = block_content_begin(text_, begin), .end = end});
    node->span.end = block_scalar_end(text_, begin, end);
  }
  const std::uint32_t quote = quoted ? 1 : 0;
  node->value = keep_value({chars(scalar.value), scalar.length}, begin + quote, end - quote);
  name(*node, scalar.anchor, scalar.tag, 1, false);
  attach(*node, 1);
}

void TreeBuilder::add_alias(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end) {
  Node* node = make_node(Kind::alias, begin, end);
  if (node == nullptr) return;
  node->anchor = keep(chars(event.data.alias.anchor));
  std::size_t reach = 1;
  const auto found = anchors_.find(node->anchor);
  if (found == anchors_.end()) {
    report({.kind = ProblemKind::undefined_alias,
            .at = node->span,
            .message = fmt::format("the alias '*{}' has no anchor before it in this document", printable(node->anchor, kShownName))});
  } else if (found->second.open) {
    report({.kind = ProblemKind::undefined_alias,
            .at = node->span,
            .message = fmt::format("the alias '*{}' stands inside the very node it refers to", printable(node->anchor, kShownName)),
            .context = span(found->second.node->span.begin, found->second.node->span.begin),
            .context_text = "the node begins here"});
  } else {
    node->target = found->second.node;
    reach += found->second.reach;
    alias_visits_ += found->second.reach;
    if (alias_visits_ > limits_.alias_visits) {
      stop(begin, fmt::format("aliases stand for more than {} nodes in this document", limits_.alias_visits));
    }
  }
  attach(*node, reach);
}

void TreeBuilder::open_collection(const yaml_event_t& event, std::uint32_t begin, std::uint32_t end) {
  if (open_.size() == limits_.depth) {
    stop(begin, fmt::format("more than {} levels of nesting", limits_.depth));
    return;
  }
  const bool mapping = event.type == YAML_MAPPING_START_EVENT;
  const auto* anchor = mapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor;
  const auto* tag = mapping ? event.data.mapping_start.tag : event.data.sequence_start.tag;
  if (anchor != nullptr || tag != nullptr) begin = skip_properties(text_, begin, end);
  Node* node = make_node(mapping ? Kind::mapping : Kind::sequence, begin, begin);
  if (node == nullptr) return;
  node->flow =
      mapping ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
  name(*node, anchor, tag, 1, true);
  open_.push_back({.node = node, .first_child = children_.size(), .reach = 1, .anchor = node->anchor});
}

void TreeBuilder::close_collection(std::uint32_t end) {
  const Open open = open_.back();
  open_.pop_back();
  Node& node = *open.node;
  const std::size_t count = children_.size() - open.first_child;
  // A block collection ends for libyaml where the next token begins, far behind its last word; so does a lone pair in a flow sequence.
  const bool bracketed = node.flow && (text_[node.span.begin] == '[' || text_[node.span.begin] == '{');
  if (bracketed) {
    node.span.end = end;
  } else if (count > 0) {
    node.span.end = std::max(node.span.begin, children_.back()->span.end);
  }
  if (node.kind == Kind::mapping) {
    close_mapping(node, open.first_child);
  } else if (count > 0) {
    auto* items = arena().allocate_object<const Node*>(count);
    std::copy(children_.end() - static_cast<std::ptrdiff_t>(count), children_.end(), items);
    node.items = {items, count};
  }
  children_.resize(open.first_child);
  if (!open.anchor.empty()) {
    const auto named = anchors_.find(open.anchor);
    if (named != anchors_.end() && named->second.node == &node) {
      named->second.open = false;
      named->second.reach = open.reach;
    }
  }
  attach(node, open.reach);
}

void TreeBuilder::close_mapping(Node& mapping, std::size_t first_child) {
  const std::size_t count = (children_.size() - first_child) / 2;
  if (count == 0) return;
  auto* entries = arena().allocate_object<Entry>(count);
  for (std::size_t n = 0; n < count; ++n) {
    std::construct_at(entries + n, Entry{.key = children_[first_child + 2 * n], .value = children_[first_child + 2 * n + 1]});
  }
  mapping.entries = {entries, count};
  for (const Repeat& repeat : repeated_keys(mapping.entries)) {
    const Node& again = *mapping.entries[repeat.again].key;
    report({.kind = ProblemKind::duplicate_key,
            .at = again.span,
            .message = fmt::format("the key '{}' is written twice in one mapping", printable(key_scalar(&again)->value, kShownName)),
            .context = mapping.entries[repeat.first].key->span,
            .context_text = "first written here"});
    if (stopped_by_) break;
  }
}

Node* TreeBuilder::make_node(Kind kind, std::uint32_t begin, std::uint32_t end) {
  if (node_count_++ == limits_.nodes) {
    stop(begin, fmt::format("more than {} nodes in one file", limits_.nodes));
    return nullptr;
  }
  auto* node = arena().new_object<Node>();
  node->kind = kind;
  node->span = span(begin, end);
  return node;
}

void TreeBuilder::name(Node& node, const yaml_char_t* anchor, const yaml_char_t* tag, std::size_t reach, bool open) {
  if (tag != nullptr) node.tag = keep(chars(tag));
  if (anchor == nullptr) return;
  node.anchor = keep(chars(anchor));
  anchors_.insert_or_assign(node.anchor, Anchor{.node = &node, .reach = reach, .open = open});
}

void TreeBuilder::attach(Node& node, std::size_t reach) {
  if (open_.empty()) {
    root_ = &node;
    return;
  }
  Open& parent = open_.back();
  const bool is_value = parent.node->kind == Kind::mapping && (children_.size() - parent.first_child) % 2 == 1;
  if (is_value && is_missing(node) && (node.span.begin == 0 || text_[node.span.begin - 1] != ':')) {
    const std::uint32_t at = missing_value_at(text_, children_.back()->span.end, node.span.begin);
    node.span = span(at, at);
  }
  parent.reach += reach;
  children_.push_back(&node);
}

std::string_view TreeBuilder::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* copy = arena().allocate_object<char>(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

std::string_view TreeBuilder::keep_value(std::string_view value, std::uint32_t begin, std::uint32_t end) {
  // Most scalars stand in the file as they are read: no copy for those.
  const std::string_view written = end > begin ? text_.substr(begin, end - begin) : std::string_view{};
  return written == value ? written : keep(value);
}

void TreeBuilder::report(Problem problem) {
  if (stream_->problems.size() < limits_.problems) {
    stream_->problems.push_back(std::move(problem));
  } else {
    stop(problem.at.begin, fmt::format("more than {} duplicate keys and undefined aliases in one file", limits_.problems));
  }
}

void TreeBuilder::stop(std::uint32_t at, std::string message) {
  if (stopped_by_.has_value()) return;
  stopped_by_ = Problem{.kind = ProblemKind::limit, .at = span(at, at), .message = std::move(message)};
}

}  // namespace fabriclint::yaml
