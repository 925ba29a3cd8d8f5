// SPDX-License-Identifier: Apache-2.0
#include "command/run.h"

#include <variant>

#include "command/commands.h"
#include "command/options.h"

namespace fabriclint {
namespace {

struct Dispatch {
  Streams& streams;
  Exit operator()(const CheckOptions& options) const { return check(options, streams); }
  Exit operator()(const ConfigOptions& options) const { return print_config(options, streams); }
  Exit operator()(const SchemaOptions& options) const { return print_schema(options, streams); }
  Exit operator()(const ExplainOptions& options) const { return explain(options, streams); }
  Exit operator()(const FactsOptions& options) const { return print_facts(options, streams); }
  Exit operator()(const RulesOptions& options) const { return list_rules(options, streams); }
  Exit operator()(const ModelOptions& options) const { return print_model(options, streams); }
  Exit operator()(const TestOptions& options) const { return test_rules(options, streams); }
  Exit operator()(const CompletionOptions& options) const { return print_completion(options, streams); }
  Exit operator()(const ManualOptions& options) const { return print_manual(options, streams); }
};

}  // namespace

bool wants_color(Color color, const Streams& streams) {
  return color == Color::always || (color == Color::automatic && streams.out_is_terminal && !streams.no_color);
}

Exit run(const std::vector<std::string>& arguments, Streams& streams) {
  const CommandLine line = read_command_line(arguments);
  if (line.command) return std::visit(Dispatch{streams}, *line.command);
  (line.wrong ? streams.err : streams.out) << line.text;
  return line.wrong ? Exit::usage : Exit::clean;
}

}  // namespace fabriclint
