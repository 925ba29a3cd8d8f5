// SPDX-License-Identifier: Apache-2.0
// What only a terminal gets, and the table of --statistics.
#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "report/concise.h"
#include "report/text.h"
#include "sample.h"

using namespace fabriclint;

namespace {

std::string text_of(const sample::Sample& sample, const Style& style) {
  std::ostringstream out;
  write_text(out, sample.report(), style);
  return out.str();
}

sample::Sample counted() {
  sample::Sample sample;
  const SourceId file = sample.sources.add("a.yaml", "a: 1\nb: 2\nc: 3\n");
  sample.rules = {sample::rule("often", Level::warning), sample::rule("rare", Level::error)};
  sample.add("rare", Level::error, sample.find(file, "1"), "One.");
  sample.add("often", Level::warning, sample.find(file, "2"), "Two.");
  sample.add("often", Level::warning, sample.find(file, "3"), "Three.");
  return sample;
}

}  // namespace

TEST_CASE("a place is a link to its file below the working directory") {
  const std::string text = text_of(sample::labelled(), {.folder = "/home/é me/"});
  CHECK(text.find(" --> \x1b]8;;file:///home/%C3%A9%20me/recipes/one/deploy.yaml\x1b\\recipes/one/deploy.yaml:4:12\x1b]8;;\x1b\\\n") !=
        std::string::npos);
  CHECK(text_of(sample::labelled(), {}).find('\x1b') == std::string::npos);
}

TEST_CASE("no file name can end a link") {
  const std::string text = text_of(sample::hostile(), {.folder = "/x/"});
  // Every escape character belongs to one of the two sequences that open and close a link.
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b', at + 1)) {
    const std::string_view rest = std::string_view(text).substr(at);
    CHECK((rest.starts_with("\x1b]8;;") || rest.starts_with("\x1b\\")));
  }
}

TEST_CASE("sentences go on in the next line where a terminal ends") {
  const std::string text = text_of(sample::labelled(), {.wrap = 50});
  CHECK(text.starts_with("error[ucx-tls-no-rdma]: 'UCX_TLS' of 'decode' is\n    'tcp,self': no RDMA\n"));
}

TEST_CASE("statistics count each rule, the most frequent first, with its summary") {
  const sample::Sample sample = counted();
  const std::string often = sample.rules[0].summary;
  const std::string rare = sample.rules[1].summary;
  const std::string table = "2  warning  often  " + often + "\n1  error    rare   " + rare + "\n\n";
  CHECK(text_of(sample, {.statistics = true, .summary = false}) == table);
  std::ostringstream concise;
  write_concise(concise, sample.report(), {.statistics = true});
  CHECK(concise.str() == table);
  CHECK(text_of(sample::clean(), {.statistics = true, .summary = false}).empty());
}
