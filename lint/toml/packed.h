// SPDX-License-Identifier: Apache-2.0
// A TOML file that the build has parsed already (lint/command/embed.py): parsing the built-in ruleset would take longer than checking a
// file. Keys and values have no places of their own, only the file they are of: what is built in is checked by the tests, from its text.
//
//   5:hello   a string and how many bytes it has      l2:...   an array and its items
//   i-12e     an integer                              d2:...   a table and its members, each a string and a value
//   t f       booleans
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "text/span.h"

namespace fabriclint::toml {

struct Node;

// One of many small tables, which is unpacked when something asks for it.
struct PackedTable {
  std::string_view name;
  std::string_view tree;
};

// A rule, which is unpacked on its own: the tree of a whole ruleset would take more memory than all that is made of it. One that a project
// cannot change is in parts, each of which is unpacked when something asks for it.
struct PackedRule {
  std::string_view name;
  std::string_view head;   // all of it, when there are no parts
  std::string_view terms;  // when it applies and what must hold
  std::string_view voice;  // what its findings say
  std::uint32_t file = 0;  // its index
};

// What the build has made of some files.
struct Packed {
  std::span<const std::string_view> trees;  // of each file, without what follows
  std::span<const PackedRule> rules;        // of all files
  std::span<const PackedTable> facts;       // of all files, in order of their names: what the trees leave out of them
  std::span<const PackedTable> variables;   // of all files, in order of their names
};

// `tree` is what the build has written; anything else yields an empty table.
[[nodiscard]] Node unpack(std::string_view tree, SourceId file);

}  // namespace fabriclint::toml
