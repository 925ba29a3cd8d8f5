// SPDX-License-Identifier: Apache-2.0
// The commands, one per file. Each writes its result to `streams.out` and everything else to `streams.err`.
#pragma once

#include "command/options.h"
#include "command/run.h"

namespace fabriclint {

// What --color asks for, where the output goes.
[[nodiscard]] bool wants_color(Color color, const Streams& streams);

[[nodiscard]] Exit check(const CheckOptions& options, Streams& streams);
[[nodiscard]] Exit print_config(const ConfigOptions& options, Streams& streams);
[[nodiscard]] Exit print_schema(const SchemaOptions& options, Streams& streams);
[[nodiscard]] Exit explain(const ExplainOptions& options, Streams& streams);
[[nodiscard]] Exit print_facts(const FactsOptions& options, Streams& streams);
[[nodiscard]] Exit list_rules(const RulesOptions& options, Streams& streams);
[[nodiscard]] Exit print_model(const ModelOptions& options, Streams& streams);
[[nodiscard]] Exit print_completion(const CompletionOptions& options, Streams& streams);
[[nodiscard]] Exit print_manual(const ManualOptions& options, Streams& streams);
[[nodiscard]] Exit test_rules(const TestOptions& options, Streams& streams);

}  // namespace fabriclint
