// SPDX-License-Identifier: Apache-2.0
#include "toml/packed.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace fabriclint::toml {
namespace {

class Reader {
 public:
  Reader(std::string_view text, SourceId file) : text_(text), place_{file, 0, 0} {}

  // The depth is that of the built-in files: a handful of levels.
  std::optional<Node> node() {  // NOLINT(misc-no-recursion)
    if (at_ >= text_.size()) return std::nullopt;
    const char mark = text_[at_];
    Node node;
    node.span = place_;
    if (mark >= '0' && mark <= '9') {
      const auto string = bytes();
      if (!string) return std::nullopt;
      node.kind = Kind::string;
      node.text = *string;
      return node;
    }
    ++at_;
    switch (mark) {
      case 't':
      case 'f':
        node.kind = Kind::boolean;
        node.boolean = mark == 't';
        node.text = node.boolean ? "true" : "false";
        return node;
      case 'i': {
        const auto number = integer('e');
        if (!number) return std::nullopt;
        node.kind = Kind::integer;
        node.integer = *number;
        node.number = static_cast<double>(*number);
        node.text = std::to_string(*number);
        return node;
      }
      case 'l':
        node.kind = Kind::array;
        while (!ends()) {
          auto item = this->node();
          if (!item) return std::nullopt;
          node.items.push_back(*std::move(item));
        }
        return node;
      case 'd':
        while (!ends()) {
          const auto key = bytes();
          if (!key) return std::nullopt;
          auto value = this->node();
          if (!value) return std::nullopt;
          node.members.push_back({std::string(*key), place_, *std::move(value)});
        }
        return node;
      default:
        return std::nullopt;
    }
  }

 private:
  // Steps over the end of a list or a table; at the end of the text everything ends.
  bool ends() {
    if (at_ < text_.size() && text_[at_] != 'e') return false;
    ++at_;
    return true;
  }

  std::optional<std::int64_t> integer(char end) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    if (read.ec != std::errc() || at_ >= text_.size() || text_[at_] != end) return std::nullopt;
    ++at_;
    return number;
  }

  std::optional<std::string_view> bytes() {
    const auto size = integer(':');
    if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > text_.size() - at_) return std::nullopt;
    const std::string_view string = text_.substr(at_, static_cast<std::size_t>(*size));
    at_ += string.size();
    return string;
  }

  std::string_view text_;
  Span place_;
  std::size_t at_ = 0;
};

}  // namespace

Node unpack(std::string_view packed, SourceId file) {
  std::optional<Node> root = Reader(packed, file).node();
  return root && root->is_table() ? *std::move(root) : Node{};
}

}  // namespace fabriclint::toml
