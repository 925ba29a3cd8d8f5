// SPDX-License-Identifier: Apache-2.0
#include "report/review_comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "report/echo.h"
#include "report/sentence.h"
#include "text/printable.h"

namespace fabriclint {
namespace {

constexpr std::size_t kMostLabels = 5;
constexpr std::size_t kMostOfLabel = 300;  // code points
constexpr std::size_t kMostOfPath = 200;
constexpr std::size_t kMostOfEntry = 150;
constexpr std::size_t kMostSuggested = 8'000;  // bytes

std::string place(const Span& at, const Report& report) {
  if (at.source.index >= report.sources.size()) return {};
  const Source& source = report.sources[at.source];
  return code_span(echoed(path_in(report.repository, source.name()), kMostOfPath)) + fmt::format(", line {}", line_of(source, at.begin));
}

std::string without_tabs(std::string_view line) {
  std::string text(line);
  std::erase(text, '\t');
  return text;
}

std::string title(const Finding& finding) {
  std::string text = fmt::format("**{}**", name_of(finding.level));
  if (!finding.rule.empty()) text += ' ' + code_span(finding.rule);
  return text;
}

}  // namespace

std::string comment_text(const Finding& finding, const Report& report) {
  std::string text = title(finding) + ": " + comment_sentence(finding.message);
  if (!finding.help.empty()) text += "\n\nHelp: " + comment_sentence(on_one_line(finding.help));
  if (finding.fix && !finding.fix->description.empty()) text += "\n\nFix: " + comment_sentence(on_one_line(finding.fix->description));
  std::size_t labels = 0;
  for (const Label& label : finding.labels) {
    if (labels++ == kMostLabels) break;
    text += (labels == 1 ? "\n\n- " : "\n- ") + place(label.at, report) + ": " + comment_sentence(echoed(label.text, kMostOfLabel));
  }
  const bool explained = std::any_of(report.rules.begin(), report.rules.end(), [&](const Rule& rule) { return rule.id == finding.rule; });
  if (explained) text += "\n\n" + code_span("fabriclint explain " + finding.rule);
  return text;
}

std::string list_entry(const Finding& finding, const Report& report) {
  return fmt::format("- {}, {}: {}", title(finding), place(finding.at, report), comment_sentence(echoed(finding.message, kMostOfEntry)));
}

std::optional<LineEdit> suggestion_of(const Finding& finding, const SourceSet& sources) {
  const std::vector<LineEdit> edits = line_edits(sources, finding);
  if (edits.empty()) return std::nullopt;
  const Source& source = sources[finding.at.source];
  LineEdit all = edits.front();
  for (std::size_t i = 1; i < edits.size(); ++i) {
    for (std::uint32_t line = all.last + 1; line < edits[i].first; ++line) {
      const std::string_view between = source.line_text(line);
      if (printable(without_tabs(between)) != without_tabs(between)) return std::nullopt;
      all.text.append("\n").append(between);
      if (all.text.size() > kMostSuggested) return std::nullopt;
    }
    all.text.append("\n").append(edits[i].text);
    all.last = edits[i].last;
  }
  std::erase(all.text, '\r');  // of CRLF: GitHub writes the breaks of the file
  if (all.text.size() > kMostSuggested) return std::nullopt;
  return all;
}

std::string suggestion_block(std::string_view lines) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : lines) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{}suggestion\n{}\n{}", fence, lines, fence);
}

}  // namespace fabriclint
