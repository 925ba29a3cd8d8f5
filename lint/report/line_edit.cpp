// SPDX-License-Identifier: Apache-2.0
#include "report/line_edit.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/printable.h"
#include "text/utf8.h"

namespace fabriclint {
namespace {

// Whether a reader sees what is there. Tabs are harmless in the places where YAML allows them.
bool shown_as_is(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_break = text[i] == '\n' || text.substr(i, 2) == "\r\n";
    if (!is_break && text[i] != '\t') plain += text[i];
  }
  return printable(plain) == plain;
}

// Whether an edit may begin or end here.
bool between_characters(std::string_view text, std::size_t at) {
  if (text.starts_with(utf8::kByteOrderMark) && at < utf8::kByteOrderMark.size()) return false;
  if (at == text.size()) return true;
  const bool in_break = at > 0 && text[at - 1] == '\r' && text[at] == '\n';
  return !in_break && !utf8::is_continuation(text[at]);
}

std::uint32_t content_begin(const Source& source, std::uint32_t line) {
  return static_cast<std::uint32_t>(source.line_text(line).data() - source.text().data());
}

bool ends_in_crlf(const Source& source, std::uint32_t line) {
  const std::string_view begun = source.text().substr(0, source.line_begin(line + 1));
  return begun.ends_with("\r\n");
}

// The text of an edit with the breaks of the line that it changes.
std::string with_breaks_of(const Source& source, const Edit& edit) {
  std::uint32_t line = line_of(source, edit.at.begin);
  if (line > 1 && line == source.line_count()) --line;  // the last line has no break to learn from
  if (!ends_in_crlf(source, line)) return edit.text;
  std::string out;
  for (const char c : edit.text) {
    if (c == '\n' && !out.ends_with('\r')) out += '\r';
    out += c;
  }
  return out;
}

// Edits that touch lines in common, and these lines.
struct EditGroup {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
  std::span<const Edit> edits;
};

// Consecutive groups lie in one array.
EditGroup joined(const EditGroup& a, const EditGroup& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last), {a.edits.data(), a.edits.size() + b.edits.size()}};
}

// What follows the final break counts as a line in a source, but no reviewer can replace it.
std::uint32_t last_real_line(const Source& source) {
  return source.line_count() - (source.text().ends_with('\n') ? 1 : 0);
}

EditGroup group_of(const Source& source, std::span<const Edit> edit) {
  const Span& at = edit.front().at;
  EditGroup group{line_of(source, at.begin), line_of(source, at.end), edit};
  const std::uint32_t real = last_real_line(source);
  if (group.last > real) {
    // Up to the end of the file: if no byte of the first line stays, there may be no line left to speak of.
    if (group.first > 1 && source.line_begin(group.first) == at.begin) --group.first;
    group.last = real;
  }
  return group;
}

std::vector<EditGroup> grouped(const Source& source, std::span<const Edit> edits) {
  std::vector<EditGroup> groups;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    EditGroup group = group_of(source, edits.subspan(i, 1));
    while (!groups.empty() && group.first <= groups.back().last) {
      group = joined(groups.back(), group);
      groups.pop_back();
    }
    groups.push_back(group);
  }
  return groups;
}

// What stands between `begin` and `end` after the edits; nothing when it is longer than a report may hold.
std::optional<std::string> edited(const Source& source, std::uint32_t begin, std::uint32_t end, std::span<const Edit> edits) {
  if (end > begin && end - begin > kMaxEditText) return std::nullopt;
  std::string out;
  for (const Edit& edit : edits) {
    out += source.text().substr(begin, edit.at.begin - begin);
    out += with_breaks_of(source, edit);
    begin = edit.at.end;
  }
  if (end > begin) out += source.text().substr(begin, end - begin);
  if (out.size() > kMaxEditText) return std::nullopt;
  return out;
}

bool strip_break(std::string& text) {
  if (!text.ends_with('\n')) return false;
  text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return true;
}

// Leaves out the lines at both ends that stay what they were.
void trim(const Source& source, LineEdit& edit) {
  while (edit.first < edit.last) {
    const std::size_t end = edit.text.find('\n');
    if (end == std::string::npos) return;
    std::string line = edit.text.substr(0, end + 1);
    strip_break(line);
    if (line != source.line_text(edit.first)) break;
    edit.text.erase(0, end + 1);
    ++edit.first;
  }
  while (edit.first < edit.last) {
    const std::size_t end = edit.text.rfind('\n');
    if (end == std::string::npos || std::string_view(edit.text).substr(end + 1) != source.line_text(edit.last)) return;
    edit.text.resize(end + 1);
    strip_break(edit.text);
    --edit.last;
  }
}

std::optional<LineEdit> line_edit(const Source& source, const EditGroup& group) {
  std::optional<std::string> text = edited(source, content_begin(source, group.first), source.line_end(group.last), group.edits);
  if (!text || !shown_as_is(*text)) return std::nullopt;
  const std::uint32_t end = group.edits.back().at.end;
  if (end == source.text().size()) {
    const bool stripped = strip_break(*text);
    if (!stripped && text->empty() && group.first == 1) return std::nullopt;
  }
  LineEdit out{group.first, group.last, std::move(*text)};
  trim(source, out);
  return out;
}

}  // namespace

std::span<const Edit> usable_edits(const SourceSet& sources, const Finding& finding) {
  if (!finding.fix || finding.at.source.index >= sources.size()) return {};
  const std::string_view text = sources[finding.at.source].text();
  if (text.empty()) return {};
  std::uint32_t free = 0;
  for (const Edit& edit : finding.fix->edits) {
    const Span& at = edit.at;
    const bool inside = at.source == finding.at.source && at.begin >= free && at.begin <= at.end && at.end <= text.size();
    if (!inside || !between_characters(text, at.begin) || !between_characters(text, at.end)) return {};
    if (edit.text.size() > kMaxEditText || !shown_as_is(edit.text)) return {};
    free = at.end;
  }
  return finding.fix->edits;
}

std::vector<LineEdit> line_edits(const SourceSet& sources, const Finding& finding) {
  const std::span<const Edit> edits = usable_edits(sources, finding);
  if (edits.empty()) return {};
  const Source& source = sources[finding.at.source];
  std::vector<LineEdit> out;
  for (const EditGroup& group : grouped(source, edits)) {
    std::optional<LineEdit> edit = line_edit(source, group);
    if (!edit) return {};
    out.push_back(std::move(*edit));
  }
  return out;
}

std::optional<Edit> joined_edit(const SourceSet& sources, const Finding& finding) {
  const std::span<const Edit> edits = usable_edits(sources, finding);
  if (edits.empty()) return std::nullopt;
  const Source& source = sources[finding.at.source];
  const Span at{finding.at.source, edits.front().at.begin, edits.back().at.end};
  std::optional<std::string> text = edited(source, at.begin, at.end, edits);
  if (!text || !shown_as_is(*text)) return std::nullopt;
  return Edit{at, std::move(*text)};
}

}  // namespace fabriclint
