// SPDX-License-Identifier: Apache-2.0
#include "toml/packed.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "toml/node.h"

namespace fabriclint::toml {
namespace {

class Reader {
 public:
  Reader(std::string_view text, SourceId file) : text_(text), place_{file, 0, 0} {}

  // The depth is that of the built-in files: a handful of levels.
  bool read(Node& node) {  // NOLINT(misc-no-recursion)
    if (at_ >= text_.size()) return false;
    const char mark = text_[at_];
    node.span = place_;
    node.packed = true;
    if (mark >= '0' && mark <= '9') {
      node.kind = Kind::string;
      const auto string = bytes();
      if (string) node.text = std::string(*string);
      return string.has_value();
    }
    ++at_;
    switch (mark) {
      case 't':
      case 'f':
        node.kind = Kind::boolean;
        node.boolean = mark == 't';
        node.text = node.boolean ? "true" : "false";
        return true;
      case 'i': {
        node.kind = Kind::integer;
        const auto number = integer();
        if (!number) return false;
        node.integer = *number;
        node.number = static_cast<double>(*number);
        node.text = std::to_string(*number);
        return true;
      }
      case 'l':
        node.kind = Kind::array;
        return read_items(node);
      case 'd':
        return read_members(node);
      default:
        return false;
    }
  }

 private:
  bool read_items(Node& array) {  // NOLINT(misc-no-recursion)
    const auto count = size();
    if (!count) return false;
    array.items.reserve(*count);
    for (std::size_t i = 0; i < *count; ++i) {
      if (!read(array.items.emplace_back())) return false;
    }
    return true;
  }

  bool read_members(Node& table) {  // NOLINT(misc-no-recursion)
    const auto count = size();
    if (!count) return false;
    table.members.reserve(*count);
    for (std::size_t i = 0; i < *count; ++i) {
      const auto key = bytes();
      if (!key) return false;
      Member& member = table.members.emplace_back();
      member.key = std::string(*key);
      member.key_span = place_;
      if (!read(member.value)) return false;
    }
    return true;
  }

  // A number of things that may still come: each takes a byte at least.
  std::optional<std::size_t> size() {
    std::size_t number = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && number <= text_.size(); ++at_) {
      number = number * 10 + static_cast<std::size_t>(text_[at_] - '0');
    }
    if (at_ >= text_.size() || text_[at_] != ':' || number > text_.size() - at_ - 1) return std::nullopt;
    ++at_;
    return number;
  }

  std::optional<std::int64_t> integer() {
    std::int64_t number = 0;
    const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    if (read.ec != std::errc() || at_ >= text_.size() || text_[at_] != 'e') return std::nullopt;
    ++at_;
    return number;
  }

  std::optional<std::string_view> bytes() {
    const auto length = size();
    if (!length) return std::nullopt;
    const std::string_view string = text_.substr(at_, *length);
    at_ += string.size();
    return string;
  }

  std::string_view text_;
  Span place_;
  std::size_t at_ = 0;
};

}  // namespace

Node unpack(std::string_view tree, SourceId file) {
  Node root;
  if (!Reader(tree, file).read(root) || !root.is_table()) return {};
  return root;
}

}  // namespace fabriclint::toml
