// SPDX-License-Identifier: Apache-2.0
// Where a finding points and what its sentences say there: the places of `at` and the placeholders of messages.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "rule/evaluate.h"
#include "rule/message.h"
#include "rule/path.h"

namespace fabriclint {

// The place that a list of paths leads to, and what stands there.
struct Spot {
  Span at;
  std::string path;          // of the model: the setting that was found, or the path that was asked
  std::string name;          // what people call it: the variable, the resource
  std::string value;         // as text; "not set" when nothing is there
  std::string item;          // the element that decided; the value when none did
  std::string instead = {};  // what to write for that element, where its decoder knows
  bool exists = true;        // something is there
};

// The first of `paths` that exists. A setting of which one element decided is narrowed to that element; a pattern leads to the setting that
// decided, else to the first it matches; a fact leads to its evidence. When none exists: the nearest parent of where the first would stand.
[[nodiscard]] Spot find_spot(const std::vector<Path>& paths, const std::vector<Witness>& witnesses, const Ground& ground,
                             Evaluator& evaluator);

// The place of one setting: its value, or its name where that says more; else the one of both that is written.
[[nodiscard]] Span place_of(const Setting& setting);

// What a message speaks of.
struct Speech {
  Ground ground;                           // what plain paths are asked of
  std::array<const Ground*, 2> ends = {};  // pairs: what `{ROLE.path}` is asked of
  const Spot* spot = nullptr;              // `{at.*}`
  const std::vector<Witness>* witnesses = nullptr;
  std::string_view problem = {};  // `{problem}`
};
[[nodiscard]] std::string render(const Message& message, const Speech& speech, Evaluator& evaluator);
// The first way to say it whose `{at.instead}` and `{variable.*}` all stand for something; nothing when none has that.
[[nodiscard]] std::string render(const Wording& wording, const Speech& speech, Evaluator& evaluator);

// At most 200 bytes of a value, cut between characters: sentences quote values, and values may be scripts.
[[nodiscard]] std::string clipped(std::string_view text);

}  // namespace fabriclint
