// SPDX-License-Identifier: Apache-2.0
#include "suppress/extent.h"

#include <algorithm>
#include <cstddef>

#include "text/utf8.h"
#include "yaml/breaks.h"

namespace fabriclint {
namespace {

using yaml::Node;

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
  while (at > 0 && yaml::break_size_before(text, at) == 0) --at;
  return at == 0 && text.starts_with(utf8::kByteOrderMark) ? static_cast<std::uint32_t>(utf8::kByteOrderMark.size()) : at;
}

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(yaml::next_break(text, at));
}

// Past blanks, breaks and comments.
std::uint32_t next_content(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    if (yaml::is_blank(text[at])) {
      ++at;
    } else if (const std::size_t size = yaml::break_size(text, at)) {
      at += static_cast<std::uint32_t>(size);
    } else if (text[at] == '#') {
      at = line_end(text, at);
    } else {
      break;
    }
  }
  return at;
}

// Whether the line that begins there is "---", alone or with more.
bool is_document_marker(std::string_view text, std::uint32_t begin) {
  constexpr std::string_view kMarker = "---";
  if (!text.substr(begin).starts_with(kMarker)) return false;
  const std::size_t after = begin + kMarker.size();
  return after >= text.size() || yaml::is_blank(text[after]) || yaml::break_size(text, after) > 0;
}

// What may stand between the beginning of an item or entry and that of its node.
bool is_indicator(char c) {
  return c == '-' || c == '?' || c == ':' || c == '&' || c == '!';
}

}  // namespace

Layout::Layout(std::string_view text, const yaml::Stream& stream) : text_(text), stream_(&stream) {
  for (const yaml::Document& document : stream.documents) {
    if (document.root != nullptr) add_value(*document.root);
  }
  // Nodes come in the order of the text but for what is not written, such as the missing key of ": value".
  const auto before = [](const Place& a, const Place& b) { return a.begin < b.begin; };
  for (auto* list : {&places_, &scalars_}) {
    if (!std::is_sorted(list->begin(), list->end(), before)) std::stable_sort(list->begin(), list->end(), before);
  }
}

void Layout::add_value(const Node& node) {
  const bool collection = node.kind == yaml::Kind::mapping || node.kind == yaml::Kind::sequence;
  if (!collection) scalars_.push_back({node.span.begin, node.span.end});
  if (!collection || node.flow) places_.push_back({node.span.begin, node.span.end});
  if (collection) add_children(node);
}

void Layout::add_children(const Node& node) {
  for (const yaml::Entry& entry : node.entries) {
    places_.push_back({entry.key->span.begin, std::max(entry.key->span.end, entry.value->span.end)});
    add_value(*entry.key);
    add_value(*entry.value);
  }
  for (const Node* item : node.items) {
    places_.push_back({item->span.begin, item->span.end});
    add_value(*item);
  }
}

bool Layout::on_own_line(Span comment) const {
  const std::uint32_t begin = line_begin(text_, comment.begin);
  return std::all_of(text_.begin() + begin, text_.begin() + comment.begin, yaml::is_blank);
}

Extent Layout::covered_by(Span comment) {
  const std::uint32_t begin = line_begin(text_, comment.begin);
  std::string_view content = text_.substr(begin, comment.begin - begin);
  while (!content.empty() && yaml::is_blank(content.back())) content.remove_suffix(1);
  if (content == "---") return next_node(begin);
  const bool names_next = std::all_of(content.begin(), content.end(), [](char c) { return yaml::is_blank(c) || c == '-'; });
  if (!names_next) return line_with_scalars(begin, comment.end);
  return below(comment.end);
}

Extent Layout::below(std::uint32_t comment_end) {
  if (comment_end < asked_.begin || asked_.end <= comment_end) {
    const std::uint32_t next = next_content(text_, comment_end);
    asked_ = {comment_end, next};
    answer_ = next < text_.size() ? next_node(next) : Extent{next, next};
  }
  return answer_;
}

const yaml::Document* Layout::document_at(std::uint32_t marker) const {
  const auto& documents = stream_->documents;
  const auto found = std::lower_bound(documents.begin(), documents.end(), marker,
                                      [](const yaml::Document& document, std::uint32_t at) { return document.span.begin < at; });
  return found != documents.end() && found->span.begin == marker ? &*found : nullptr;
}

Extent Layout::next_node(std::uint32_t from) const {
  const std::uint32_t end = line_end(text_, from);
  Extent extent{from, end};
  const bool line_starts = line_begin(text_, from) == from;
  if (line_starts && (is_document_marker(text_, from) || text_[from] == '%')) {
    const yaml::Document* document = document_at(from);
    if (document != nullptr && document->root != nullptr) extent.end = std::max(end, document->root->span.end);
    return extent;
  }
  auto place = std::lower_bound(places_.begin(), places_.end(), from, [](const Place& one, std::uint32_t at) { return one.begin < at; });
  if (place != places_.end() && place->begin > end && is_indicator(text_[from])) extent.end = std::max(end, place->end);
  for (; place != places_.end() && place->begin <= end; ++place) extent.end = std::max(extent.end, place->end);
  return extent;
}

Extent Layout::line_with_scalars(std::uint32_t begin, std::uint32_t end) const {
  Extent extent{begin, end};
  auto scalar =
      std::lower_bound(scalars_.begin(), scalars_.end(), begin, [](const Place& one, std::uint32_t at) { return one.begin < at; });
  if (scalar != scalars_.begin() && std::prev(scalar)->end > begin) extent.begin = std::prev(scalar)->begin;
  for (; scalar != scalars_.end() && scalar->begin <= end; ++scalar) extent.end = std::max(extent.end, scalar->end);
  return extent;
}

}  // namespace fabriclint
