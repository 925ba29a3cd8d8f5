// SPDX-License-Identifier: Apache-2.0
// Untrusted text (messages with values of a manifest, file names) made fit for a line of output: nothing in it can start a new line,
// move the cursor, or be taken for a workflow command by a GitHub runner that reads the log. Long text is cut.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace fabriclint {

// Longest message, path or label that is echoed, in code points.
inline constexpr std::size_t kMaxEcho = 1000;

// As printable(). GitHub's runner acts on "##[command]" anywhere in a line, so the bracket is escaped there.
[[nodiscard]] std::string echoed(std::string_view text, std::size_t limit = kMaxEcho);

// A file name that may begin a line: "./" stands before one that a runner, which skips leading blanks of any kind, could take for
// "::command::".
[[nodiscard]] std::string echoed_path(std::string_view path);

// Text of several lines as one: runs of line breaks and the blanks around them become one space.
[[nodiscard]] std::string on_one_line(std::string_view text);

// "error[ucx-tls-no-rdma]", or "error" for a finding of no rule.
[[nodiscard]] std::string heading(Level level, std::string_view rule);

}  // namespace fabriclint
