// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "text/utf8.h"
#include "toml/nesting.h"
#include "toml/node.h"
#include "toml/tomlplusplus.h"

namespace fabriclint::toml {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
constexpr std::size_t kMostLevels = 64;

// toml++ speaks of lines and of columns in code points, and does not count a byte order mark.
class Places {
 public:
  Places(const Source& source, SourceId id) : text_(source.text()), id_(id) {
    std::size_t at = text_.starts_with(utf8::kByteOrderMark) ? utf8::kByteOrderMark.size() : 0;
    lines_.push_back(0);
    for (; at < text_.size(); ++at) {
      if (utf8::is_continuation(text_[at])) continue;
      points_.push_back(static_cast<std::uint32_t>(at));
      if (text_[at] == '\n') lines_.push_back(points_.size());
    }
    points_.push_back(static_cast<std::uint32_t>(text_.size()));
  }

  [[nodiscard]] std::uint32_t offset(const ::toml::source_position& position) const {
    if (position.line == 0 || position.line > lines_.size()) return points_.back();
    const std::size_t index = lines_[position.line - 1] + (position.column == 0 ? 0 : position.column - 1);
    return points_[std::min(index, points_.size() - 1)];
  }
  [[nodiscard]] Span span(const ::toml::source_region& region) const {
    const std::uint32_t begin = offset(region.begin);
    return {id_, begin, std::max(begin, offset(region.end))};
  }
  [[nodiscard]] std::string_view text(const Span& span) const { return text_.substr(span.begin, span.size()); }

 private:
  std::string_view text_;
  SourceId id_;
  std::vector<std::uint32_t> points_;  // offset of each code point, and of the end
  std::vector<std::size_t> lines_;     // index of each line's first code point
};

Node convert(const ::toml::node& from, const Places& places) {
  Node node;
  node.span = places.span(from.source());
  if (const auto* table = from.as_table()) {
    node.kind = Kind::table;
    node.members.reserve(table->size());
    for (const auto& [key, value] : *table) {
      node.members.push_back({std::string(key.str()), places.span(key.source()), convert(value, places)});
    }
    std::sort(node.members.begin(), node.members.end(),
              [](const Member& a, const Member& b) { return a.key_span.begin < b.key_span.begin; });
  } else if (const auto* array = from.as_array()) {
    node.kind = Kind::array;
    node.items.reserve(array->size());
    for (const auto& item : *array) node.items.push_back(convert(item, places));
  } else if (const auto* text = from.as_string()) {
    node.kind = Kind::string;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = Kind::integer;
    node.integer = integer->get();
    node.number = static_cast<double>(node.integer);
    node.text = std::to_string(node.integer);
  } else if (const auto* number = from.as_floating_point()) {
    node.kind = Kind::number;
    node.number = number->get();
    node.text = fmt::format("{}", node.number);
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = Kind::boolean;
    node.boolean = boolean->get();
    node.text = node.boolean ? "true" : "false";
  } else {
    node.kind = Kind::date;
    node.text = places.text(node.span);
  }
  return node;
}

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// toml++ notices a repeated key when it has read past it; the key is what has to change.
Span key_before(std::string_view text, Span at) {
  std::uint32_t end = at.begin;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '=')) --end;
  std::uint32_t begin = end;
  if (end > 0 && (text[end - 1] == '"' || text[end - 1] == '\'')) {
    const char quote = text[end - 1];
    begin = end - 1;
    while (begin > 0 && text[begin - 1] != quote && text[begin - 1] != '\n') --begin;
    begin = begin > 0 ? begin - 1 : 0;
  } else {
    while (begin > 0 && is_bare(text[begin - 1])) --begin;
  }
  return begin == end ? at : Span{at.source, begin, end};
}

Finding problem(Span at, std::string message) {
  Finding finding;
  finding.rule = "ruleset-syntax";
  finding.level = Level::error;
  finding.at = at;
  finding.message = std::move(message);
  return finding;
}

Finding syntax_problem(const ::toml::parse_error& error, const Source& source, SourceId id, const Places& places) {
  std::string_view said = error.description();
  constexpr std::string_view kPreamble = "Error while parsing ";
  if (said.starts_with(kPreamble)) said.remove_prefix(kPreamble.size());
  Span at{id, places.offset(error.source().begin), 0};
  at.end = at.begin + utf8::decode(source.text(), at.begin).size;
  if (at.begin < source.text().size() && (source.text()[at.begin] == '\n' || source.text()[at.begin] == '\r')) at.end = at.begin;
  if (said.find("cannot redefine") != std::string_view::npos) at = key_before(source.text(), at);
  return problem(at, fmt::format("This is not valid TOML: {}.", said));
}

}  // namespace

Parsed parse(const Source& source, SourceId id) {
  Parsed parsed;
  parsed.root.span = {id, 0, 0};
  if (source.text().size() > kMostBytes) {
    parsed.problems.push_back(problem({id, 0, 0}, fmt::format("The file holds more than {} bytes.", kMostBytes)));
    return parsed;
  }
  if (const std::size_t bad = utf8::first_invalid(source.text()); bad < source.text().size()) {
    const auto at = static_cast<std::uint32_t>(bad);
    parsed.problems.push_back(problem({id, at, at + 1}, "This is not valid TOML: the file is not UTF-8 text."));
    return parsed;
  }
  if (const auto deep = first_too_deep(source.text(), kMostLevels)) {
    parsed.problems.push_back(
        problem({id, *deep, *deep}, fmt::format("Tables and arrays are nested more than {} levels deep.", kMostLevels)));
    return parsed;
  }
  const Places places(source, id);
  const ::toml::parse_result result = ::toml::parse(source.text(), source.name());
  if (!result) {
    parsed.problems.push_back(syntax_problem(result.error(), source, id, places));
    return parsed;
  }
  parsed.root = convert(result.table(), places);
  return parsed;
}

}  // namespace fabriclint::toml
