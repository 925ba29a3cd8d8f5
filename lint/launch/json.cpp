// SPDX-License-Identifier: Apache-2.0
// nlohmann's SAX interface has no positions. Its lexer reads from our iterator one character at a time and calls back as soon as a token is
// complete, so the number of characters read so far is the end of a key or a string; only a number is known by one character read ahead.
// The beginning of a token is the first character after the previous token that is neither blank nor ',' nor ':'.
#include "launch/json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>

#include "text/utf8.h"

namespace fabriclint::json {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongest = std::size_t{256} * 1024;

// Reads a text and tells how many characters were taken from it.
class CountingIterator {
 public:
  using difference_type = std::ptrdiff_t;
  using value_type = char;
  using pointer = const char*;
  using reference = const char&;
  using iterator_category = std::input_iterator_tag;

  CountingIterator(const char* at, std::size_t* taken) : at_(at), taken_(taken) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*taken_;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  std::size_t* taken_;
};

bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':';
}
bool is_number_part(char c) {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

std::uint32_t hex4(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 4)) {
    const auto digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// The content of a string literal that nlohmann has accepted; begin..end are what stands between its quotes.
TracedText string_content(const TracedText& text, std::size_t begin, std::size_t end) {
  const std::string_view raw = text.text();
  if (raw.substr(begin, end - begin).find('\\') == std::string_view::npos) return text.slice(begin, end);
  TracedText content;
  for (std::size_t at = begin; at < end;) {
    const std::size_t escape = std::min(raw.find('\\', at), end);
    content.append(text.slice(at, escape));
    if (escape + 1 >= end) break;
    at = escape + 2;
    std::string decoded;
    switch (raw[escape + 1]) {
      case 'b':
        decoded = "\b";
        break;
      case 'f':
        decoded = "\f";
        break;
      case 'n':
        decoded = "\n";
        break;
      case 'r':
        decoded = "\r";
        break;
      case 't':
        decoded = "\t";
        break;
      case 'u': {
        char32_t point = hex4(raw.substr(at));
        at += 4;
        if (point >= 0xD800 && point < 0xDC00 && at + 6 <= end) {  // the parser has checked that its other half follows
          point = 0x10000 + ((point - 0xD800) << 10U) + (hex4(raw.substr(at + 2)) - 0xDC00);
          at += 6;
        }
        utf8::append(decoded, point);
        break;
      }
      default:
        decoded = raw.substr(escape + 1, 1);
    }
    content.append(TracedText::decoded(decoded, text.span(escape, at)));
  }
  return content;
}

// Builds the tree. `open_` are the arrays and objects that are not closed yet; finished nodes move into the innermost.
class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Builder(const TracedText& text, const std::size_t* taken) : text_(text), taken_(taken) {
    if (text.text().starts_with(utf8::kByteOrderMark)) last_end_ = utf8::kByteOrderMark.size();  // the parser skips it, too
  }

  // NOLINTBEGIN(readability-identifier-naming): the names are nlohmann's.
  bool null() { return scalar(Kind::null); }
  bool boolean(bool /*value*/) { return scalar(Kind::boolean); }
  bool number_integer(number_integer_t /*value*/) { return number(); }
  bool number_unsigned(number_unsigned_t /*value*/) { return number(); }
  bool number_float(number_float_t /*value*/, const string_t& /*written*/) { return number(); }
  bool binary(binary_t& /*value*/) { return false; }
  bool string(string_t& /*value*/) {
    const std::size_t begin = token_begin();
    last_end_ = *taken_;
    Node node;
    node.kind = Kind::string;
    node.text = string_content(text_, begin + 1, last_end_ - 1);
    return add(std::move(node));
  }
  bool key(string_t& /*value*/) {
    const std::size_t begin = token_begin();
    last_end_ = *taken_;
    open_.back().node.members.push_back({string_content(text_, begin + 1, last_end_ - 1), {}});
    return true;
  }
  bool start_object(std::size_t /*size*/) { return open(Kind::object); }
  bool start_array(std::size_t /*size*/) { return open(Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  // `position` also counts the reading of the end of the text.
  bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::detail::exception& /*error*/) {
    const std::size_t begin = std::min(token_begin(), text_.size());
    if (text_.empty()) return fail("the JSON is empty", 0, 0);
    if (position > *taken_) return fail("the JSON breaks off", begin == text_.size() ? text_.size() - 1 : begin, text_.size());
    return fail(done_ ? "something follows the end of the JSON" : "this is no JSON", begin, *taken_);
  }
  // NOLINTEND(readability-identifier-naming)

  Parsed parsed;

 private:
  struct Open {
    Node node;
    std::size_t begin = 0;
  };

  [[nodiscard]] std::size_t token_begin() const {
    const std::string_view raw = text_.text();
    std::size_t at = last_end_;
    while (at < raw.size() && is_separator(raw[at])) ++at;
    return at;
  }
  bool fail(std::string message, std::size_t begin, std::size_t end) {
    parsed.message = std::move(message);
    parsed.at = text_.slice(begin, std::max(begin + 1, end));
    return false;
  }
  bool add(Node node) {
    if (open_.empty()) {
      parsed.root = std::move(node);
      done_ = true;
    } else if (open_.back().node.kind == Kind::object) {
      open_.back().node.members.back().value = std::move(node);
    } else {
      open_.back().node.items.push_back(std::move(node));
    }
    return true;
  }
  bool scalar(Kind kind) {
    const std::size_t begin = token_begin();
    last_end_ = *taken_;
    Node node;
    node.kind = kind;
    node.text = text_.slice(begin, last_end_);
    return add(std::move(node));
  }
  bool number() {
    const std::string_view raw = text_.text();
    const std::size_t begin = token_begin();
    last_end_ = begin;
    while (last_end_ < *taken_ && is_number_part(raw[last_end_])) ++last_end_;
    Node node;
    node.kind = Kind::number;
    node.text = text_.slice(begin, last_end_);
    return add(std::move(node));
  }
  bool open(Kind kind) {
    const std::size_t begin = token_begin();
    last_end_ = *taken_;
    if (open_.size() >= kDeepest) {
      parsed.is_limit = true;
      return fail("the JSON is nested too deeply", begin, last_end_);
    }
    open_.push_back({});
    open_.back().node.kind = kind;
    open_.back().begin = begin;
    return true;
  }
  bool close() {
    last_end_ = *taken_;
    Open closed = std::move(open_.back());
    open_.pop_back();
    closed.node.text = text_.slice(closed.begin, last_end_);
    return add(std::move(closed.node));
  }

  const TracedText& text_;
  const std::size_t* taken_;
  std::size_t last_end_ = 0;
  bool done_ = false;
  std::vector<Open> open_;
};

}  // namespace

const Member* Node::member(std::string_view key) const {
  const auto found = std::find_if(members.rbegin(), members.rend(), [&](const Member& member) { return member.key.text() == key; });
  return found == members.rend() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Member* found = member(key);
  return found == nullptr ? nullptr : &found->value;
}

Parsed parse(const TracedText& text) {
  if (text.size() > kLongest) return {std::nullopt, "the JSON is longer than 256 KiB", text.slice(0, 1), true};
  std::size_t taken = 0;
  Builder builder(text, &taken);
  const char* begin = text.text().data();
  const CountingIterator first(begin, &taken);
  const CountingIterator last(begin + text.size(), &taken);
  if (!nlohmann::json::sax_parse(first, last, &builder)) builder.parsed.root.reset();
  return std::move(builder.parsed);
}

}  // namespace fabriclint::json
