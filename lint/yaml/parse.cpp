// SPDX-License-Identifier: Apache-2.0
#include "yaml/parse.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/utf8.h"
#include "yaml/breaks.h"
#include "yaml/build.h"
#include "yaml/offsets.h"

namespace fabriclint::yaml {

namespace {

// libyaml's parser and the event it gave last, freed whatever happens.
class EventReader {
 public:
  explicit EventReader(std::string_view text) : ready_(yaml_parser_initialize(&parser_) != 0) {
    if (!ready_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~EventReader() {
    yaml_event_delete(&event_);
    if (ready_) yaml_parser_delete(&parser_);
  }
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  // The next event, or null when parser() says what is wrong.
  const yaml_event_t* next() {
    yaml_event_delete(&event_);
    return ready_ && yaml_parser_parse(&parser_, &event_) != 0 ? &event_ : nullptr;
  }
  [[nodiscard]] const yaml_parser_t& parser() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool ready_ = false;
};

// One file on its way through libyaml.
struct Reading {
  std::string_view text;  // the whole file
  SourceId source;
  Limits limits;

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {.source = source, .begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
  }

  // The character at an offset; nothing wide at a line break. Past the last line people see no place: the end of that line is meant.
  [[nodiscard]] Span character(std::size_t at) const {
    if (at >= text.size()) {
      const std::size_t last = text.find_last_not_of(" \t\r\n");
      const std::size_t end = last == std::string_view::npos ? 0 : last + 1;
      return span(end, end);
    }
    return span(at, break_size(text, at) > 0 ? at : at + utf8::decode(text, at).size);
  }

  [[nodiscard]] std::optional<Problem> refused_before_reading() const;
  [[nodiscard]] Problem unreadable(std::size_t at) const;
  [[nodiscard]] Problem failure(const yaml_parser_t& parser, Offsets& offsets, std::size_t base) const;
};

Problem problem_of(ProblemKind kind, Span at, std::string message) {
  return {.kind = kind, .at = at, .message = std::move(message)};
}

std::optional<Problem> Reading::refused_before_reading() const {
  if (text.size() > limits.bytes) {
    return problem_of(ProblemKind::limit, span(0, 0), fmt::format("the file is larger than {} bytes, and no more is read", limits.bytes));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return problem_of(ProblemKind::encoding, span(0, 2), "the file is written in UTF-16; save it as UTF-8");
  }
  // libyaml compares each %TAG line with all before it.
  std::size_t directives = 0;
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
    if (at > 0 && break_size_before(text, at) == 0) continue;
    if (++directives > limits.directives) {
      return problem_of(ProblemKind::limit, span(at, at + 1), fmt::format("more than {} lines begin with '%'", limits.directives));
    }
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end - at > limits.directive_bytes) {
      return problem_of(ProblemKind::limit, span(at, at + 1),
                        fmt::format("a line that begins with '%' is longer than {} bytes", limits.directive_bytes));
    }
  }
  return std::nullopt;
}

Problem Reading::unreadable(std::size_t at) const {
  // libyaml points at the byte that cannot go on; the broken character begins at most three bytes before it.
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    if (utf8::is_continuation(text[at - back])) continue;
    if (!utf8::decode(text, at - back).valid) at -= back;
    break;
  }
  const utf8::Step step = utf8::decode(text, at);
  if (step.valid) {
    return problem_of(ProblemKind::encoding, span(at, at + step.size),
                      fmt::format("the character U+{:04X} is not allowed in YAML", static_cast<std::uint32_t>(step.code_point)));
  }
  if (at >= text.size()) return problem_of(ProblemKind::encoding, character(at), "the file ends inside a character");
  return problem_of(ProblemKind::encoding, span(at, at + 1),
                    fmt::format("the file is not UTF-8: byte 0x{:02X} cannot stand here", static_cast<unsigned char>(text[at])));
}

Problem Reading::failure(const yaml_parser_t& parser, Offsets& offsets, std::size_t base) const {
  if (parser.error == YAML_READER_ERROR) return unreadable(base + parser.problem_offset);
  if (parser.error != YAML_SCANNER_ERROR && parser.error != YAML_PARSER_ERROR) {
    return problem_of(ProblemKind::limit, span(0, 0), "not enough memory to read the file");
  }
  Problem problem = problem_of(ProblemKind::syntax, character(offsets.of(parser.problem_mark.index)),
                               parser.problem != nullptr ? parser.problem : "not valid YAML");
  if (parser.context != nullptr) {
    problem.context = character(offsets.of(parser.context_mark.index));
    problem.context_text = parser.context;
  }
  return problem;
}

}  // namespace

Stream parse(const Source& source, SourceId id, const Limits& limits) {
  Stream stream;
  const Reading reading{.text = source.text(), .source = id, .limits = limits};
  if (auto problem = reading.refused_before_reading()) {
    stream.problems.push_back(*std::move(problem));
    return stream;
  }

  const std::size_t base = reading.text.starts_with(utf8::kByteOrderMark) ? utf8::kByteOrderMark.size() : 0;
  EventReader events(reading.text.substr(base));
  Offsets offsets(reading.text.substr(base), static_cast<std::uint32_t>(base));
  TreeBuilder builder(stream, reading.text, id, limits);
  auto reached = static_cast<std::uint32_t>(base);
  bool done = false;
  while (!done) {
    const yaml_event_t* event = events.next();
    if (event == nullptr) {
      stream.problems.push_back(reading.failure(events.parser(), offsets, base));
      break;
    }
    const std::uint32_t begin = offsets.of(event->start_mark.index);
    const std::uint32_t end = offsets.of(event->end_mark.index);
    reached = std::max(reached, end);
    if (!builder.take(*event, begin, end)) {
      stream.problems.push_back(*builder.stopped_by());
      break;
    }
    done = event->type == YAML_STREAM_END_EVENT;
  }
  stream.read = {.source = id, .begin = static_cast<std::uint32_t>(base), .end = reached};
  std::stable_sort(stream.problems.begin(), stream.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.at.begin < b.at.begin; });
  return stream;
}

}  // namespace fabriclint::yaml
