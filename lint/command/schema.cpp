// SPDX-License-Identifier: Apache-2.0
// Prints the JSON schemas of what the program reads and writes, so that editors and scripts need not fetch them.
#include <string>
#include <vector>

#include "command/builtin.h"
#include "command/commands.h"
#include "text/printable.h"
#include "text/suggest.h"

namespace fabriclint {

Exit print_schema(const SchemaOptions& options, Streams& streams) {
  std::vector<std::string> names;
  for (const BuiltinSchema& schema : builtin_schemas()) {
    names.emplace_back(schema.name);
    if (schema.name != options.name) continue;
    streams.out << schema.text;
    return Exit::clean;
  }
  if (options.name.empty()) {
    for (const std::string& name : names) streams.out << name << '\n';
    return Exit::clean;
  }
  const auto nearest = suggest(options.name, names);
  streams.err << "fabriclint: there is no schema '" << printable(options.name) << "'"
              << (nearest ? "; did you mean '" + *nearest + "'?" : "") << "\n'fabriclint schema' lists them.\n";
  return Exit::usage;
}

}  // namespace fabriclint
