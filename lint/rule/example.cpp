// SPDX-License-Identifier: Apache-2.0
#include "rule/example.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace fabriclint {
namespace {

bool is_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Reads "expect:", "expect-above:" or "expect-above-N:" at `at`; returns where the ids begin, or npos.
std::size_t read_keyword(std::string_view text, std::size_t at, std::uint32_t& above) {
  constexpr std::string_view kExpect = "expect";
  constexpr std::string_view kAbove = "-above";
  while (at < text.size() && text[at] == ' ') ++at;
  if (text.substr(at, kExpect.size()) != kExpect) return std::string_view::npos;
  at += kExpect.size();
  above = 0;
  if (text.substr(at, kAbove.size()) == kAbove) {
    at += kAbove.size();
    above = 1;
    if (at < text.size() && text[at] == '-') {
      const auto read = std::from_chars(text.data() + at + 1, text.data() + text.size(), above);
      if (read.ec != std::errc()) return std::string_view::npos;
      at = static_cast<std::size_t>(read.ptr - text.data());
    }
  }
  return at < text.size() && text[at] == ':' ? at + 1 : std::string_view::npos;
}

// The '#' of the comment in [begin, end) that expects something, and where its ids begin; npos without one.
struct Mark {
  std::size_t hash = std::string_view::npos;
  std::size_t ids = 0;
  std::uint32_t above = 0;
};

Mark find_mark(std::string_view text, std::size_t begin) {
  Mark mark;
  for (mark.hash = text.find('#', begin); mark.hash != std::string_view::npos; mark.hash = text.find('#', mark.hash + 1)) {
    mark.ids = read_keyword(text, mark.hash + 1, mark.above);
    if (mark.ids != std::string_view::npos) break;
  }
  return mark;
}

void read_line(std::string_view manifest, std::size_t begin, std::size_t end, std::uint32_t line, std::vector<Expectation>& expectations) {
  const std::string_view text = manifest.substr(0, end);
  const Mark mark = find_mark(text, begin);
  if (mark.hash == std::string_view::npos) return;
  for (std::size_t at = mark.ids; at < end;) {
    while (at < end && (text[at] == ' ' || text[at] == ',')) ++at;
    const std::size_t id = at;
    while (at < end && is_id(text[at])) ++at;
    if (id == at) break;
    expectations.push_back(
        {std::string(text.substr(id, at - id)), mark.above < line ? line - mark.above : 0, static_cast<std::uint32_t>(id)});
  }
}

}  // namespace

std::vector<Expectation> expectations_of(std::string_view manifest) {
  std::vector<Expectation> expectations;
  std::uint32_t line = 1;
  for (std::size_t begin = 0; begin < manifest.size(); ++line) {
    const std::size_t end = std::min(manifest.find('\n', begin), manifest.size());
    read_line(manifest, begin, end, line, expectations);
    begin = end + 1;
  }
  return expectations;
}

std::string without_expectations(std::string_view manifest) {
  std::string out;
  for (std::size_t begin = 0; begin < manifest.size();) {
    const std::size_t end = std::min(manifest.find('\n', begin), manifest.size());
    std::string_view line = manifest.substr(begin, end - begin);
    if (const Mark mark = find_mark(line, 0); mark.hash != std::string_view::npos) {
      line = line.substr(0, mark.hash);
      line = line.substr(0, line.find_last_not_of(' ') + 1);
    }
    out += line;
    if (end < manifest.size()) out += '\n';
    begin = end + 1;
  }
  return out;
}

std::vector<Mismatch> compare(const Example& example, const Rule& rule, const std::vector<Finding>& findings, const Source& source) {
  const auto place = [&](std::uint32_t line) {
    if (example.span.size() != example.manifest.size() || line == 0 || line > source.line_count()) return example.span;
    const std::uint32_t begin = example.span.begin + source.line_begin(line);
    return Span{example.span.source, begin, begin + static_cast<std::uint32_t>(source.line_text(line).size())};
  };
  std::set<std::uint32_t> expected;
  for (const Expectation& expectation : expectations_of(example.manifest)) {
    if (expectation.rule == rule.id) expected.insert(expectation.line);
  }
  std::vector<Mismatch> mismatches;
  std::set<std::uint32_t> found;
  for (const Finding& finding : findings) {
    if (finding.rule != rule.id) continue;
    const std::uint32_t line = line_of(source, finding.at.begin);
    if (!found.insert(line).second || expected.contains(line)) continue;
    mismatches.push_back({line, place(line), fmt::format("unexpected: {}", finding.message)});
  }
  for (const std::uint32_t line : expected) {
    if (!found.contains(line)) mismatches.push_back({line, place(line), fmt::format("expected a finding of '{}' here", rule.id)});
  }
  std::stable_sort(mismatches.begin(), mismatches.end(), [](const Mismatch& a, const Mismatch& b) { return a.line < b.line; });
  return mismatches;
}

}  // namespace fabriclint
