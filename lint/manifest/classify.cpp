// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "manifest/kinds.h"
#include "manifest/recipe.h"
#include "yaml/parse.h"

namespace fabriclint {

namespace {

// A line of a template before it is rendered. Comments do not count: people write about templates there.
bool holds_template_expression(const Source& source) {
  static constexpr std::array<std::string_view, 3> kOpenings = {"{{", "{%", "<%"};
  const auto is_in = [](std::string_view text) {
    return std::any_of(kOpenings.begin(), kOpenings.end(),
                       [&](std::string_view opening) { return text.find(opening) != std::string_view::npos; });
  };
  if (!is_in(source.text())) return false;  // as nearly always
  for (std::uint32_t line = 1; line <= source.line_count(); ++line) {
    const std::string_view text = source.line_text(line);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos || text[first] == '#') continue;
    if (is_in(text)) return true;
  }
  return false;
}

// Behind the placeholder `${NAME}` that begins at `at`, another one in it included; npos when the line ends before it does.
std::size_t placeholder_end(std::string_view line, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t end = at + 1; end < line.size(); ++end) {
    if (line[end] == '{') ++depth;
    if (line[end] == '}' && --depth == 0) return end + 1;
  }
  return std::string_view::npos;
}

// The line with a word for each placeholder, of the same size; blank when it holds nothing else, since those will become several lines.
std::string filled_in(std::string_view line) {
  std::string words(line);
  std::string blanks(line);
  std::size_t end = 0;
  for (std::size_t at = line.find("${"); at != std::string_view::npos; at = line.find("${", end)) {
    end = placeholder_end(line, at);
    if (end == std::string_view::npos) break;
    words.replace(at, end - at, end - at, 'x');
    blanks.replace(at, end - at, end - at, ' ');
  }
  return blanks.find_first_not_of(" \t\r\n") == std::string::npos ? blanks : words;
}

// Whether the file fails to parse because of `${NAME}`: without it, it parses, or fails elsewhere.
bool placeholder_breaks(const Source& source, const yaml::Problem& problem) {
  if (source.text().find("${") == std::string_view::npos) return false;
  std::string text;
  text.reserve(source.text().size());
  for (std::size_t begin = 0; begin < source.text().size();) {
    const std::size_t end = std::min(source.text().find('\n', begin), source.text().size() - 1) + 1;
    text += filled_in(source.text().substr(begin, end - begin));
    begin = end;
  }
  const yaml::Stream stream = yaml::parse(Source("", Borrowed{text}), SourceId());
  const yaml::Problem* fatal = stream.fatal();
  return fatal == nullptr || fatal->kind != yaml::ProblemKind::syntax || fatal->at.begin != problem.at.begin;
}

}  // namespace

FileClass classify(const yaml::Stream& stream, const Source& source) {
  if (const yaml::Problem* fatal = stream.fatal()) {
    if (fatal->kind != yaml::ProblemKind::syntax) return FileClass::broken;
    return holds_template_expression(source) || placeholder_breaks(source, *fatal) ? FileClass::template_ : FileClass::broken;
  }
  for (const Object& object : objects_of(stream, SourceId())) {
    if (manifest::matters(object)) return FileClass::manifest;
  }
  return FileClass::other;
}

}  // namespace fabriclint
