// SPDX-License-Identifier: Apache-2.0
// Thousands of small damages to YAML that uses every construct: whatever comes of it, reading ends, spans lie in the file and in their
// parents, and every byte that trace() calls exact is the byte of the file. The seed is fixed, so a failure can be repeated.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsed.h"
#include "yaml/comments.h"

using namespace fabriclint;
using namespace fabriclint::yaml;

namespace {

constexpr int kMutations = 6000;

const std::string kSeedText =
    "# caf\xC3\xA9 \xE2\x80\x94 comment\n"
    "graph: &g !local\n"
    "  name: \"pre\\tfill \\u20AC\n    folded\"\n"
    "  list: [a, 'it''s', {x: 1, y, z: }, k: v]\n"
    "  env:\n"
    "  - name: A_B\n"
    "    value: &v plain words\n"
    "      over lines\n"
    "  -\n"
    "  - *v\n"
    "  script: |2-  # why\n"
    "      set -e\n"
    "     run --flag \\\n"
    "\n"
    "       x\n"
    "  fold: >+\n"
    "    one\n"
    "    two\n"
    "      more\n"
    "\n"
    "other:\n"
    "  <<: [*g]\n"
    "  ? [complex]\n"
    "  : !!str 'v'\n"
    "  name: x\n"
    "  name: y\n"
    "---\n"
    "load: 100%\n"
    "...\n"
    "%YAML 1.1\n"
    "---\n"
    "end\n";

// xorshift64*: the same sequence on every platform, unlike std::uniform_int_distribution.
struct Random {
  std::uint64_t state;
  std::size_t below(std::size_t bound) {
    state ^= state >> 12U;
    state ^= state << 25U;
    state ^= state >> 27U;
    return static_cast<std::size_t>((state * 0x2545F4914F6CDD1DULL) >> 33U) % bound;
  }
};

constexpr std::array<std::string_view, 40> kParts = {
    "\n",  "\r\n", "\r",   " ",       "  ",      "\t",    ":",        ": ",           "- ",           "? ",  ",",  "[",   "]", "{", "}",
    "'",   "''",   "\"",   "\\",      "\\\n",    "\\x41", "#",        " # ",          "&a ",          "*a",  "*v", "!t ", "|", ">", "|+",
    ">2-", "%",    "\n%T", "\n---\n", "\n...\n", "<<: ",  "\xC2\x85", "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xFF"};

std::string mutate(std::string text, Random& random) {
  for (std::size_t rounds = 1 + random.below(4); rounds > 0; --rounds) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = random.below(6);
    switch (random.below(4)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kParts[random.below(kParts.size())]);
        break;
      case 2:
        text.replace(at, std::min(length, text.size() - at), kParts[random.below(kParts.size())]);
        break;
      default:
        text.insert(at, text.substr(random.below(text.size() + 1), 1 + random.below(30)));
        break;
    }
  }
  return text;
}

std::string fault_in(const Node& node, const Source& source) {
  if (node.span.begin > node.span.end || node.span.end > source.text().size()) return "a span is outside the file";
  const auto outside = [&](const Node* child) { return child->span.begin < node.span.begin || child->span.end > node.span.end; };
  for (const Node* item : node.items) {
    if (outside(item)) return "an item is outside its sequence";
  }
  for (const Entry& entry : node.entries) {
    if (outside(entry.key) || outside(entry.value)) return "an entry is outside its mapping";
    if (entry.value->span.begin < entry.key->span.end) return "a value begins inside its key";
  }
  if (node.kind == Kind::scalar) return trace_fault(node, source);
  (void)Fields(&node).all();
  return {};
}

}  // namespace

TEST_CASE("damaged YAML never breaks the reader, its spans or its traces") {
  Random random{.state = 20261121};
  int whole = 0;
  int scalars = 0;
  int traced_poorly = 0;
  for (int n = 0; n < kMutations; ++n) {
    const Parsed p(mutate(kSeedText, random));
    std::string fault;
    if (!p.stream.broken()) ++whole;
    if (p.stream.documents.empty() && !p.stream.broken()) fault = "no document and no problem";
    for (const Document& document : p.stream.documents) {
      each_node(document.root, [&](const Node& node) {
        if (fault.empty()) fault = fault_in(node, p.source);
        if (node.kind == Kind::scalar) {
          ++scalars;
          if (traced_as_a_whole(node, p.source)) ++traced_poorly;
        }
      });
    }
    std::uint32_t last = 0;
    for (const Span comment : find_comments(p.stream, p.source.text())) {
      if (comment.begin < last || p.source.text()[comment.begin] != '#') fault = "comments overlap or begin elsewhere";
      last = comment.end;
    }
    for (const Problem& problem : p.stream.problems) {
      if (problem.at.end > p.source.text().size() || problem.message.empty()) fault = "a problem has no place or no message";
    }
    CAPTURE(n);
    INFO(std::string(p.source.text()));
    REQUIRE(fault == "");
  }
  // The damages must leave enough to be worth the test.
  CHECK(whole > kMutations / 10);
  CHECK(scalars > 20'000);
  CHECK(traced_poorly * 1000 <= scalars);
}
