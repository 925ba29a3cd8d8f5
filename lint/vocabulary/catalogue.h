// SPDX-License-Identifier: Apache-2.0
// The environment variables that libraries and engines read: what each is for, the grammar its reader really has, its default, the
// releases that read it, what a bad value does. The tables are data (rules/catalogue/*.toml); the grammars are value_type.h.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fabriclint {

namespace toml {
class Diagnostics;
struct Member;
struct PackedTable;
}  // namespace toml

struct ValueType;

// A family of variables with one reader.
struct Library {
  std::string summary;
  std::vector<std::string> prefixes;  // "UCX_"
  std::string read_by;                // the reader, of variables that name none themselves
  bool complete = false;              // every variable that matters is listed: a name beside them is a mistake
};

struct Variable {
  std::string name;  // may hold `*`
  std::string library;
  std::string summary;
  const ValueType* type = nullptr;
  std::vector<std::string> values;  // the words or keys of the grammar
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;
  std::optional<std::int64_t> multiple_of;
  bool ignore_case = false;
  std::string otherwise;                                    // the default, as one would write it; empty when there is none to tell
  std::string since;                                        // the first release that reads it; empty: older than any release that matters
  std::string until;                                        // the first release that does not read it any more
  std::string dead;                                         // why it has no effect in any release that matters
  std::string replaced_by;                                  // the variable to use now
  std::map<std::string, std::string, std::less<>> instead;  // popular wrong values, and what to write
  std::string read_by;
  std::string invalid;  // what its reader does with a value outside the grammar: fatal, default, ignored, misread
  bool critical = false;
  std::string source;
  std::vector<std::string> notes;  // for `fabriclint explain`: what does not fit into one line
};

// A variable of the catalogue. That of a trusted ruleset stays packed until something asks for it: the built-in catalogues hold hundreds,
// of which one run needs a few. Asking is safe from many threads.
class CatalogueEntry {
 public:
  explicit CatalogueEntry(Variable variable);
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const Variable& variable() const;

 private:
  friend std::vector<CatalogueEntry> left_packed(std::span<const toml::PackedTable> tables);
  struct State;
  CatalogueEntry(std::string_view name, std::shared_ptr<State> state);

  std::string_view name_;  // of the variable or of the table
  std::shared_ptr<State> state_;
};

// The entries of packed tables, which outlive them.
[[nodiscard]] std::vector<CatalogueEntry> left_packed(std::span<const toml::PackedTable> tables);

struct Catalogue {
  std::map<std::string, Library, std::less<>> libraries;
  std::vector<CatalogueEntry> variables;  // in order of their names
  std::vector<CatalogueEntry> patterns;   // those whose name holds `*`, likewise

  // Puts a variable in its place.
  void add(CatalogueEntry entry);
  // The entry of a variable, by its name first and by a pattern then; null when it is not listed.
  [[nodiscard]] const Variable* find(std::string_view name) const;
  // Whether it is listed.
  [[nodiscard]] bool has(std::string_view name) const { return entry_of(name) != nullptr; }
  // The library whose prefix a name has (of several the longest), or null.
  [[nodiscard]] const std::pair<const std::string, Library>* library_of(std::string_view name) const;
  // For a name that is not listed: the nearest listed one of its library, at most two letters apart. Nothing when the library's list is
  // not complete: the name may be right, and only missing here.
  [[nodiscard]] std::optional<std::string> similar(std::string_view name) const;

 private:
  [[nodiscard]] const CatalogueEntry* entry_of(std::string_view name) const;
};

// The words of Variable::invalid, with what they mean, for `fabriclint explain`.
struct InvalidEffect {
  std::string_view name;
  std::string_view meaning;
};
[[nodiscard]] std::span<const InvalidEffect> invalid_effects();

// Reads one `[library.NAME]`.
[[nodiscard]] Library read_library(const toml::Member& definition, toml::Diagnostics& diagnostics);
// Reads one `[variable.NAME]`; its library must be among those of `catalogue`, which are read first.
[[nodiscard]] Variable read_variable(const toml::Member& definition, const Catalogue& catalogue, toml::Diagnostics& diagnostics);
// Reports a `replaced-by` that names no variable, once all are read.
void check_replacement(const toml::Member& definition, const Catalogue& catalogue, toml::Diagnostics& diagnostics);

}  // namespace fabriclint
