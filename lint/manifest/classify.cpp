// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "manifest/kinds.h"
#include "manifest/recipe.h"

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

// `${NAME}` as the reason why the file does not parse: it stands where the parser gave up, or on a line of its own, where it will become
// several lines.
bool placeholder_breaks(const Source& source, const yaml::Problem& problem) {
  const std::uint32_t line = source.position(problem.at.begin).line;
  for (std::uint32_t at = line > 2 ? line - 2 : 1; at <= std::min(line + 1, source.line_count()); ++at) {
    if (source.line_text(at).find("${") != std::string_view::npos) return true;
  }
  for (std::uint32_t at = 1; at <= source.line_count(); ++at) {
    std::string_view text = source.line_text(at);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    if (text.starts_with("${") && text.find('}') + 1 == text.find_last_not_of(" \t") + 1) return true;
  }
  return false;
}

}  // namespace

FileClass classify(const yaml::Stream& stream, const Source& source) {
  if (stream.broken()) {
    const auto fatal = std::find_if(stream.problems.begin(), stream.problems.end(), [](const yaml::Problem& problem) {
      return problem.kind == yaml::ProblemKind::syntax || problem.kind == yaml::ProblemKind::encoding ||
             problem.kind == yaml::ProblemKind::limit;
    });
    if (fatal == stream.problems.end() || fatal->kind != yaml::ProblemKind::syntax) return FileClass::broken;
    return holds_template_expression(source) || placeholder_breaks(source, *fatal) ? FileClass::template_ : FileClass::broken;
  }
  for (const Object& object : objects_of(stream, SourceId())) {
    if (manifest::matters(object)) return FileClass::manifest;
  }
  return FileClass::other;
}

}  // namespace fabriclint
