// SPDX-License-Identifier: Apache-2.0
// Rows of name, value, origin and place in aligned columns, for the text of `fabriclint model`. Every text may come from a manifest: it is
// shown as glyph.h has it, cut or wrapped between two glyphs and never inside one, and nothing of it can begin a line as a workflow command
// of GitHub's runner. Aligning costs what is shown, not what is held: a value is measured up to its column only.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/model_report.h"

namespace fabriclint {

struct Row {
  std::size_t indent = 0;
  std::string name;
  std::string value;
  std::string origin;          // who decided the value: a layer of the manifest, or a sentence; wrapped between words
  std::string place;           // shown whole
  bool sentence = false;       // `value` is one: never cut, wrapped between words
  std::string_view mark = {};  // before the value, as it is
  std::string_view name_paint = {};
  std::string_view value_paint = {};
};

// The rows share their columns.
void write_rows(std::ostream& out, const std::vector<Row>& rows, const ModelStyle& style);

// A text in double quotes where it could be taken for something else without: empty, blank at an end, quoted itself, begun by a question
// mark ("? " marks what is not known).
[[nodiscard]] std::string quoted_if_needed(std::string_view text);

// A name that may begin a line: in double quotes unless it begins as names do.
[[nodiscard]] std::string name_on_a_line(std::string_view name);

}  // namespace fabriclint
