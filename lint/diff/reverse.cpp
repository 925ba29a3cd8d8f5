// SPDX-License-Identifier: Apache-2.0
#include "diff/reverse.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace fabriclint {
namespace {

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// The lines of the file, taken one by one.
struct Rest {
  std::string_view text;
  std::uint32_t line = 1;

  // With its break.
  std::string_view take() {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(size);
    ++line;
    return taken;
  }
};

}  // namespace

Reversed text_before(const FileDiff& file, std::string_view now) {
  Reversed before;
  Rest rest{now};
  for (const Hunk& hunk : file.hunks) {
    const std::uint32_t first = hunk.new_begin + (hunk.new_count == 0 ? 1 : 0);
    while (rest.line < first && !rest.text.empty()) before.text += rest.take();
    std::string_view body = hunk.body;
    std::uint32_t number = hunk.line;
    if (rest.line < first) return {{}, number, rest.line};
    while (const std::optional<DiffLine> line = take_line(body, number)) {
      if (line->kind == DiffLine::Kind::removed) {
        before.text.append(line->text).append(line->ends ? "\n" : "");
        continue;
      }
      if (rest.text.empty()) return {{}, line->number, rest.line};
      const std::uint32_t at = rest.line;
      const std::string_view here = rest.take();
      const std::string_view bare = here.ends_with('\n') ? here.substr(0, here.size() - 1) : here;
      if (without_return(bare) != without_return(line->text)) return {{}, line->number, at};
      if (line->kind == DiffLine::Kind::context) before.text += here;
    }
  }
  before.text += rest.text;
  return before;
}

}  // namespace fabriclint
