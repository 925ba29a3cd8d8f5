// SPDX-License-Identifier: Apache-2.0
// A source is the bytes of one file under the name it was given, and its line table, which is made when something first asks for a line:
// most files have no findings, and the built-in ruleset is not read by lines at all. It knows nothing of YAML or TOML. Line breaks are LF
// and CRLF; a lone CR is no break (SARIF 2.1.0, 3.30). Offsets count bytes from the first byte of the file, a byte order mark included.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace fabriclint {

// A place for people: 1-based. `column` counts Unicode code points and skips a byte order mark; `byte_column` counts bytes (reviewdog).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t byte_column = 1;
  auto operator<=>(const Position&) const = default;
};

// Text that outlives the source of it: nothing is copied.
struct Borrowed {
  std::string_view text;
};

class Source {
 public:
  // `name` is the path as shown to people and written to reports: relative, forward slashes. At most 4 GiB of text.
  Source(std::string name, std::string text);
  Source(std::string name, Borrowed text);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() = default;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }

  // Where `offset` lies; an offset past the end is taken as the end, one inside a code point as its first byte.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  // What follows a final line break counts as a line, an empty one.
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(table().lines.size()); }
  // Offset of the first byte of a 1-based line; a line past the last one begins at the end.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t line) const;
  // Offset behind the last byte of a 1-based line, before its break.
  [[nodiscard]] std::uint32_t line_end(std::uint32_t line) const;
  // A 1-based line without its break (and without the byte order mark of line 1).
  [[nodiscard]] std::string_view line_text(std::uint32_t line) const;

 private:
  struct Table {
    std::vector<std::uint32_t> lines;  // offset of each line's first byte
    // Code points before each block of 1 KiB, so that a column costs the same in a line of any length; empty when all bytes are ASCII.
    std::vector<std::uint32_t> blocks;
  };
  [[nodiscard]] const Table& table() const;
  // Code points that begin before `offset`.
  [[nodiscard]] std::uint32_t code_points_before(std::uint32_t offset) const;

  std::string name_;
  std::string owned_;
  std::string_view text_;
  mutable std::once_flag counted_;
  mutable Table table_;
};

// All sources of one run. Filled first, then only read: reading is safe from many threads. References stay valid.
class SourceSet {
 public:
  SourceId add(std::string name, std::string text);
  SourceId add(std::string name, Borrowed text);
  [[nodiscard]] const Source& operator[](SourceId id) const { return sources_[id.index]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(sources_.size()); }
  // The bytes a span covers.
  [[nodiscard]] std::string_view text(const Span& span) const;

 private:
  std::deque<Source> sources_;
};

}  // namespace fabriclint
