// SPDX-License-Identifier: Apache-2.0
#include "text/source.h"

#include <algorithm>
#include <utility>

#include "text/utf8.h"

namespace fabriclint {

namespace {
constexpr std::uint32_t kBlock = 1024;
}

Source::Source(std::string name, std::string text) : name_(std::move(name)), owned_(std::move(text)), text_(owned_) {}

Source::Source(std::string name, Borrowed text) : name_(std::move(name)), text_(text.text) {}

const Source::Table& Source::table() const {
  std::call_once(counted_, [this] {
    table_.lines.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
      table_.lines.push_back(static_cast<std::uint32_t>(at + 1));
    }
    if (utf8::is_ascii(text_)) return;
    std::uint32_t total = 0;
    for (std::size_t begin = 0; begin <= text_.size(); begin += kBlock) {
      table_.blocks.push_back(total);
      total += static_cast<std::uint32_t>(utf8::count(text_.substr(begin, kBlock)));
    }
  });
  return table_;
}

std::uint32_t Source::code_points_before(std::uint32_t offset) const {
  const std::vector<std::uint32_t>& blocks = table().blocks;
  if (blocks.empty()) return offset;
  const std::uint32_t block = offset / kBlock;
  return blocks[block] + static_cast<std::uint32_t>(utf8::count(text_.substr(std::size_t{block} * kBlock, offset % kBlock)));
}

Position Source::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  for (int back = 0; back < 3 && offset > 0 && offset < text_.size() && utf8::is_continuation(text_[offset]); ++back) --offset;

  const std::vector<std::uint32_t>& lines = table().lines;
  const auto next = std::upper_bound(lines.begin(), lines.end(), offset);
  const std::uint32_t begin = *(next - 1);
  Position position;
  position.line = static_cast<std::uint32_t>(next - lines.begin());
  position.byte_column = offset - begin + 1;
  position.column = code_points_before(offset) - code_points_before(begin) + 1;
  if (begin == 0 && offset > 0 && text_.starts_with(utf8::kByteOrderMark)) --position.column;
  return position;
}

std::uint32_t Source::line_begin(std::uint32_t line) const {
  if (line == 0) return 0;
  const std::vector<std::uint32_t>& lines = table().lines;
  return line <= lines.size() ? lines[line - 1] : static_cast<std::uint32_t>(text_.size());
}

std::uint32_t Source::line_end(std::uint32_t line) const {
  const std::string_view text = line_text(line);
  return static_cast<std::uint32_t>(text.data() + text.size() - text_.data());
}

std::string_view Source::line_text(std::uint32_t line) const {
  const std::uint32_t begin = line_begin(line);
  std::string_view text = text_.substr(begin, line_begin(line + 1) - begin);
  if (text.ends_with('\n')) text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
  if (begin == 0 && text.starts_with(utf8::kByteOrderMark)) text.remove_prefix(utf8::kByteOrderMark.size());
  return text;
}

SourceId SourceSet::add(std::string name, std::string text) {
  sources_.emplace_back(std::move(name), std::move(text));
  return {size() - 1};
}

SourceId SourceSet::add(std::string name, Borrowed text) {
  sources_.emplace_back(std::move(name), text);
  return {size() - 1};
}

std::string_view SourceSet::text(const Span& span) const {
  const std::string_view all = (*this)[span.source].text();
  const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
  return all.substr(begin, span.end > begin ? span.end - begin : 0);
}

}  // namespace fabriclint
