// SPDX-License-Identifier: Apache-2.0
// The value of `primaryLocationLineHash`, by which GitHub code scanning recognises an alert when its line moves. It must be exactly what
// github/codeql-action computes (src/fingerprints.ts), or the upload action warns once per result: a rolling hash of the 100 non-blank
// UTF-16 units from the start of a line on, and a number that tells equal hashes apart. Lines end at LF, CRLF and, other than everywhere
// else in this program, at a lone CR.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fabriclint {

struct LineHash {
  std::uint64_t hash = 0;
  std::uint32_t occurrence = 0;  // 1 for the first line of the file with this hash
};

// One for each line, the empty one after a final newline included. Linear in the text, whatever bytes it holds.
[[nodiscard]] std::vector<LineHash> line_hashes(std::string_view text);

// "c129715d7a2bc9a3:1"
[[nodiscard]] std::string to_string(const LineHash& hash);

}  // namespace fabriclint
