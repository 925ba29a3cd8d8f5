// SPDX-License-Identifier: Apache-2.0
// Reads a unified diff: git's (renames, copies, new, deleted and binary files, names in C quotes) and that of diff -u. The text is hostile:
// every count of every hunk is verified, so that no line of a file can pass for a header. What does not fit is refused with its line, never
// skipped: a diff that is read in part would hide findings. Text between files (mail headers, commit messages) is skipped. Combined diffs
// of merges and series of patches, whose line numbers mean several states of a file, are refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

// Larger diffs are refused.
inline constexpr std::size_t kMaxDiffBytes = std::size_t{64} << 20U;
inline constexpr std::size_t kMaxDiffFiles = 100'000;

// "@@ -old_begin,old_count +new_begin,new_count @@". A count of 0 gives the line before the place.
struct Hunk {
  std::uint32_t old_begin = 0;
  std::uint32_t old_count = 0;
  std::uint32_t new_begin = 0;
  std::uint32_t new_count = 0;
  std::uint32_t line = 0;  // of its first line of content, in the diff
  std::string_view body;   // its lines of content
};

// One line of content.
struct DiffLine {
  enum class Kind : std::uint8_t { context, removed, added };
  Kind kind = Kind::context;
  std::string_view text;     // without the first character and the line feed; a carriage return stays
  bool ends = true;          // false: the file ends here without a line break
  std::uint32_t number = 0;  // in the diff
};

// Takes the first line from the body of a hunk that was parsed; nothing at its end.
[[nodiscard]] std::optional<DiffLine> take_line(std::string_view& body, std::uint32_t& number);

struct FileDiff {
  std::string old_path;  // empty: the file is new, or a copy
  std::string new_path;  // empty: it was deleted
  bool binary = false;   // what changed in it is not told
  std::vector<Hunk> hunks;
};

struct Diff {
  std::shared_ptr<const std::string> text;  // what the hunks view
  std::vector<FileDiff> files;
};

struct DiffProblem {
  std::uint32_t line = 0;  // 0: of the diff as a whole
  std::string message;     // holds words of the diff
};

struct ParsedDiff {
  Diff diff;
  std::optional<DiffProblem> problem;
};

// No text is a diff that changes nothing.
[[nodiscard]] ParsedDiff parse_diff(std::string text);

// Lines of a file as it is now, both included.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool operator==(const LineRange&) const = default;
};

// What was touched, sorted and apart from each other: the lines that were added, and where more lines went than came, the lines around the
// place too, since nothing else is left to point at.
[[nodiscard]] std::vector<LineRange> touched_lines(const FileDiff& file);

// The hunks as a viewer with three lines of context around each change has them, as far as this diff shows those lines: where GitHub takes
// review comments. Sorted.
[[nodiscard]] std::vector<LineRange> reviewable_lines(const FileDiff& file);

}  // namespace fabriclint
