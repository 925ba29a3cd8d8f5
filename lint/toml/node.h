// SPDX-License-Identifier: Apache-2.0
// TOML as a tree in which every key and every value has its span, so that a mistake in a ruleset is reported like a mistake in a manifest.
// toml++ parses; this tree exists because its positions are lines and columns, and because its header is heavy (only parse.cpp includes
// it).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "text/source.h"
#include "text/span.h"

namespace fabriclint::toml {

enum class Kind : std::uint8_t { string, integer, number, boolean, date, array, table };

// With its article, as diagnostics name what they found: "a string", "an array", "true or false".
[[nodiscard]] std::string_view name_of(Kind kind);

struct Member;

struct Node {
  Kind kind = Kind::table;
  Span span;
  std::string text;  // strings: content; scalars: canonical spelling ("8192", "true")
  std::int64_t integer = 0;
  double number = 0;  // integers too
  bool boolean = false;
  bool packed = false;          // the build has parsed it (packed.h): the tests have checked it, and its span names the file only
  std::vector<Node> items;      // arrays
  std::vector<Member> members;  // tables, in file order

  // The value of a key of a table; null when it is missing or this is no table.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Member* member(std::string_view key) const;
  [[nodiscard]] bool is_table() const { return kind == Kind::table; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_string() const { return kind == Kind::string; }
};

struct Member {
  std::string key;
  Span key_span;
  Node value;
};

struct Parsed {
  Node root;
  std::vector<Finding> problems;  // rule "ruleset-syntax"; root is then empty
};

// At most 1 MiB and 64 levels; more is a problem, as is any syntax error.
[[nodiscard]] Parsed parse(const Source& source, SourceId id);

}  // namespace fabriclint::toml
