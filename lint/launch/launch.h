// SPDX-License-Identifier: Apache-2.0
// From the command, arguments and environment of a container to the process that will run: the words its engine receives and the variables
// it sees. Kubernetes expands $(VAR) first, then a `sh -c` script is read (never executed) for words, quotes, continuations, comments,
// `export X=`, `X=v cmd` and $X / ${X} / ${X:-d}. What cannot be followed is unknown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/setting.h"
#include "text/span.h"
#include "text/traced.h"
#include "vocabulary/engine.h"

namespace fabriclint {

// A word as the process receives it: its text with places, or the reason why the text is not known (the place stays).
struct Word {
  TracedText text;
  std::string unknown;  // empty when the text is known
  Span span;            // where the word is written in the command line, expansions not followed

  [[nodiscard]] bool is_known() const { return unknown.empty(); }
};

// The variables of a container by name, as computed from the manifest before any script runs.
using Environment = std::map<std::string, Setting, std::less<>>;

// Replaces $(NAME) as the kubelet does (kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go): a name that is not defined
// stays as it is written, $$ is an escaped $. `visible` decides for a name: a setting, or null when it is not defined.
[[nodiscard]] Word expand_kubernetes(const TracedText& text, const Environment& visible);

// A variable that the script sets for its engine process.
struct Assignment {
  std::string name;
  Span name_span;
  Word value;
  bool exported = false;  // by `export`; else it precedes the command (`X=v cmd`)
};

// One process that the container starts and that is an engine.
struct EngineProcess {
  std::string engine;                   // Engine::name
  TracedText module;                    // the word that showed it ("dynamo.vllm", "vllm")
  std::vector<Word> words;              // the arguments after that word
  std::vector<Assignment> assignments;  // what the script changes in its environment, in order
};

struct Launch {
  // Every engine process found. Empty and `unknown` empty: the command line is fully known and starts no engine.
  std::vector<EngineProcess> engines;
  std::string unknown;  // why no engine could be told ("the image's entrypoint starts it", "the command is a template expression")
  Span span;            // the command or the arguments as written; empty when neither is
};

// `command` and `args` as written, already free of aliases. Both empty means the image decides.
[[nodiscard]] Launch read_launch(const std::vector<TracedText>& command, const std::vector<TracedText>& args,
                                 const Environment& environment, const Engines& engines);

// The flags among words as settings "arg.NAME": `--flag value`, `--flag=value`, a flag without a value (known and empty), `--no-flag`;
// underscores in names become dashes; the last of repeated flags wins and overrides the earlier. A flag whose value is not known is
// unknown.
[[nodiscard]] Settings read_flags(const std::vector<Word>& words);

}  // namespace fabriclint
