// SPDX-License-Identifier: Apache-2.0
#include "report/markdown.h"

#include <doctest/doctest.h>

namespace fabriclint {

TEST_CASE("text keeps its braces, and what is quoted is code") {
  CHECK(markdown_text("write '{capabilities: {add: [IPC_LOCK]}}' in {x}") == "write `{capabilities: {add: [IPC_LOCK]}}` in \\{x\\}");
  CHECK(markdown_text("NCCL_IB_DISABLE") == "NCCL\\_IB\\_DISABLE");
}

TEST_CASE("a block ends at its own fence only") {
  CHECK(markdown_block("text", "a\n\n") == "```text\na\n```\n");
  CHECK(markdown_block("", "```\nx\n```\n") == "````\n```\nx\n```\n````\n");
}

}  // namespace fabriclint
