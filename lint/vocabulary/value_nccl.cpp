// SPDX-License-Identifier: Apache-2.0
// NVIDIA/nccl: src/graph/paths.cc (levels), src/graph/tuning.cc (algorithms and protocols), src/misc/utils.cc (lists of names);
// pytorch/pytorch: torch/csrc/distributed/c10d/init.cpp (the interfaces of Gloo).
#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"
#include "text/suggest.h"
#include "vocabulary/value_judges.h"
#include "vocabulary/words.h"

namespace fabriclint {
namespace {

std::string trimmed_lower(const TracedText& text) {
  const std::string word = lower(text.text());
  const std::size_t begin = word.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : word.substr(begin, word.find_last_not_of(" \t\r\n") + 1 - begin);
}

// `values` holds the functions too, with the colon that follows them.
std::vector<std::string> members(const Variable& variable, bool functions) {
  std::vector<std::string> words;
  for (const std::string& value : variable.values) {
    if (value.ends_with(':') == functions) words.push_back(functions ? value.substr(0, value.size() - 1) : value);
  }
  return words;
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& one) { return lower(one) == word; });
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool has_blank(const std::string& name) {
  return std::any_of(name.begin(), name.end(), is_blank);
}

bool is_prefix(char c) {
  return c == '^' || c == '=';
}

// A name without its blanks; what is not the first of its list also without a prefix that does not count there.
std::string bare(std::string name, bool inner) {
  name.erase(std::remove_if(name.begin(), name.end(), is_blank), name.end());
  if (inner) name.erase(0, std::min(name.find_first_not_of("^="), name.size()));
  return name;
}

// `mlx5_[0-3]` as its four names, `mlx5_*` as the beginning that they share: NCCL compares beginnings and knows neither. Empty where it is
// not clear which names are meant.
std::string without_pattern(const std::string& name) {
  const std::size_t star = name.find_first_of("*?");
  if (star != std::string::npos) return star + 1 == name.size() ? name.substr(0, star) : "";
  const std::size_t open = name.find('[');
  const bool single_digits = open != std::string::npos && !is_prefix(name[0]) && name.size() >= open + 5 && is_digit(name[open + 1]) &&
                             name[open + 2] == '-' && is_digit(name[open + 3]) && name[open + 4] == ']';
  if (!single_digits) return "";
  std::string names;
  for (char digit = name[open + 1]; digit <= name[open + 3]; ++digit) {
    if (!names.empty()) names += ',';
    names += name.substr(0, open) + digit + name.substr(open + 5);
  }
  return names;
}

}  // namespace

Judged judge_nccl_level(const TracedText& value, const Variable& variable) {
  const std::string& text = value.text();
  if (text.empty() || is_digit(text[0])) return std::nullopt;
  if (std::find(variable.values.begin(), variable.values.end(), text) != variable.values.end()) return std::nullopt;
  return Mistake{
      "enum", none_of(text, joined(variable.values)), suggest(text, std::span<const std::string>(variable.values)).value_or(""), {}};
}

Judged judge_nccl_algo(const TracedText& value, const Variable& variable) {
  const std::vector<std::string> words = members(variable, false);
  const std::vector<std::string> functions = members(variable, true);
  const std::vector<TracedText> groups = split(value, ';');
  for (const TracedText& group : groups) {
    const std::size_t colon = group.text().find(':');
    if (colon == std::string::npos && &group != &groups.front() && !group.empty()) {
      return Mistake{"list", fmt::format("'{}' behind ';' names no function; ',' separates words", group.text()), {}, group};
    }
    if (colon != std::string::npos && !functions.empty()) {
      const TracedText function = group.slice(0, colon);
      if (!has_word(functions, trimmed_lower(function))) {
        return Mistake{"name", none_of(function.text(), joined(functions)),
                       suggest(function.text(), std::span<const std::string>(functions)).value_or(""), function};
      }
    }
    const TracedText list = colon == std::string::npos ? group : group.slice(colon + 1);
    for (const TracedText& element : split(list, ',')) {
      std::string word = trimmed_lower(element);
      if (word.starts_with('^')) word.erase(0, 1);
      if (word.empty()) continue;
      if (has_word(words, word)) {
        if (!has_blank(element.text())) continue;
        return Mistake{"list", fmt::format("the blank in '{}' is part of the word", element.text()), bare(element.text(), false), element};
      }
      return Mistake{"list", none_of(element.text(), joined(words)),
                     suggest(element.text(), std::span<const std::string>(words)).value_or(""), element};
    }
  }
  return std::nullopt;
}

Judged judge_nccl_name_list(const TracedText& value, const Variable& /*variable*/) {
  if (value.text().starts_with("=^")) {
    return Mistake{"list", "'=^' is read as an exact name that begins with '^'", "^=" + value.text().substr(2), value.slice(0, 2)};
  }
  const std::vector<TracedText> elements = split(value, ',');
  for (std::size_t n = 0; n < elements.size(); ++n) {
    const TracedText& element = elements[n];
    const std::string& name = element.text();
    if (has_blank(name)) return Mistake{"list", fmt::format("the blank in '{}' is part of the name", name), bare(name, n > 0), element};
    if (n > 0 && !name.empty() && is_prefix(name[0])) {
      return Mistake{"list", fmt::format("'{}' counts only in front of the whole list, so '{}' is a name", name[0], name), bare(name, true),
                     element};
    }
    if (const std::size_t semicolon = name.find(';'); semicolon != std::string::npos) {
      std::string listed = name;
      std::replace(listed.begin(), listed.end(), ';', ',');
      return Mistake{"list", fmt::format("';' separates nothing, so '{}' is one name", name), listed, element};
    }
    if (name.find_first_of("*?[") != std::string::npos) {
      return Mistake{"list", fmt::format("'{}' is taken letter by letter as what a name begins with", name), without_pattern(name),
                     element};
    }
  }
  return std::nullopt;
}

// PyTorch splits at commas and hands each name to Gloo as it is; it ignores a value of one character.
Judged judge_interface_name(const TracedText& value, const Variable& /*variable*/) {
  if (value.size() < 2) return std::nullopt;
  for (const TracedText& element : split(value, ',')) {
    const std::string& name = element.text();
    if (!has_blank(name) && (name.empty() || !is_prefix(name[0]))) continue;
    return Mistake{"name", fmt::format("'{}' is no plain name of an interface", name), {}, element};
  }
  return std::nullopt;
}

}  // namespace fabriclint
