// SPDX-License-Identifier: Apache-2.0
// Cuts a file of many small tables, `[variable.NAME]` after `[variable.NAME]`, without parsing it, so that each can be read when it is
// asked for. It looks at the beginnings of lines only and refuses what that could misread; the caller parses such a file as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace fabriclint::toml {

struct Section {
  std::string_view name;  // NAME, without quotes
  std::string_view text;  // from its header to the next
};

struct Sections {
  std::string_view head;  // what precedes the first
  std::vector<Section> sections;
};

// Nothing when the file has no such table, holds a string of several lines, or other tables behind the first such one.
[[nodiscard]] std::optional<Sections> cut_sections(std::string_view text, std::string_view table);

}  // namespace fabriclint::toml
