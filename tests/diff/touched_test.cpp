// SPDX-License-Identifier: Apache-2.0
#include "diff/touched.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "yaml/parse.h"

using namespace fabriclint;

namespace {

constexpr std::string_view kManifest =
    "metadata:\n"                // 1
    "  name: graph\n"            // 2
    "spec:\n"                    // 3
    "  services:\n"              // 4
    "    decode:\n"              // 5
    "      containers:\n"        // 6
    "        - name: main\n"     // 7
    "          env:\n"           // 8
    "            - {name: A}\n"  // 9
    "          image: x\n"       // 10
    "      # a comment\n"        // 11
    "    prefill: {}\n";         // 12

struct Fixture {
  SourceSet sources;
  SourceId id = sources.add("x.yaml", std::string(kManifest));
  SourceId other = sources.add("y.yaml", "a\nb\nc\n");

  [[nodiscard]] Span find(std::string_view words) const {
    const auto at = static_cast<std::uint32_t>(kManifest.find(words));
    return {id, at, at + static_cast<std::uint32_t>(words.size())};
  }
  // The lines of the block that the words name; {0, 0} for none.
  [[nodiscard]] LineRange block(std::string_view words) const {
    const yaml::Stream stream = yaml::parse(sources[id], id);
    const auto block = block_named_at(stream, find(words).begin);
    return block ? lines_of(*block, sources) : LineRange{};
  }
};

}  // namespace

TEST_CASE("a name stands for its block") {
  const Fixture f;
  CHECK(f.block("decode") == LineRange{5, 10});
  CHECK(f.block("main") == LineRange{7, 10});
  CHECK(f.block("env") == LineRange{8, 9});
  CHECK(f.block("image") == LineRange{10, 10});
  CHECK(f.block("prefill") == LineRange{12, 12});
  CHECK(f.block("A}") == LineRange{9, 9});
}

TEST_CASE("a value is no block, and metadata is not what it names") {
  const Fixture f;
  CHECK(f.block("x\n") == LineRange{});
  CHECK(f.block("graph") == LineRange{});
}

TEST_CASE("a finding is touched at its place or at its evidence, in any file") {
  const Fixture f;
  Finding finding;
  finding.at = f.find("image");
  Touched touched(2);
  CHECK_FALSE(is_touched(finding, f.sources, touched));
  touched[0] = TouchedFile{false, {{9, 9}, {11, 12}}};
  CHECK_FALSE(is_touched(finding, f.sources, touched));
  touched[0]->lines = {{9, 10}};
  CHECK(is_touched(finding, f.sources, touched));
  touched[0].reset();
  finding.labels = {{{f.other, 2, 3}, "the other file"}};  // its line 2
  touched[1] = TouchedFile{false, {{1, 1}, {3, 3}}};
  CHECK_FALSE(is_touched(finding, f.sources, touched));
  touched[1]->lines = {{2, 2}};
  CHECK(is_touched(finding, f.sources, touched));
}

TEST_CASE("a span of several lines is touched by any of them, a whole file by all") {
  const Fixture f;
  const TouchedFile lines{false, {{3, 3}, {8, 9}}};
  CHECK(lines.touches({1, 3}));
  CHECK(lines.touches({9, 20}));
  CHECK_FALSE(lines.touches({4, 7}));
  CHECK_FALSE(lines.touches({10, 10}));
  CHECK(TouchedFile{true, {}}.touches({4, 7}));
  // The break that ends a line is of that line.
  CHECK(lines_of({f.other, 0, 2}, f.sources) == LineRange{1, 1});
}
