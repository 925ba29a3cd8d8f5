// SPDX-License-Identifier: Apache-2.0
// The words of a UCX list, for rules about how it is written; what the list means is read in ucx_list.h. Lists that UCX refuses are split
// like any other.
#pragma once

#include "vocabulary/decoder.h"

namespace fabriclint {

// The elements as UCX splits them (openucx/ucx: src/ucs/config/parser.c, 1.20 and later; before, empty ones were skipped): blanks are kept,
// and so are empty ones, whose place is that of the commas around them. Only the `^` in front of the whole list is taken off. With those
// that hold blanks or a `^` of their own: what to write, for a `^` and where several are wrong the whole list.
[[nodiscard]] Decoded decode_ucx_elements(const TracedText& text, const Vocabulary& vocabulary);

// The elements that name no transport and no alias, even without their blanks and in lower case; `\` and `:aux` are taken off. Words that
// begin with `^` are left to rules about that. With each: the name that people mean by it, else the nearest one; of several the whole list.
[[nodiscard]] Decoded decode_ucx_unknown(const TracedText& text, const Vocabulary& vocabulary);

// The elements that stand in the list before, letter by letter.
[[nodiscard]] Decoded decode_ucx_repeated(const TracedText& text, const Vocabulary& vocabulary);

// The transports that the list would admit if its misspelt elements were written as the two decoders below and above say, and its `^`
// without a blank before it. What is wrong with the spelling is told by rules about that; this keeps others from telling its consequences
// too.
[[nodiscard]] Decoded decode_ucx_meant(const TracedText& text, const Vocabulary& vocabulary);

// The elements that name something only without their blanks or in lower case, with the right spelling; of several, the right list.
[[nodiscard]] Decoded decode_ucx_miscased(const TracedText& text, const Vocabulary& vocabulary);

}  // namespace fabriclint
