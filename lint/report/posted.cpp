// SPDX-License-Identifier: Apache-2.0
#include "report/posted.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace fabriclint {
namespace {

constexpr std::string_view kOpen = "<!-- fabriclint/v1";
constexpr std::string_view kClose = " -->";
constexpr std::size_t kMaxDepth = 1'000;

bool is_fingerprint(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto only = [](std::string_view part, std::string_view allowed) {
    return !part.empty() && part.find_first_not_of(allowed) == std::string_view::npos;
  };
  return colon == 16 && text.size() <= 30 && only(text.substr(0, colon), "0123456789abcdef") && only(text.substr(colon + 1), "0123456789");
}

// Finds the bodies of the comments without building a tree.
class Bodies : public nlohmann::json_sax<nlohmann::json> {
 public:
  Posted& posted;
  explicit Bodies(Posted& target) : posted(target) {}

  bool null() override { return at_value(); }
  bool boolean(bool /*value*/) override { return at_value(); }
  bool number_integer(number_integer_t /*value*/) override { return at_value(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return at_value(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return at_value(); }
  bool binary(binary_t& /*value*/) override { return at_value(); }
  bool string(string_t& value) override {
    if (in_body_ && open_.size() == comment_depth_) {
      for (const std::string_view fingerprint : marked_in(value)) posted.fingerprints.emplace(fingerprint);
    }
    return at_value();
  }
  bool start_object(std::size_t /*size*/) override {
    if (open_.empty()) return refuse("it is an object, not a list of comments");
    if (comment_depth_ == 0) comment_depth_ = open_.size() + 1;
    return open('{');
  }
  bool key(string_t& name) override {
    in_body_ = open_.size() == comment_depth_ && name == "body";
    return true;
  }
  bool end_object() override {
    if (open_.size() == comment_depth_) comment_depth_ = 0;
    open_.pop_back();
    in_body_ = false;
    return true;
  }
  bool start_array(std::size_t /*size*/) override { return open('['); }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::json::exception& /*error*/) override {
    return refuse(fmt::format("no JSON at byte {}", position));
  }

 private:
  bool refuse(std::string why) {
    if (posted.problem.empty()) posted.problem = std::move(why);
    return false;
  }
  bool at_value() { return !open_.empty() || refuse("it is no list of comments"); }
  bool open(char bracket) {
    in_body_ = false;
    open_ += bracket;
    return open_.size() <= kMaxDepth || refuse("it is nested too deeply");
  }

  std::string open_;               // the brackets that are open
  std::size_t comment_depth_ = 0;  // inside a comment: how many were open with its own
  bool in_body_ = false;
};

}  // namespace

std::string marker(std::span<const std::string> fingerprints, std::size_t max_bytes) {
  std::string text(kOpen);
  for (const std::string& fingerprint : fingerprints) {
    if (text.size() + 1 + fingerprint.size() + kClose.size() > max_bytes) break;
    text.append(" ").append(fingerprint);
  }
  return text.append(kClose);
}

std::vector<std::string_view> marked_in(std::string_view comment) {
  const std::size_t end = comment.find_last_not_of(" \t\r\n");
  comment = comment.substr(0, end == std::string_view::npos ? 0 : end + 1);
  const std::size_t break_at = comment.rfind('\n');
  if (break_at != std::string_view::npos) comment.remove_prefix(break_at + 1);
  if (!comment.starts_with(kOpen) || !comment.ends_with(kClose) || comment.size() < kOpen.size() + kClose.size()) return {};
  comment.remove_prefix(kOpen.size());
  comment.remove_suffix(kClose.size());
  std::vector<std::string_view> found;
  while (!comment.empty()) {
    if (comment.front() != ' ') return {};
    comment.remove_prefix(1);
    const std::string_view word = comment.substr(0, comment.find(' '));
    if (!is_fingerprint(word)) return {};
    found.push_back(word);
    comment.remove_prefix(word.size());
  }
  return found;
}

Posted read_posted(std::istream& in) {
  Posted posted;
  const auto more = [&] {
    in >> std::ws;
    return in.peek() != std::istream::traits_type::eof();
  };
  if (!more()) posted.problem = "it is empty; a list without comments is []";
  while (posted.problem.empty() && more()) {
    Bodies bodies(posted);
    if (!nlohmann::json::sax_parse(in, &bodies, nlohmann::json::input_format_t::json, false) && posted.problem.empty()) {
      posted.problem = "it is no JSON";
    }
  }
  return posted;
}

}  // namespace fabriclint
