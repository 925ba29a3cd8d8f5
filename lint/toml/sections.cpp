// SPDX-License-Identifier: Apache-2.0
#include "toml/sections.h"

#include <algorithm>
#include <string>

namespace fabriclint::toml {
namespace {

bool is_bare(std::string_view name) {
  constexpr std::string_view kBare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !name.empty() && name.find_first_not_of(kBare) == std::string_view::npos;
}

// The name in `[variable.NAME]` or `[variable."NAME"]`; nothing for any other header.
std::optional<std::string_view> name_in(std::string_view line, std::string_view opening) {
  if (!line.starts_with(opening)) return std::nullopt;
  line.remove_prefix(opening.size());
  const std::size_t end = line.find(']');
  if (end == std::string_view::npos) return std::nullopt;
  const std::size_t rest = line.find_first_not_of(" \t\r", end + 1);
  if (rest != std::string_view::npos && line[rest] != '#') return std::nullopt;
  std::string_view name = line.substr(0, end);
  if (is_bare(name)) return name;
  if (name.size() < 3 || name.front() != '"' || name.back() != '"') return std::nullopt;
  name = name.substr(1, name.size() - 2);
  if (name.find_first_of("\"\\") != std::string_view::npos) return std::nullopt;
  return name;
}

}  // namespace

std::optional<Sections> cut_sections(std::string_view text, std::string_view table) {
  if (text.find(R"(""")") != std::string_view::npos || text.find("'''") != std::string_view::npos) return std::nullopt;
  const std::string opening = "[" + std::string(table) + ".";
  Sections cut;
  std::size_t begin = 0;  // of the section at hand
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    if (text[line] == '[') {
      const auto name = name_in(text.substr(line, end - line), opening);
      if (!name && !cut.sections.empty()) return std::nullopt;
      if (name && cut.sections.empty()) cut.head = text.substr(0, line);
      if (name && !cut.sections.empty()) cut.sections.back().text = text.substr(begin, line - begin);
      if (name) {
        cut.sections.push_back({*name, {}});
        begin = line;
      }
    }
    line = end + 1;
  }
  if (cut.sections.empty()) return std::nullopt;
  cut.sections.back().text = text.substr(begin);
  return cut;
}

}  // namespace fabriclint::toml
