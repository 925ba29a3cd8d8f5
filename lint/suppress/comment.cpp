// SPDX-License-Identifier: Apache-2.0
#include "suppress/comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "text/printable.h"
#include "text/suggest.h"
#include "yaml/breaks.h"

namespace fabriclint {
namespace {

constexpr std::string_view kKeyword = "fabriclint:";
constexpr std::string_view kUntil = "(until";
constexpr std::size_t kShown = 60;  // code points of a wrong word in a message
constexpr std::array<std::string_view, 2> kWords = {"ignore", "ignore-file"};
constexpr std::string_view kForm = "Write 'fabriclint: ignore[RULE-ID] REASON', with '(until YYYY-MM-DD)' where it is to end.";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && yaml::is_blank(text[at])) ++at;
  return at;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(skip_blanks(text, 0));
  while (!text.empty() && yaml::is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// A dash or a dot is no reason; a letter of any script is.
bool says_something(std::string_view reason) {
  return std::any_of(reason.begin(), reason.end(), [](char c) { return is_word(c) ? c != '-' && c != '_' : (c & '\x80') != 0; });
}

// The '#' at or after `at` that begins a comment of its own.
std::size_t next_hash(std::string_view text, std::size_t at) {
  for (std::size_t hash = text.find('#', at); hash != std::string_view::npos; hash = text.find('#', hash + 1)) {
    if (hash > 0 && !yaml::is_blank(text[hash - 1])) continue;
    const std::size_t after = hash + 1;
    if (hash == 0 || after >= text.size() || yaml::is_blank(text[after]) || text.substr(after).starts_with(kKeyword)) return hash;
  }
  return text.size();
}

// One directive; `text_` is what follows "fabriclint:", which ends at `begin` in the source.
class Reader {
 public:
  Reader(std::string_view text, Span at) : text_(text) { result_.at = at; }

  Suppression read() {
    if (read_word() && read_rules()) read_rest();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Span span(std::string_view part) const {
    const auto offset = static_cast<std::uint32_t>(part.data() - text_.data());
    const auto begin = result_.at.end - static_cast<std::uint32_t>(text_.size()) + offset;
    return {result_.at.source, begin, begin + static_cast<std::uint32_t>(part.size())};
  }

  bool fail(Span at, std::string message, std::string help) {
    result_.fault = {at, std::move(message), std::move(help)};
    return false;
  }

  bool read_word() {
    at_ = skip_blanks(text_, 0);
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    result_.whole_file = word == kWords[1];
    if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return true;
    if (word.empty()) return fail(result_.at, "Nothing follows that fabriclint understands.", std::string(kForm));
    const auto nearest = suggest(word, kWords);
    return fail(span(word), fmt::format("'fabriclint: {}' means nothing.", printable(word, kShown)),
                nearest ? fmt::format("Did you mean '{}'?", *nearest) : std::string(kForm));
  }

  bool read_rules() {
    at_ = skip_blanks(text_, at_);
    if (at_ >= text_.size() || text_[at_] != '[') return refuse_blanket(result_.at);
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos)
      return fail(span(text_.substr(at_)), "The list of rules has no end: ']' is missing.", std::string(kForm));
    const std::string_view list = text_.substr(at_ + 1, close - at_ - 1);
    const std::string_view brackets = text_.substr(at_, close + 1 - at_);
    at_ = close + 1;
    const auto separates = [](char c) { return c == ',' || yaml::is_blank(c); };
    for (std::size_t begin = 0; begin < list.size();) {
      std::size_t end = begin;
      while (end < list.size() && !separates(list[end])) ++end;
      if (const std::string_view id = list.substr(begin, end - begin); !id.empty()) {
        if (id.find('*') != std::string_view::npos) return refuse_blanket(span(id));
        result_.rules.push_back({std::string(id), span(id)});
      }
      begin = end + 1;
    }
    return !result_.rules.empty() || refuse_blanket(span(brackets));
  }

  bool refuse_blanket(Span at) {
    result_.blanket = true;
    return fail(at, "A suppression names the rules that it silences, one by one.", std::string(kForm));
  }

  void read_rest() {
    const std::string_view rest = text_.substr(at_);
    const std::size_t open = rest.find(kUntil);
    std::string_view before = trimmed(rest.substr(0, open));
    std::string_view after;
    if (open != std::string_view::npos) {
      const std::size_t close = rest.find(')', open);
      if (close == std::string_view::npos) {
        fail(span(rest.substr(open)), "The date has no end: ')' is missing.", std::string(kForm));
        return;
      }
      const std::size_t begin = open + kUntil.size();
      const std::string_view date = trimmed(rest.substr(begin, close - begin));
      result_.until = day_of(date);
      result_.until_at = span(date);
      after = trimmed(rest.substr(close + 1));
      if (!result_.until) {
        fail(result_.until_at, fmt::format("'{}' is no date.", printable(date, kShown)),
             "A date is written YYYY-MM-DD, as in '(until 2027-01-31)'.");
        return;
      }
      if (const std::size_t again = after.find(kUntil); again != std::string_view::npos) {
        fail(span(after.substr(again)), "The suppression ends twice.", "Leave one date.");
        return;
      }
    }
    // The date may also stand before the reason.
    result_.reason = says_something(before) ? before : after;
    if (!says_something(result_.reason)) {
      fail(result_.at, "The suppression gives no reason.", "Say after ']' why the finding is fine here.");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Suppression result_;
};

}  // namespace

bool may_suppress(std::string_view text) {
  return text.find(kKeyword) != std::string_view::npos;
}

std::vector<Suppression> suppressions_in(const Source& source, Span comment) {
  const std::string_view text = source.text().substr(comment.begin, comment.size());
  std::vector<Suppression> found;
  if (!may_suppress(text)) return found;
  for (std::size_t hash = next_hash(text, 0); hash < text.size();) {
    const std::size_t end = next_hash(text, hash + 1);
    const std::size_t begin = skip_blanks(text, hash + 1);
    if (text.substr(begin).starts_with(kKeyword)) {
      const std::string_view whole = trimmed(text.substr(begin, end - begin));
      const auto at = comment.begin + static_cast<std::uint32_t>(begin);
      const Span span{comment.source, at, at + static_cast<std::uint32_t>(whole.size())};
      found.push_back(Reader(whole.substr(kKeyword.size()), span).read());
    }
    hash = end;
  }
  return found;
}

std::optional<Day> day_of(std::string_view text) {
  constexpr std::string_view kPattern = "0000-00-00";
  if (text.size() != kPattern.size()) return std::nullopt;
  const auto number = [&](std::size_t begin, std::size_t end) {
    unsigned value = 0;
    for (std::size_t at = begin; at < end; ++at) value = value * 10 + static_cast<unsigned>(text[at] - '0');
    return value;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    if (kPattern[at] == '0' ? !digit : text[at] != '-') return std::nullopt;
  }
  const std::chrono::year_month_day day(std::chrono::year(static_cast<int>(number(0, 4))), std::chrono::month(number(5, 7)),
                                        std::chrono::day(number(8, 10)));
  return day.ok() ? std::optional<Day>(day) : std::nullopt;
}

std::string written(Day day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace fabriclint
