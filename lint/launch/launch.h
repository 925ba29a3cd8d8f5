// SPDX-License-Identifier: Apache-2.0
// From the command, arguments and environment of a container to the process that will run: the words its engine receives and the variables
// it sees. Kubernetes expands $(VAR) first, then a `sh -c` script is read (never executed) for words, quotes, continuations, comments,
// `export X=`, `X=v cmd` and $X / ${X} / ${X:-d}. What cannot be followed is unknown.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/deployment.h"
#include "model/setting.h"
#include "text/span.h"
#include "text/traced.h"
#include "vocabulary/engine.h"

namespace fabriclint {

// A word as the process receives it: its text with places, or the reason why the text is not known. Of a word that is not known, `text` is
// what is known to stand at its beginning: "--model=" of `--model=$X`.
struct Word {
  TracedText text;
  std::string unknown;  // empty when the text is known
  bool open = false;    // unknown and not quoted in a shell: it may stand for any number of words, none included
  Span span;            // where the word is written in the command line, expansions not followed

  [[nodiscard]] bool is_known() const { return unknown.empty(); }
};

// The variables of a container by name, as computed from the manifest before any script runs.
using Environment = std::map<std::string, Setting, std::less<>>;

// Replaces $(NAME) as the kubelet does (kubernetes/kubernetes: third_party/forked/golang/expansion/expand.go): a name that is not defined
// stays as it is written, $$ is an escaped $. A value keeps the place where it is written. A reference to a variable that is not known
// makes the word unknown, and so does a result of more than `limit` bytes: values can multiply.
[[nodiscard]] Word expand_kubernetes(const TracedText& text, const Environment& visible, std::size_t limit = std::size_t{1} << 20U);

// What the script does to one variable of its engine process.
struct Assignment {
  std::string name;
  Span name_span;
  Word value;
  bool exported = false;  // by the script's shell (`export`, or because the container's environment has it); else it precedes the command
  bool unset = false;     // the variable is removed; `value` has only its place
};

// The files that a script writes, by path; one whose content is not certain is unknown.
using Files = std::map<std::string, Word, std::less<>>;

// One process that the container starts and that is an engine.
struct EngineProcess {
  std::string engine;                   // Engine::name
  TracedText module;                    // the word that showed it ("dynamo.vllm", "vllm")
  std::vector<Word> words;              // the arguments after that word
  std::vector<Assignment> assignments;  // what differs from the container's environment, each name once, in the order of the script
  Files files;                          // written by the script before
  std::vector<Gap> gaps;                // over "env.": the script reads a file into its shell, which may set more
};

struct Launch {
  // The engine processes found, in the order of the text; one in a branch, a loop or a function counts. Empty and `unknown` empty: the
  // command line is known and starts no engine.
  std::vector<EngineProcess> engines;
  std::string unknown;  // why no engine could be told, as an ending of "not known: ..."
  Span span;            // the command or the arguments as written; empty when neither is
  // Where no engine is started: the word that would show one, if it did not stand among the arguments of `set`, `echo` and the like, and
  // the command that takes it. Empty when there is none.
  TracedText swallowed;
  Span swallowed_by;
};

// `command` and `args` as written, already free of aliases. Both empty means the image decides. `gaps` are those of the environment, over
// "env.": they decide whether `${X:-d}` is d when the environment does not hold X.
[[nodiscard]] Launch read_launch(const std::vector<TracedText>& command, const std::vector<TracedText>& args,
                                 const Environment& environment, const Engines& engines, const std::vector<Gap>& gaps = {});

struct Flags {
  Settings settings;
  std::vector<Gap> gaps;  // over "arg.": a word that is not known may be or hold further flags
};

// The flags among words as settings "arg.NAME": `--flag value`, `--flag=value`, `-f value`, `--no-flag`; a flag without a value is known
// and empty, one with several values a list. The name has no leading dashes; its underscores become dashes up to the first '.': what
// follows
// ("--kv-transfer-config.kv_connector") is a key of the flag's JSON. `--flag+ x` appends: the setting "arg.flag+" is the list of all of
// them. The last of repeated flags wins and overrides the earlier. A word like `-1` is a value. A flag whose value is not known is unknown.
[[nodiscard]] Flags read_flags(const std::vector<Word>& words);

}  // namespace fabriclint
