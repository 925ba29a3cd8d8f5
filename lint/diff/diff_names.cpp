// SPDX-License-Identifier: Apache-2.0
#include "diff/diff_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace fabriclint {
namespace {

struct Unquoted {
  std::string name;
  std::size_t size = 0;  // with both quotes
};

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// What a letter behind a backslash stands for; 0 for none.
char escaped(char letter) {
  constexpr std::string_view kLetters = "abtnvfr\"\\";
  constexpr std::string_view kBytes = "\a\b\t\n\v\f\r\"\\";
  const std::size_t index = kLetters.find(letter);
  return index == std::string_view::npos ? '\0' : kBytes[index];
}

// A name in C quotes at the start of the text.
std::optional<Unquoted> unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::nullopt;
  Unquoted result;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      result.size = i + 1;
      return result;
    }
    if (text[i] != '\\') {
      result.name += text[i];
      continue;
    }
    if (++i == text.size()) break;
    if (const char byte = escaped(text[i]); byte != '\0') {
      result.name += byte;
    } else if (i + 2 < text.size() && text[i] <= '3' && is_octal(text[i]) && is_octal(text[i + 1]) && is_octal(text[i + 2])) {
      result.name += static_cast<char>((text[i] - '0') * 64 + (text[i + 1] - '0') * 8 + (text[i + 2] - '0'));
      i += 2;
    } else {
      break;
    }
  }
  return std::nullopt;
}

// The letters before the first slash of both sides.
constexpr std::array<std::pair<char, char>, 6> kPrefixes = {{{'a', 'b'}, {'i', 'w'}, {'c', 'i'}, {'c', 'w'}, {'o', 'w'}, {'1', '2'}}};

bool has_letter(std::string_view name) {
  return name.size() > 2 && name[1] == '/';
}

bool belong_together(std::string_view before, std::string_view after) {
  if (!has_letter(before) || !has_letter(after)) return false;
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](const auto& pair) {
    return (before[0] == pair.first && after[0] == pair.second) || (before[0] == pair.second && after[0] == pair.first);
  });
}

}  // namespace

std::optional<DiffNames> names_of_git_line(std::string_view rest) {
  if (const auto first = unquoted(rest)) {
    rest.remove_prefix(first->size);
    if (!rest.starts_with(' ')) return std::nullopt;
    std::optional<std::string> second = name_of_line(rest.substr(1));
    if (!second) return std::nullopt;
    return DiffNames{first->name, *std::move(second)};
  }
  if (rest.ends_with('"')) {
    const std::size_t quote = rest.find(" \"");
    if (quote == std::string_view::npos) return std::nullopt;
    const auto second = unquoted(rest.substr(quote + 1));
    if (!second || quote + 1 + second->size != rest.size()) return std::nullopt;
    return DiffNames{std::string(rest.substr(0, quote)), second->name};
  }
  // Blanks in a name are not quoted. Unless it was renamed, and then the header says so, both names are the same but for their prefixes.
  const std::size_t middle = rest.size() / 2;
  if (rest.size() % 2 == 1 && rest[middle] == ' ') {
    DiffNames names{std::string(rest.substr(0, middle)), std::string(rest.substr(middle + 1))};
    const DiffNames bare = without_prefixes(names);
    if (bare.before == bare.after) return names;
  }
  return std::nullopt;
}

std::optional<std::string> name_of_line(std::string_view rest) {
  if (rest.starts_with('"')) {
    const auto name = unquoted(rest);
    return name ? std::optional(name->name) : std::nullopt;
  }
  return std::string(rest.substr(0, rest.find('\t')));
}

DiffNames without_prefixes(DiffNames names) {
  const bool created = names.before == kNoFile;
  const bool deleted = names.after == kNoFile;
  const bool prefixed = created   ? names.after.starts_with("b/") && has_letter(names.after)
                        : deleted ? names.before.starts_with("a/") && has_letter(names.before)
                                  : belong_together(names.before, names.after);
  if (!prefixed) return names;
  if (!created) names.before.erase(0, 2);
  if (!deleted) names.after.erase(0, 2);
  return names;
}

}  // namespace fabriclint
