// SPDX-License-Identifier: Apache-2.0
// A decoder reads the text of a setting the way the program reads it that the setting is for: UCX's lists, C's integers, Kubernetes'
// quantities. Rules name it with `as`. What a decoder cannot read is unknown, with the reason, and never a guess. Decoders are mechanism:
// the names that they yield come from the tables of the vocabulary. One explicit table lists them all (decoder.cpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/traced.h"
#include "vocabulary/catalogue.h"
#include "vocabulary/devices.h"
#include "vocabulary/transports.h"

namespace fabriclint {

// What the ruleset's catalogues say about values.
struct Vocabulary {
  Transports transports;
  Catalogue catalogue;
  DeviceFamilies devices;
};

// One element of what was read, and the part of the text it came from ("rc_mlx5", from the element "rc").
struct DecodedItem {
  std::string text;
  TracedText from;
  std::string instead = {};  // what to write in its place, where the decoder knows
};

struct Decoded {
  enum class State : std::uint8_t { known, absent, unknown };  // absent: the program takes the text for no setting at all
  State state = State::known;
  bool is_list = false;
  std::vector<DecodedItem> items;
  std::string why;  // unknown: the reason, as an ending of "not known: ..."

  static Decoded one(std::string text, const TracedText& from);
  static Decoded list(std::vector<DecodedItem> items);
  static Decoded unknown(std::string why);
};

struct Decoder {
  // What the elements name: any text, or transports of the vocabulary, so that a rule that misspells one is refused.
  enum class Members : std::uint8_t { text, transport };
  std::string_view name;
  std::string_view summary;  // one sentence, for `fabriclint explain`
  Members members = Members::text;
  Decoded (*decode)(const TracedText& text, const Vocabulary& vocabulary) = nullptr;
};

// In order of their names.
[[nodiscard]] std::span<const Decoder> decoders();
// The decoder of that name, or null.
[[nodiscard]] const Decoder* decoder_named(std::string_view name);

}  // namespace fabriclint
